import { addDays, dateOfDay, localDay, type PlainDate } from '../../../core/calendar.ts'
import { newId } from '../../../core/id.ts'
import { type Instant, toMs } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'
import type { Counts, Findings, TeamScore } from '../finding.ts'
import { type Before, DAYS_BEFORE, type Past } from '../past.ts'

/** A run of the linter as it was recorded. */
export type RecordedRun = {
  id: string
  at: Instant
  day: PlainDate
  asOf: PlainDate
  score: number
  teams: TeamScore[]
  counts: Counts
}

/** How many runs are shown when nobody says. */
export const USUAL_RUNS = 26

/** What runs before the end of a day say about findings. */
export async function pastUntil(ctx: Context, day: PlainDate): Promise<Past> {
  const history = await selectRuns(ctx, { count: USUAL_RUNS, until: day })
  const [before] = await selectRuns(ctx, { count: 1, until: addDays(day, -DAYS_BEFORE) })
  return {
    firstSeen: history.length > 0 ? await selectFirstSeen(ctx, day) : new Map(),
    before: before && (await selectSeen(ctx, before.id)),
    history: history.map(({ day: on, score }) => ({ day: on, score })),
  }
}

/** Ids of what the last run found that is at least a week older than a day, without what was suppressed. */
export async function selectStoodBefore(ctx: Context, day: PlainDate): Promise<string[]> {
  const [before] = await selectRuns(ctx, { count: 1, until: addDays(day, -DAYS_BEFORE) })
  if (!before) return []
  return [...(await selectSeen(ctx, before.id))].flatMap(([id, { suppressed }]) => (suppressed ? [] : [id]))
}

/** The newest runs up to a day, the oldest of them first. */
export async function selectRuns(
  ctx: Context,
  { count, until }: { count: number; until?: PlainDate },
): Promise<RecordedRun[]> {
  const rows = await ctx.rows
    .selectFrom('finding_run')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .$if(until !== undefined, query => query.where('recorded_on', '<=', until as PlainDate))
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(count)
    .execute()
  return rows.reverse().map(row => ({
    id: row.id,
    at: row.recorded_at,
    day: row.recorded_on,
    asOf: row.as_of,
    score: row.score,
    teams: JSON.parse(row.teams) as TeamScore[],
    counts: JSON.parse(row.counts) as Counts,
  }))
}

async function selectFirstSeen(ctx: Context, until: PlainDate): Promise<Map<string, PlainDate>> {
  const rows = await ctx.rows
    .selectFrom('finding_seen')
    .innerJoin('finding_run', join =>
      join
        .onRef('finding_run.workspace', '=', 'finding_seen.workspace')
        .onRef('finding_run.id', '=', 'finding_seen.run'),
    )
    .select(({ fn }) => ['finding_seen.finding', fn.min('finding_run.recorded_on').as('day')])
    .where('finding_seen.workspace', '=', ctx.workspace)
    .where('finding_run.recorded_on', '<=', until)
    .groupBy('finding_seen.finding')
    .execute()
  return new Map(rows.map(({ finding, day }) => [finding, day]))
}

type Seen = Before & { suppressed: boolean }

async function selectSeen(ctx: Context, run: string): Promise<Map<string, Seen>> {
  const rows = await ctx.rows
    .selectFrom('finding_seen')
    .select(['finding', 'severity', 'suppressed', 'extent'])
    .where('workspace', '=', ctx.workspace)
    .where('run', '=', run)
    .execute()
  return new Map(
    rows.map(({ finding, severity, suppressed, extent }) => [
      finding,
      { severity, suppressed: suppressed === 1, extent },
    ]),
  )
}

/**
 * Writes down what was found, and answers the run's id; nothing, when the last run was on the same day and found the same. So a
 * command that is run ten times in a day makes one run.
 */
export async function recordRun(ctx: Context, found: Findings): Promise<string | undefined> {
  const { asOf, score, teams, counts, findings } = found
  const at = ctx.now()
  const day = dateOfDay(localDay(toMs(at), ctx.company.calendar.zone))
  const [last] = await selectRuns(ctx, { count: 1 })
  const isRepeated = last?.day === day && last.asOf === asOf && last.score === score
  if (last && isRepeated && isSame(await selectSeen(ctx, last.id), findings)) return undefined
  const { workspace } = ctx
  const id = newId()
  await ctx.rows
    .insertInto('finding_run')
    .values({
      workspace,
      id,
      recorded_at: at,
      recorded_on: day,
      as_of: asOf,
      score,
      teams: JSON.stringify(teams),
      counts: JSON.stringify(counts),
    })
    .execute()
  for (const { id: finding, severity, suppressed, extent } of findings)
    await ctx.rows
      .insertInto('finding_seen')
      .values({ workspace, run: id, finding, severity, suppressed: suppressed ? 1 : 0, extent })
      .execute()
  return id
}

function isSame(before: ReadonlyMap<string, Seen>, findings: Findings['findings']): boolean {
  if (before.size !== findings.length) return false
  return findings.every(({ id, severity, suppressed, extent }) => {
    const seen = before.get(id)
    return seen?.severity === severity && seen.suppressed === Boolean(suppressed) && seen.extent === extent
  })
}
