import type { Grain } from '../../core/calendar.ts'
import { parseDuration } from '../../core/duration.ts'
import type { Metric } from '../metric/metric.ts'
import { type Course, courseOf, type Point, recentPoints } from '../scorecard/scorecard.ts'
import type { Declared, Survey } from './survey.ts'
import { amount, lengthOf, number } from './wording.ts'

type Known = Point & { value: number }

/** How a metric went over its last periods: the word, and the first and last values it rests on. */
export type Went = { course: Course; first: Known; last: Known; periods: number; metric: Declared<Metric> }

/** How a metric went over its last complete periods, without the `skip` newest; nothing while that cannot be told. */
export function wentOf(survey: Survey, metric: Declared<Metric>, grain: Grain, skip = 0): Went | undefined {
  const points = survey.series(metric.name, grain)?.points ?? []
  const course = courseOf(points, metric.spec.direction, skip)
  const known = recentPoints(points, skip)
  const [first, last] = [known[0], known.at(-1)]
  return course && first && last ? { course, first, last, periods: known.length, metric } : undefined
}

/** `from 4 to 9 demos in the 6 weeks to 2026-W07`. */
export function fromTo({ first, last, periods, metric }: Went): string {
  const { unit } = metric.spec
  const before = unit === '%' ? amount(first.value, unit) : number(first.value)
  return `from ${before} to ${amount(last.value, unit)} in the ${lengthOf(periods, last.period.grain)} to ${last.period.label}`
}

/** How many periods a lag takes, to the nearest whole one. */
export function periodsIn(lag: string | undefined, grain: Grain): number {
  if (lag === undefined) return 0
  const { ms, business } = parseDuration(lag)
  const days = (ms / DAY) * (business ? CLOCK_PER_WORKING_TIME : 1)
  return Math.round(days / DAYS[grain])
}

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
