import { dueConnections, syncDue } from '../features/connection/operations/due.ts'
import { forgetDeliveries } from '../features/connection/operations/receiving.ts'
import type { Context } from '../features/context.ts'
import type { Change } from './api.ts'
import type { Log } from './log.ts'

/** How often it is looked whether something is due. */
const LOOK_MS = 10_000
/** How many connections run at once in one server; each of them never more than once. */
const AT_ONCE = 3
const FORGET_MS = 3_600_000

type Parts = { log: Log; changed: (change: Change) => void; lookMs?: number }

/**
 * Runs connections when they are due, until it is stopped; then each ends after the page that it is at, and the next start goes
 * on. Several servers may do this on one database. The log has names and figures, and nothing of what was asked or answered.
 */
export function keepSyncing(
  context: () => Context,
  { log, changed, lookMs = LOOK_MS }: Parts,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  let looking: Promise<void> = Promise.resolve()
  let forgot = 0

  const run = async (name: string): Promise<void> => {
    try {
      const bug = (error: unknown) => log.error(error, `connection ${name}`)
      const done = await syncDue(context(), name, { signal: stopping.signal, bug })
      if (!done) return
      const rows = done.objects.reduce((sum, each) => sum + each.rows, 0)
      const say = done.state === 'failed' ? log.warn : log.info
      say('connection ran', { connection: name, run: done.run, state: done.state, rows })
      changed({ operation: 'connection.sync', object: name, actor: `connection:${name}` })
    } catch (error) {
      log.error(error, `connection ${name}`)
    } finally {
      running.delete(name)
    }
  }

  const look = async (): Promise<void> => {
    try {
      for (const name of await dueConnections(context())) {
        if (stopping.signal.aborted || running.size >= AT_ONCE) break
        if (!running.has(name)) running.set(name, run(name))
      }
      if (Date.now() - forgot > FORGET_MS) {
        forgot = Date.now()
        await forgetDeliveries(context())
      }
    } catch (error) {
      log.error(error, 'connections')
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    timer = setTimeout(() => {
      looking = look().finally(() => {
        if (!stopping.signal.aborted) wait()
      })
    }, lookMs)
    timer.unref()
  }
  wait()
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await looking
      await Promise.all(running.values())
    },
  }
}
