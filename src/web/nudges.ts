import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { ask, useReading } from '../features/ask.ts'
import type { nudge, showInbox } from '../features/inbox/operations.ts'

const SHOWN_MS = 12_000

/** How many things wait for the reader; and tells of new ones while pages are open, as often as the rules of nudges allow. */
export function useNudges(): number {
  const inbox = useReading<typeof showInbox>('inbox.show', {})
  const waiting = inbox.data?.owed.map(({ id }) => id).join('\n') ?? ''
  useEffect(() => {
    if (waiting === '') return
    ask<typeof nudge>('inbox.nudge', {})
      .then(({ now }) => {
        for (const { id, title, says } of now)
          notifications.show({ id, title, message: says, autoClose: SHOWN_MS, withBorder: true })
      })
      .catch(() => {})
  }, [waiting])
  return inbox.data?.owed.length ?? 0
}
