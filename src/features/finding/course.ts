import type { Grain } from '../../core/calendar.ts'
import { parseDuration } from '../../core/duration.ts'
import { formatShare } from '../../core/share.ts'
import { medianOf, slopeOf } from '../../core/slope.ts'
import { trendOf } from '../../core/trend.ts'
import { accumulates, type Metric, usualGrain } from '../metric/metric.ts'
import type { Point } from '../scorecard/scorecard.ts'
import { daysBetween } from './days.ts'
import { chanceWithEcho, uncertaintyOf } from './echo.ts'
import { PERIODS_OF_YEAR, seasonless } from './season.ts'
import type { Declared, Survey } from './survey.ts'
import { amount, lengthOf, number } from './wording.ts'

/** How much a number changed over a stretch as a share of its level, where better is positive, and how likely by chance. */
export type Change = {
  change: number
  /** The least and the most it could be: each is missed one time in twenty. */
  least: number
  most: number
  /** How often random orders of the same numbers go the same way as clearly, more often where each carries on from the last. */
  chance: number
}

/** How a metric went over a stretch of complete periods. */
export type Went = Change & {
  metric: Declared<Metric>
  grain: Grain
  /** How many periods, from the first to the last known one. */
  periods: number
  /** Label of the last period. */
  until: string
  /** Medians of the first and the last third. */
  from: number
  to: number
  /** The same without what the season did a year ago; absent where no year before is known. */
  seasonless: Change | undefined
}

/** Fewer known periods than these tell nothing: five in a row the same way come about by chance. */
export const LEAST_PERIODS = 8

/**
 * How a metric went over its last `periods` complete periods, a year at most, but the `skip` newest; nothing while too few are
 * known. Zeros before the first number that is not zero are left out: whether there was nothing to count, or nobody who counted,
 * is not known. Where there is nothing but zeros, nothing changed. What adds up over a period is compared as if all were equally
 * long: March has three days more than February to count in. What only ever grows, or begins anew with each period, has no course.
 */
export function wentOf(
  survey: Survey,
  metric: Declared<Metric>,
  { grain, periods, skip = 0 }: { grain: Grain; periods: number; skip?: number },
): Went | undefined {
  const read = hasCourse(metric.spec) ? (survey.series(metric.name, grain)?.points ?? []) : []
  const all = accumulates(metric.spec, name => survey.metrics.get(name)?.spec) ? evenly(read) : read
  const end = all.length - skip
  const first = all.findIndex(({ value }) => value !== null && value !== 0)
  const begins = first < 0 ? all.findIndex(isKnown) : first
  if (begins < 0 || end <= begins) return undefined
  const start = Math.max(begins, end - Math.min(periods, PERIODS_OF_YEAR[grain]))
  const stretch = all.slice(start, end)
  const known = read.slice(start, end).filter(isKnown)
  const last = known.at(-1)
  const change =
    first < 0
      ? NOTHING
      : changeOf(
          stretch.map(({ value }) => value),
          metric.spec.direction,
        )
  if (known.length < LEAST_PERIODS || !last || !change) return undefined
  const third = Math.round(known.length / 3)
  const adjusted = seasonless(all, { start, end, grain })
  return {
    ...change,
    metric,
    grain,
    periods: stretch.length,
    until: last.period.label,
    from: medianOf(known.slice(0, third).map(({ value }) => value)),
    to: medianOf(known.slice(-third).map(({ value }) => value)),
    seasonless: adjusted && changeOf(adjusted, metric.spec.direction),
  }
}

/**
 * The stretches over which courses are compared, the longest first: so many periods, a year at most, three quarters and half of them,
 * but never fewer than can tell anything. What goes on for long shows in the longest, what began lately in the shortest.
 */
export function stretchesOf(periods: number, grain: Grain): number[] {
  const longest = Math.min(periods, PERIODS_OF_YEAR[grain])
  const stretches = [1, 0.75, 0.5].map(share => Math.max(LEAST_PERIODS, Math.round(share * longest)))
  return longest < LEAST_PERIODS ? [] : [...new Set(stretches)]
}

/**
 * The first, and longest, stretch over which two numbers went as asked, the first of them `skip` periods earlier than the other;
 * nothing when there is none.
 */
export function firstOver(
  survey: Survey,
  [one, other]: readonly [Declared<Metric>, Declared<Metric>],
  { grain, periods, skip = 0 }: { grain: Grain; periods: number; skip?: number },
  holds: (one: Went, other: Went) => boolean,
): [Went, Went] | undefined {
  for (const stretch of stretchesOf(periods, grain)) {
    const before = wentOf(survey, one, { grain, periods: stretch, skip })
    const after = wentOf(survey, other, { grain, periods: stretch })
    if (before && after && holds(before, after)) return [before, after]
  }
  return undefined
}

