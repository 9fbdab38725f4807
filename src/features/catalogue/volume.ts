import { dateOfDay } from '../../core/calendar.ts'
import { toInstant } from '../../core/instant.ts'
import { trendOf } from '../../core/trend.ts'
import type { Volume } from './catalogue.ts'

/** How many events of a name came from a source on a day, and when the first and the last of them happened. */
export type DayRow = { source: string; name: string; day: number; events: number; first: number; last: number }

/** The 13 weeks that scorecards show. */
export const DAYS_SHOWN = 91

/**
 * How much came, with the days before `end` one by one. Days are numbers of days since 1970; what happened after `now` (epoch
 * ms) is counted and never the last.
 */
export function volumeOf(rows: readonly DayRow[], end: number, now: number): Volume {
  const start = end - DAYS_SHOWN
  const days = Array<number>(DAYS_SHOWN).fill(0)
  let [events, first, last] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let begin = end
  for (const row of rows) {
    events += row.events
    first = Math.min(first, row.first)
    last = Math.max(last, row.last)
    begin = Math.min(begin, row.day)
    if (row.day >= start && row.day < end) days[row.day - start]! += row.events
  }
  const since = Math.max(0, begin - start)
  const known = days.slice(since)
  return {
    events,
    first: events > 0 ? toInstant(first) : null,
    last: events > 0 ? toInstant(Math.min(last, now)) : null,
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
