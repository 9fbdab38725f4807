import { fail, ProductError } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../operation-log.ts'
import { ALARM_AFTER, type ObjectRun } from '../connection.ts'
import { claimConnection, holdConnection, type Kept, lockConnection, releaseConnection } from '../queries.ts'
import { nextRun, nextTry, scheduleOf } from '../schedule.ts'
import { endBroken, insertRun, trimRuns, updateRun } from './history.ts'

/** A connection that this call alone works on, and its run. */
export type Claimed = { connection: Kept; run: string }

/**
 * Takes a connection for one run. Of several that come at once, from this process or others, one gets it; the others fail as
 * `conflict` with the reason `under_way`. A run that has not been heard of for minutes has ended, and is gone on with.
 */
export async function claim(ctx: Context, name: string, { due = false }: { due?: boolean } = {}): Promise<Claimed> {
  return ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    const connection = await lockConnection(inside, name)
    const now = ctx.now()
    if (isHeld(ctx, connection, now))
      fail('conflict', `“${connection.title}” is being asked already. See “connection runs ${name}”.`, {
        reason: 'under_way',
      })
    if (connection.state === 'paused')
      fail('conflict', `“${connection.title}” is paused. Resume it first, with “connection resume ${name}”.`)
    if (due && (connection.nextAt === null || connection.nextAt > now))
      fail('conflict', `“${connection.title}” is not due any more.`, { reason: 'under_way' })
    const run = newId()
    here.add(run)
    await endBroken(inside, name)
    await claimConnection(inside, name, run)
    await insertRun(inside, name, run)
    return { connection, run }
  })
}

/** Runs of this process. */
const here = new Set<string>()

/** Whether a run is under way. Embedded stores have one process at a time, so that a run of another one is over. */
export function isHeld(ctx: Context, { run, claimedUntil }: Kept, now: string): boolean {
  if (run === null || claimedUntil === null || claimedUntil <= now) return false
  return ctx.records.engine === 'postgres' || here.has(run)
}

/** Says that the run is still at it, every minute until it is stopped. */
export function keepHold(ctx: Context, { connection: { name }, run }: Claimed): { end(): void } {
  const timer = setInterval(() => {
    // Where another has taken over, the next page that is stored says so.
    void holdConnection(ctx, name, run).catch(() => {})
  }, 60_000)
  timer.unref()
  return {
    end() {
      clearInterval(timer)
      here.delete(run)
    },
  }
}

/** Writes down how a run ended, and when the connection runs next. */
export async function settle(
  ctx: Context,
  { connection, run }: Claimed,
  { objects, failure, stopped }: { objects: readonly ObjectRun[]; failure: Failure | undefined; stopped: boolean },
): Promise<void> {
  await ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    const { schedule, failures, failingSince } = await lockConnection(inside, connection.name)
    const now = ctx.now()
    const state = stopped ? 'stopped' : failure ? 'failed' : 'done'
    await updateRun(inside, connection.name, run, { state, finished_at: now, error: failure?.says ?? null, objects })
    const zone = ctx.company.calendar.zone
    const plan = scheduleOf(schedule)!
    const at = (ms: number | undefined) => (ms === undefined ? null : toInstant(ms))
    const nowMs = toMs(now)
    if (stopped) await releaseConnection(inside, connection.name, run, {})
    else if (failure) {
      const tried = nextTry(plan, failures + 1, nowMs, zone)
      const next = tried === undefined ? undefined : Math.max(tried, nowMs + (failure.waitMs ?? 0))
      await releaseConnection(inside, connection.name, run, {
        failures: failures + 1,
        failingSince: failingSince ?? now,
        error: failure.says,
        nextAt: at(next),
      })
    } else
      await releaseConnection(inside, connection.name, run, {
        failures: 0,
        failingSince: null,
        error: null,
        lastAt: now,
        nextAt: at(nextRun(plan, nowMs, zone)),
      })
    // Findings are kept by whoever shows them until something is written down here.
    if (failure ? failures + 1 === ALARM_AFTER : !stopped && failures >= ALARM_AFTER)
      await recordAudit(inside, {
        operation: 'connection.sync',
        object: connection.name,
        input: { run, state, failures: failure ? failures + 1 : 0 },
      })
    await trimRuns(inside, connection.name)
  })
}

/** Why a run failed, in a sentence without secrets, and how long to wait at least. */
export type Failure = { says: string; waitMs?: number }

export function failureOf(error: unknown, clean: (text: string) => string): Failure {
  if (!(error instanceof ProductError)) return { says: 'Plumbline itself failed; this is a bug. The log says more.' }
  const { retryAfter } = error.details
  return { says: clean(error.message), ...(typeof retryAfter === 'number' ? { waitMs: retryAfter * 1000 } : {}) }
}