/**
 * Whether it got better by at least a share of its level, too clearly for chance, and not because of the season: without what the
 * season did a year ago, it still did so more clearly than one time in twenty.
 */
export function gotBetter(went: Went, by: { chance: number; change: number }): boolean {
  const { seasonless = went } = went
  const isClear = ({ change, chance }: Change, least: number) => change >= by.change && chance <= least
  return isClear(went, by.chance) && isClear(seasonless, Math.max(by.chance, 0.05))
}

/** Whether it got worse by at least a share of its level, too clearly for chance, and not because of the season. */
export function gotWorse(went: Went, by: { chance: number; change: number }): boolean {
  return gotBetter(mirrored(went), by)
}

/**
 * Whether a change for the better of this size, had there been one, would have shown and has not. A gain that matters and that
 * chance would bring as seldom as `clear` is no standstill, however small it is beside what was looked for.
 */
export function isStill(went: Went, change: number, clear: number): boolean {
  const hidden = went.most < change && (went.seasonless?.change ?? 0) < change
  return hidden && !gotBetter(went, { chance: clear, change: NOTICEABLE })
}

const NOTICEABLE = 0.05

/** `by 64 %`, as it is from the first to the last third; nothing where it began with nothing. */
export function byHowMuch({ from, to }: Went): string {
  return from === 0 ? '' : ` by ${formatShare(Math.abs(to - from) / Math.abs(from))}`
}

/** `from about 11 to 19 opens in the 13 weeks to 2026-W13`. */
export function fromTo({ from, to, periods, grain, until, metric }: Went): string {
  const { unit } = metric.spec
  const before = unit === '%' ? amount(from, unit) : number(from)
  return `from about ${before} to ${amount(to, unit)} in the ${lengthOf(periods, grain)} to ${until}`
}

/** The grain in which it is told how a metric goes: days of the week differ too much to be compared. */
export function courseGrain(spec: Metric): Grain {
  const own = usualGrain(spec)
  return own === 'day' ? 'week' : own
}

/** How many periods a lag takes, to the nearest whole one. */
export function periodsIn(lag: string | undefined, grain: Grain): number {
  if (lag === undefined) return 0
  const { ms, business } = parseDuration(lag)
  const days = (ms / DAY) * (business ? CLOCK_PER_WORKING_TIME : 1)
  return Math.round(days / DAYS[grain])
}

/** How values changed over a stretch; unknown while they have no level, and chance speaks for the way they went. */
function changeOf(values: readonly (number | null)[], good: 'up' | 'down'): Change | undefined {
  const known = values.filter(value => value !== null)
  const slope = slopeOf(values)
  const level = medianOf(known.map(Math.abs))
  if (!slope || !(level > 0)) return undefined
  const uncertainty = uncertaintyOf(values.flatMap((value, i) => (value === null ? [] : [value - slope.perStep * i])))
  const shareOf = (perStep: number) => ((good === 'up' ? 1 : -1) * perStep * (values.length - 1)) / level
  const change = shareOf(slope.perStep)
  const bounds = [slope.low, slope.high].map(bound => change + (shareOf(bound) - change) * Math.sqrt(uncertainty))
  return {
    change,
    least: Math.min(...bounds),
    most: Math.max(...bounds),
    chance: chanceWithEcho(trendOf(known).chance, uncertainty),
  }
}

const NOTHING: Change = { change: 0, least: 0, most: 0, chance: 1 }

const negated = ({ change, least, most, chance }: Change): Change => ({
  change: -change,
  least: -most,
  most: -least,
  chance,
})

const mirrored = (went: Went): Went => ({
  ...went,
  ...negated(went),
  seasonless: went.seasonless && negated(went.seasonless),
})

/** Whether a number tells how things go now: totals of all time only grow, and what counts up to date only swings. */
const hasCourse = ({ over = '' }: Metric): boolean => !/ (to date|time)$/i.test(over.trim())

/** Points as they would be if every period were as long as the first. */
function evenly(points: readonly Point[]): Point[] {
  const [first] = points
  const usual = first ? daysBetween(first.period.start, first.period.end) : 1
  return points.map(({ period, value }) => ({
    period,
    value: value === null ? null : (value * usual) / daysBetween(period.start, period.end),
  }))
}

const isKnown = (point: Point): point is Point & { value: number } => point.value !== null

const DAY = 86_400_000
/** Eight hours of five days in a week of 168 hours. */
const CLOCK_PER_WORKING_TIME = 168 / 40
const YEAR = 365.25
const DAYS: Record<Grain, number> = {
  day: 1,
  week: 7,
  month: YEAR / 12,
  quarter: YEAR / 4,
  year: YEAR,
  'fiscal-month': YEAR / 12,
  'fiscal-quarter': YEAR / 4,
  'fiscal-year': YEAR,
}
