import type { Grain } from '../../core/calendar.ts'
import type { Point } from '../scorecard/scorecard.ts'

/** How many periods of a grain make a year; a year of days is whole weeks long, so that Mondays meet Mondays. */
export const PERIODS_OF_YEAR: Record<Grain, number> = {
  day: 364,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
  'fiscal-month': 12,
  'fiscal-quarter': 4,
  'fiscal-year': 1,
}

/** The longest stretch that is compared with the same stretch of the year before. */
export const LONGEST_STRETCH = 26

/** How many periods of a grain have to be read to compare the longest stretch with the year before. */
export function periodsToRead(grain: Grain): number {
  if (grain === 'day' || grain === 'year' || grain === 'fiscal-year') return LONGEST_STRETCH
  return Math.min(LONGEST_STRETCH, PERIODS_OF_YEAR[grain]) + PERIODS_OF_YEAR[grain] + reachOf(grain)
}

/**
 * The numbers of the stretch `[start, end)` of points without what the season did to the same stretch a year before; nothing
 * where the year before is not known in full.
 *
 * What a year ago differed from its own mean, once the growth of a whole year is spread evenly over the periods, is taken for
 * the season. So that the noise of one old period does not count, the year before is read as the mean of the periods around.
 */
export function seasonless(
  points: readonly Point[],
  { start, end, grain }: { start: number; end: number; grain: Grain },
): (number | null)[] | undefined {
  const year = PERIODS_OF_YEAR[grain]
  if (year < 4 || grain === 'day' || end - start > year) return undefined
  const before = Array.from({ length: end - start }, (_, i) => meanAround(points, start + i - year, reachOf(grain)))
  if (!before.every(value => value !== undefined)) return undefined
  const now = points.slice(start, end).map(({ value }) => value)
  const [level, former] = [meanOf(now.filter(value => value !== null)), meanOf(before)]
  if (!(level > 0 && former > 0)) return undefined
  const growth = (level - former) / year
  const middle = (end - start - 1) / 2
  return now.map((value, i) => {
    const season = before[i]! - former - growth * (i - middle)
    return value === null ? null : value - (level / former) * season
  })
}

/** How many periods on each side count into the mean of one. */
const reachOf = (grain: Grain): number => (grain === 'week' ? 2 : 0)

/** The mean of what is known around a place; at the place itself there has to be something. */
function meanAround(points: readonly Point[], at: number, reach: number): number | undefined {
  if ((points[at]?.value ?? null) === null) return undefined
  const around = points.slice(Math.max(0, at - reach), at + reach + 1).flatMap(({ value }) => value ?? [])
  return meanOf(around)
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
