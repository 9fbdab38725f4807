import { z } from 'zod'
import { addDays, dateOfDay, lastPeriods, localDay, PlainDate, startOfDay } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'
import { asOf } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { Counts, Findings, ScorePoint, TeamScore } from '../finding.ts'
import { judge } from '../judge.ts'
import { rules } from '../rules.ts'
import { pastUntil, recordRun, selectRuns, selectStoodBefore, USUAL_RUNS } from './runs.ts'
import { takeSurvey } from './survey.ts'

export const recordFindings = operation({
  name: 'finding.record',
  does: 'Check, and write down the score and what was found, so that later checks can say what is new and what got worse.',
  needs: 'finding:write',
  long: true,
  input: z.object({}),
  output: Findings,
  async run(ctx) {
    const survey = await takeSurvey(ctx)
    const found = judge(survey, rules)
    await ctx.records.transaction(async rows => {
      const inside = { ...ctx, rows, transacting: true }
      const run = await recordRun(inside, found)
      if (run) await recordAudit(inside, { operation: 'finding.record', object: run, input: { score: found.score } })
    })
    return judge(survey, rules, await pastUntil(ctx, survey.today))
  },
})

const Run = ScorePoint.extend({
  at: z.string().nullable().describe('Instant of the run; null for a state that was computed'),
  asOf: PlainDate.describe('First day of which nothing was known'),
  teams: z.array(TeamScore),
  counts: Counts,
})

export const findingHistory = operation({
  name: 'finding.history',
  does: 'Show how the alignment score went: in recorded runs, or where there are none, at past month-ends.',
  needs: 'finding:read',
  shared: true,
  input: z.object({
    count: z
      .int()
      .min(1)
      .max(500)
      .optional()
      .describe(`How many of the newest; ${USUAL_RUNS} runs, or 6 month-ends, when absent`),
  }),
  output: z.object({
    basis: z
      .enum(['recorded', 'computed'])
      .describe('computed: the facts of then under the agreements of today, since no run was recorded'),
    runs: z.array(Run).describe('The oldest first'),
  }),
  async run(ctx, { count }) {
    const recorded = await selectRuns(ctx, { count: count ?? USUAL_RUNS })
    if (recorded.length > 0) return { basis: 'recorded' as const, runs: recorded.map(({ id: _, ...run }) => run) }
    return { basis: 'computed' as const, runs: await computedRuns(ctx, count ?? USUAL_MONTHS) }
  },
})

const USUAL_MONTHS = 6

/** The state at the end of each of the last complete months of which there are facts. */
async function computedRuns(ctx: Context, count: number): Promise<z.input<typeof Run>[]> {
  const { calendar } = ctx.company
  const { firstTs } = await ctx.events.counts()
  if (firstTs === null) return []
  const months = lastPeriods(count, 'month', await asOf(ctx), calendar)
  const runs: z.input<typeof Run>[] = []
  for (const { end } of months.filter(each => startOfDay(each.end, calendar.zone) > firstTs)) {
    const { asOf: known, score, teams, counts } = judge(await takeSurvey(ctx, end), rules)
    runs.push({ day: addDays(end, -1), at: null, asOf: known, score, teams, counts })
  }
  return runs
}

/** What the last recorded run that is at least a week older found and is found no more, and by what rule. */
export async function goneFindings(
  ctx: Context,
  found: readonly { id: string }[],
): Promise<{ rule: string; says: string }[]> {
  const here = new Set(found.map(({ id }) => id))
  const day = dateOfDay(localDay(toMs(ctx.now()), ctx.company.calendar.zone))
  const before = await selectStoodBefore(ctx, day)
  return before.filter(id => !here.has(id)).map(id => ({ rule: id.slice(0, id.indexOf(':')), says: objectsIn(id) }))
}

/** What an id says that a finding is about. */
const objectsIn = (id: string): string => id.slice(id.indexOf(':') + 1).replaceAll(',', ', ')
