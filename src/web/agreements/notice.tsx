import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** Something that has to be known before the rest is read, with a mark at its side that says how grave it is. */
export function Notice({ title, tone = 'warn', children }: NoticeProps) {
  return (
    <section className="notice" data-tone={tone} aria-label={title}>
      <Stack gap="xs">
        <Text fw={600} fz="sm" className="notice-title">
          {tone === 'warn' ? <span aria-hidden="true">▲ </span> : null}
          {title}
        </Text>
        {children}
      </Stack>
    </section>
  )
}

type NoticeProps = { title: string; tone?: 'warn' | 'quiet'; children?: ReactNode }
