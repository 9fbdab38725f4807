import { dateOfDay, type Grain, lastPeriods, localDay, type Period, type PlainDate } from '../../../core/calendar.ts'
import type { Context } from '../../context.ts'
import {
  asOf,
  type Measurement,
  measureEach,
  type Spoken,
  type Unmeasured,
  type Used,
} from '../../metric/operations.ts'
import type { Point, Series } from '../scorecard.ts'
import { yearBefore } from '../year-before.ts'

export type Wanted = { metric: string; grain: Grain }

/** Numbers side by side, under which revisions they were read, and the first day of which nothing is known. */
export type SideBySide = { of(metric: string, grain: Grain): Series; uses: Used[]; day: PlainDate }

/**
 * Metrics over their last complete periods, all in one reading. Periods that began before the first fact are not known, which
 * is not zero. A metric that cannot be measured has no known point and says why.
 */
export async function readSeries(
  ctx: Context,
  wanted: readonly Wanted[],
  shown: { count: number; to?: PlainDate | undefined; yearAgo?: boolean },
  language: Spoken,
): Promise<SideBySide> {
  const { calendar } = ctx.company
  const known = await asOf(ctx)
  const day = shown.to !== undefined && shown.to < known ? shown.to : known
  const { firstTs } = await ctx.events.counts()
  const begins = firstTs === null ? day : dateOfDay(localDay(firstTs, calendar.zone))
  const asked = distinct(wanted).map(each => ({
    ...each,
    periods: lastPeriods(shown.count, each.grain, day, calendar),
  }))
  const past = asked.map(({ periods }) => periods.slice(-1).map(period => yearBefore(period, calendar)))
  const requests = [
    ...asked.map(({ metric, grain, periods }) => ({ name: metric, grain, periods })),
    ...(shown.yearAgo ? asked.map(({ metric, grain }, i) => ({ name: metric, grain, periods: past[i] })) : []),
  ]
  const answers = requests.length > 0 ? await measureEach(ctx, requests, language) : []
  const series = new Map(
    asked.map(({ metric, grain, periods }, i): [string, Series] => {
      const answer = answers[i]
      const points = pointsOf(answer, periods, begins)
      const yearAgo = pointsOf(answers[asked.length + i], past[i] ?? [], begins)[0]?.value ?? null
      const problem = answer && 'problem' in answer ? { problem: answer.problem } : {}
      return [keyOf({ metric, grain }), { metric, grain, points, yearAgo, ...problem }]
    }),
  )
  const uses = answers.flatMap(answer => ('receipt' in answer ? answer.receipt.uses : []))
  return {
    of: (metric, grain) => series.get(keyOf({ metric, grain })) ?? { metric, grain, points: [], yearAgo: null },
    uses: [...new Map(uses.map(used => [`${used.kind}/${used.name}`, used])).values()],
    day,
  }
}

function pointsOf(
  answer: Measurement | Unmeasured | undefined,
  periods: readonly Period[],
  begins: PlainDate,
): Point[] {
  const cells = answer && 'cells' in answer ? answer.cells : []
  return periods.map((period, index) => ({
    period,
    value: period.start < begins ? null : (cells[index]?.value ?? null),
  }))
}

const keyOf = ({ metric, grain }: Wanted): string => `${metric} ${grain}`

function distinct(wanted: readonly Wanted[]): Wanted[] {
  return [...new Map(wanted.map(each => [keyOf(each), each])).values()]
}
