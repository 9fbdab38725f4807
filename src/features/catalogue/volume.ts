import { dateOfDay } from '../../core/calendar.ts'
import { toInstant } from '../../core/instant.ts'
import { trendOf } from '../../core/trend.ts'
import type { Volume } from './catalogue.ts'

/** How much ever came of something, in parts: `begin` is the day of the first, `first` and `last` are epoch milliseconds. */
export type Sum = { events: number; first: number; last: number; begin: number }

/** How much came on a day. */
export type OnDay = { day: number; events: number }

/** The 13 weeks that scorecards show. */
export const DAYS_SHOWN = 91

/**
 * How much came, with the days before `end` one by one. Days are numbers of days since 1970; what happened after `now` (epoch
 * milliseconds) is counted and never the last.
 */
export function volumeOf(
  sums: readonly Sum[],
  onDays: readonly OnDay[],
  { end, now }: { end: number; now: number },
): Volume {
  const start = end - DAYS_SHOWN
  const days = Array<number>(DAYS_SHOWN).fill(0)
  for (const { day, events } of onDays) if (day >= start && day < end) days[day - start]! += events
  const begin = Math.min(end, ...sums.map(each => each.begin))
  const since = Math.max(0, begin - start)
  const known = days.slice(since)
  return {
    events: sum(sums.map(({ events }) => events)),
    first: sums.length > 0 ? toInstant(Math.min(...sums.map(({ first }) => first))) : null,
    last: sums.length > 0 ? toInstant(Math.min(now, Math.max(...sums.map(({ last }) => last)))) : null,
    from: dateOfDay(start),
    days,
    perDay: known.length > 0 ? sum(known) / known.length : 0,
    trend: trendOf(weeksOf(days).slice(Math.ceil(since / 7))).direction,
  }
}

/** Whole weeks of the days, the last of them ending with the last day. */
export function weeksOf(days: readonly number[]): number[] {
  const odd = days.length % 7
  return Array.from({ length: (days.length - odd) / 7 }, (_, week) => {
    const start = odd + week * 7
    return sum(days.slice(start, start + 7))
  })
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
