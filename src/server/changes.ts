import type { Context as Request } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Change } from './api.ts'

/**
 * What pages are told while they are open: that something changed, never what it now is. The first thing they hear is how long ago
 * the last change was, so that they know whether they missed one.
 */
export type Changes = {
  tell(change: Change): void
  /** An endless answer of server-sent events; it ends when the page goes, when `isHere` no longer holds, or the server stops. */
  answer(c: Request, isHere: () => Promise<boolean>): Response
  /** Lets every answer see whether its reader is still somebody. */
  check(): void
  /** Ends every answer that is still open. */
  close(): void
}

const HEARTBEAT_MS = 25_000

export function createChanges(): Changes {
  const listeners = new Set<(change: Change | 'check' | undefined) => void>()
  let number = 0
  let lastMs: number | undefined
  return {
    tell(change) {
      lastMs = performance.now()
      for (const listener of listeners) listener(change)
    },
    check() {
      for (const listener of listeners) listener('check')
    },
    answer: (c, isHere) =>
      streamSSE(c, async stream => {
        const waiting: Change[] = []
        let wake: () => void = () => {}
        let open = true
        const listener = (change: Change | 'check' | undefined) => {
          if (change === undefined) open = false
          else if (change !== 'check') waiting.push(change)
          wake()
        }
        listeners.add(listener)
        stream.onAbort(() => listener(undefined))
        try {
          const agoMs = lastMs === undefined ? null : Math.round(performance.now() - lastMs)
          await stream.writeSSE({ event: 'hello', data: JSON.stringify({ agoMs }) })
          while (open) {
            if (!(await isHere().catch(() => false))) break
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
