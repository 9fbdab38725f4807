import type { Context as Request } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Change } from './api.ts'

/** What pages are told while they are open: that something changed, never what it now is. */
export type Changes = {
  tell(change: Change): void
  /** An endless answer of server-sent events; it ends when the page goes or the server stops. */
  answer(c: Request): Response
  /** Ends every answer that is still open. */
  close(): void
}

const HEARTBEAT_MS = 25_000

export function createChanges(): Changes {
  const listeners = new Set<(change: Change | undefined) => void>()
  let number = 0
  return {
    tell(change) {
      for (const listener of listeners) listener(change)
    },
    answer: c =>
      streamSSE(c, async stream => {
        const waiting: Change[] = []
        let wake: () => void = () => {}
        let open = true
        const listener = (change: Change | undefined) => {
          if (change) waiting.push(change)
          else open = false
          wake()
        }
        listeners.add(listener)
        stream.onAbort(() => listener(undefined))
        try {
          await stream.writeSSE({ event: 'hello', data: '{}' })
          while (open) {
            for (let next = waiting.shift(); next; next = waiting.shift())
              await stream.writeSSE({ event: 'change', id: String(++number), data: JSON.stringify(next) })
            const isTold = await new Promise<boolean>(resolve => {
              const timer = setTimeout(() => resolve(false), HEARTBEAT_MS)
              wake = () => {
                clearTimeout(timer)
                resolve(true)
              }
              if (waiting.length > 0 || !open) wake()
            })
            if (!isTold && open) await stream.write(': still here\n\n')
          }
        } finally {
          listeners.delete(listener)
        }
      }),
    close() {
      for (const listener of listeners) listener(undefined)
    },
  }
}
