import type { Context as Request } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Veil } from '../core/personal.ts'
import type { Incoming, Settled } from '../features/event/operations/collecting.ts'

/** A message that went by, as somebody watches it. */
export type LiveEvent = {
  at: string
  receivedAt: string
  source: string
  type: string
  name: string
  verdict: string
  code: string | null
  reason: string | null
  identifiers: Record<string, string>
  props: Record<string, unknown>
}

export type Watching = { source?: string | undefined; name?: string | undefined; veil: Veil }

/**
 * Messages as they come, for people who watch. Nothing is kept and nothing is made of a message while nobody does; where more
 * come than anybody can read, some are left out, and it is said how many.
 */
export type LiveEvents = {
  tell(source: string, received: number, incoming: readonly Incoming[], settled: readonly Settled[]): void
  /** An endless answer of server-sent events; it ends when the page goes, when `isHere` no longer holds, or the server stops. */
  answer(c: Request, watching: Watching, isHere: () => Promise<boolean>): Response
  close(): void
}

/** At most so many of one look, and a look so often. */
const MOST = 50
const LOOK_MS = 250
const HERE_MS = 5000
const HEARTBEAT_MS = 25_000

type Watcher = Watching & { waiting: LiveEvent[]; skipped: number; end(): void }

export function createLiveEvents(): LiveEvents {
  const watchers = new Set<Watcher>()
  let number = 0
  return {
    tell(source, received, incoming, settled) {
      if (watchers.size === 0) return
      for (const watcher of watchers) {
        if (watcher.source !== undefined && watcher.source !== source) continue
        incoming.forEach((each, i) => {
          const state = settled[i]
          if (!state || (watcher.name !== undefined && nameOf(each, state) !== watcher.name)) return
          if (watcher.waiting.length >= MOST) watcher.skipped++
          else watcher.waiting.push(shown(source, received, each, state, watcher.veil))
        })
      }
    },
    answer: (c, watching, isHere) =>
      streamSSE(c, async stream => {
        let isOpen = true
        let rest = (): void => {}
        const watcher: Watcher = {
          ...watching,
          waiting: [],
          skipped: 0,
          end() {
            isOpen = false
            rest()
          },
        }
        watchers.add(watcher)
        stream.onAbort(() => watcher.end())
        try {
          await stream.writeSSE({ event: 'hello', data: '{}' })
          let [checkedAt, wroteAt] = [performance.now(), performance.now()]
          while (isOpen) {
            const now = performance.now()
            if (now - checkedAt > HERE_MS) {
              if (!(await isHere().catch(() => false))) break
              checkedAt = now
            }
            const { waiting, skipped } = watcher
            watcher.waiting = []
            watcher.skipped = 0
            for (const each of waiting)
              await stream.writeSSE({ event: 'event', id: String(++number), data: JSON.stringify(each) })
            if (skipped > 0) await stream.writeSSE({ event: 'skipped', data: JSON.stringify({ count: skipped }) })
            if (waiting.length > 0) wroteAt = now
            else if (now - wroteAt > HEARTBEAT_MS) {
              await stream.write(': still here\n\n')
              wroteAt = now
            }
            await new Promise<void>(resolve => {
              const timer = setTimeout(resolve, LOOK_MS)
              rest = () => {
                clearTimeout(timer)
                resolve()
              }
            })
          }
        } finally {
          watchers.delete(watcher)
        }
      }),
    close() {
      for (const watcher of watchers) watcher.end()
    },
  }
}

const nameOf = ({ message }: Incoming, { fact }: Settled): string =>
  fact?.name ?? ((typeof message.event === 'string' && message.event) || String(message.type ?? ''))

const KINDS = ['user', 'email', 'phone', 'anonymous'] as const

function shown(source: string, received: number, incoming: Incoming, settled: Settled, veil: Veil): LiveEvent {
  const { fact, verdict, code, reason } = settled
  const identifiers: Record<string, string> = {}
  for (const kind of KINDS) if (fact?.[kind] !== undefined) identifiers[kind] = veil.identifier(kind, fact[kind])
  return {
    at: new Date(fact?.ts ?? received).toISOString(),
    receivedAt: new Date(received).toISOString(),
    source,
    type: String(incoming.message.type ?? '').slice(0, 40),
    name: nameOf(incoming, settled).slice(0, 200),
    verdict,
    code: code ?? null,
    reason: reason === undefined ? null : veil.text(reason),
    identifiers,
    props: fact ? veil.fields(fact.props, source) : {},
  }
}
