import { Button, Group, Stack, Text } from '@mantine/core'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { useReading } from '../../features/ask.ts'
import { moment } from '../../kit/figure.ts'
import { Read } from '../../kit/page.tsx'
import { Difference } from './difference.tsx'
import { type Draft, onTop } from './draft.ts'
import { Notice } from './notice.tsx'
import type { DiffOfKind } from './verbs.ts'
import { list } from './words.ts'

type OvertakenProps = { of: Shown; draft: Draft; onChange: (change: Partial<Draft>) => void }

/** Somebody else was faster: what they changed, and how to go on without losing what was typed. */
export function Overtaken({ of, draft, onChange }: OvertakenProps) {
  const { kind, name, head, people, declared } = of
  const diff = useReading<DiffOfKind>(`${kind}.diff`, { name, from: draft.base?.revision ?? 1, to: head.number })
  const newest = { revision: head.number, value: declared }
  const merged = onTop(draft, newest)
  return (
    <Notice title={`Revision ${head.number} was proposed while you were writing`}>
      <Stack gap="sm">
        <Text fz="sm">
          {`${people[head.author] ?? 'Somebody'} proposed it on ${moment(head.at)}. Nothing that you typed is lost. What they changed:`}
        </Text>
        <Read query={diff} rows={1}>
          {({ changes }) => <Difference changes={changes} />}
        </Read>
        {merged.both.length > 0 ? (
          <Text fz="sm">{`You both changed ${list(merged.both)}. Put on top, yours stands; look at it again.`}</Text>
        ) : null}
        <Group gap="xs">
          <Button size="xs" onClick={() => onChange(merged.draft)}>
            Put my change on top of theirs
          </Button>
          <Button size="xs" variant="default" onClick={() => onChange({ value: declared, base: newest })}>
            Begin again from theirs
          </Button>
        </Group>
      </Stack>
    </Notice>
  )
}
