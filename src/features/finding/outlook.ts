import { addDays, type Grain, type PlainDate } from '../../core/calendar.ts'
import { medianOf, slopeOf } from '../../core/slope.ts'
import type { KeyResult } from '../goal/goal.ts'
import { accumulates, formOf, type Metric } from '../metric/metric.ts'
import { courseGrain } from './course.ts'
import { daysBetween } from './days.ts'
import type { Running } from './running.ts'
import type { Declared, Survey } from './survey.ts'

/** Where a key result that takes a number from somewhere to somewhere will end, as the last periods have gone. */
export type Outlook = {
  result: KeyResult & { from: number; to: number }
  metric: Declared<Metric>
  grain: Grain
  /** Share of the time that has passed. */
  elapsed: number
  /** The number over the cycle so far. */
  current: number
  /** What has to be reached: the target, or 70 % of the way for what is aspirational. */
  goal: number
  /** Where it ends if the last periods go on, and where at best. */
  likely: number
  best: number
  /** What a period is now, and what the periods that are left would have to be: each of them or, of a standing level, the last. */
  pace: number
  needed: number
  way: Way
  daysLeft: number
  /** How many periods the pace is told from. */
  periods: number
}

/** Periods before today from which the pace is told: a quarter of weeks. */
const LOOKED_BACK = 13
const LEAST = 4
/** How many standard errors the best case is away from the likely one: it is surpassed less than one time in twenty. */
const ERRORS = 2
const GOOD_FOR_A_STRETCH = 0.7

/** The outlook of each result of a goal of which one can be told: those with a metric, a way to go, and some time behind and before them. */
export function outlooksOf(survey: Survey, goal: Running): Outlook[] {
  const reading = survey.readings.get(goal.name)
  return goal.spec.results.flatMap((result, index) => {
    const metric = survey.metrics.get(result.metric ?? '')
    const { from, to } = result
    const current = reading?.results[index]?.current ?? null
    if (!metric || from === undefined || to === undefined || from === to || current === null) return []
    const ends = result.by === undefined ? goal.span.end : addDays(result.by, 1)
    const days = { start: goal.span.start, day: survey.asOf, end: ends }
    const told = outlookOf(survey, metric, { ...result, from, to }, current, days)
    return told ? [told] : []
  })
}

type Days = { start: PlainDate; day: PlainDate; end: PlainDate }

function outlookOf(
  survey: Survey,
  metric: Declared<Metric>,
  result: Outlook['result'],
  current: number,
  { start, day, end }: Days,
): Outlook | undefined {
  const elapsed = daysBetween(start, day) / daysBetween(start, end)
  const grain = courseGrain(metric.spec)
  const points = (survey.series(metric.name, grain)?.points ?? []).slice(-LOOKED_BACK)
  const values = points.flatMap(({ value }) => value ?? [])
  const last = points.at(-1)
  const way = wayOf(metric.spec, survey)
  if (elapsed <= 0 || elapsed >= 1 || values.length < LEAST || !last || !way) return undefined
  const left = daysBetween(day, end) / daysBetween(last.period.start, last.period.end)
  const { from, to, kind } = result
  const goal = kind === 'aspirational' ? from + GOOD_FOR_A_STRETCH * (to - from) : to
  const up = to > from ? 1 : -1
  const going = goingOf(
    values.map(value => up * value),
    left,
  )
  /** Where it ends when the periods that are left are so on average. */
  const endOf = (level: number) => {
    if (way === 'adds up') return current + level * left
    return way === 'stands' ? level : elapsed * current + (1 - elapsed) * level
  }
  const [likely, best] = way === 'stands' ? [going.atEnd, going.bestAtEnd] : [going.onAverage, going.bestOnAverage]
  const needed = {
    'adds up': (goal - current) / left,
    stands: goal,
    mixes: (goal - elapsed * current) / (1 - elapsed),
  }[way]
  const pace = up * going.now
  return {
    result,
    metric,
    grain,
    elapsed,
    current,
    goal,
    likely: endOf(up * likely),
    best: endOf(up * best),
    pace,
    needed,
    way,
    daysLeft: daysBetween(day, end),
    periods: values.length,
  }
}

/**
 * What becomes of periods by the end: they add up, the last one stands, or all count into one share or average. Nothing can be said
 * of what counts up to date, since its periods overlap.
 */
type Way = 'adds up' | 'stands' | 'mixes'

function wayOf(spec: Metric, { metrics }: Survey): Way | undefined {
  if (spec.over !== undefined && / to date$/i.test(spec.over.trim())) return undefined
  if (accumulates(spec, name => metrics.get(name)?.spec)) return 'adds up'
  return formOf(spec) === 'cumulative' ? 'stands' : 'mixes'
}

/**
 * How values, of which more is better, go on: as they were on average, or as steeply as they rise. At best it is the better of
 * the two, with two standard errors of what the past does not tell and of what chance will do.
 */
function goingOf(values: readonly number[], left: number) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const slope = slopeOf(values)
  const steep = slope?.perStep ?? 0
  const steepest = Number.isFinite(slope?.high) ? slope!.high : steep
  const middle = (values.length - 1) / 2
  const now = medianOf(values.map((value, i) => value + steep * (values.length - 1 - i)))
  const spread = Math.sqrt(
    values.reduce((sum, value, i) => sum + (value - mean - steep * (i - middle)) ** 2, 0) / (values.length - 2),
  )
  const error = spread * Math.sqrt(1 / values.length + 1 / Math.max(1, left))
  const onAverage = now + (steep * (left + 1)) / 2
  const atEnd = now + steep * left
  const rising = (ahead: number) => mean + steepest * (middle + ahead)
  return {
    now,
    onAverage,
    atEnd,
    bestOnAverage: Math.max(mean, onAverage, rising((left + 1) / 2)) + ERRORS * error,
    bestAtEnd: Math.max(mean, atEnd, rising(left)) + ERRORS * spread,
  }
}

/** Whether not even the best that the past allows reaches what has to be reached. */
export function isOutOfReach({ best, goal, result }: Outlook): boolean {
  return result.to > result.from ? best < goal : best > goal
}
