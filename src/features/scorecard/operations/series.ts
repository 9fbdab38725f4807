import {
  type Calendar,
  dateOfDay,
  type Grain,
  lastPeriods,
  localDay,
  type Period,
  type PlainDate,
  periodsBetween,
  yearBefore,
} from '../../../core/calendar.ts'
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

export type Wanted = { metric: string; grain: Grain }

/** Numbers side by side, under which revisions they were read, and the first day of which nothing is known. */
export type SideBySide = {
  of(metric: string, grain: Grain): Series
  usesOf(metric: string, grain: Grain): Used[]
  uses: Used[]
  day: PlainDate
}

/** Which periods are read: the last complete ones before a day, or all that end within another period. */
export type Shown = { count: number; to?: PlainDate | undefined } | { within: Period }

/**
 * Metrics over their last complete periods, all in one reading. Periods that began before the first fact are not known, which
 * is not zero. A metric that cannot be measured has no known point and says why.
 */
export async function readSeries(
  ctx: Context,
  wanted: readonly Wanted[],
  shown: Shown & { yearAgo?: boolean },
  language: Spoken,
): Promise<SideBySide> {
  const { calendar } = ctx.company
  const known = await asOf(ctx)
  const day = 'count' in shown && shown.to !== undefined && shown.to < known ? shown.to : known
  const { firstTs } = await ctx.events.counts()
  const begins = firstTs === null ? day : dateOfDay(localDay(firstTs, calendar.zone))
  const asked = distinct(wanted).map(each => ({
    ...each,
    periods:
      'count' in shown
        ? lastPeriods(shown.count, each.grain, day, calendar)
        : periodsIn(shown.within, each.grain, calendar),
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
  const uses = new Map(asked.map((each, i) => [keyOf(each), usedFor(answers[i])]))
  return {
    of: (metric, grain) => series.get(keyOf({ metric, grain })) ?? { metric, grain, points: [], yearAgo: null },
    usesOf: (metric, grain) => uses.get(keyOf({ metric, grain })) ?? [],
    uses: [...new Map([...uses.values()].flat().map(used => [`${used.kind}/${used.name}`, used])).values()],
    day,
  }
}

/** The periods of a grain that end within another one, so that each belongs to exactly one of a kind: a week to one quarter. */
export function periodsIn(within: Period, grain: Grain, calendar: Calendar): Period[] {
  return periodsBetween(within.start, within.end, grain, calendar).filter(({ end }) => end <= within.end)
}

const usedFor = (answer: Measurement | Unmeasured | undefined): Used[] =>
  answer && 'receipt' in answer ? answer.receipt.uses : []

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
