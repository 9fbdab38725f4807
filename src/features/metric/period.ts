import {
  type Calendar,
  dateOfDay,
  dayNumber,
  type Grain,
  lastPeriods,
  localDay,
  type Period,
  type PlainDate,
  periodsBetween,
} from '../../core/calendar.ts'
import { fail } from '../../core/error.ts'

/** How many periods people look at when they do not say. */
export const USUAL_PERIODS = 13

/** Which periods are asked for: from a day up to another, or the last ones that were complete on a day. */
export type Span = { grain: Grain; from?: PlainDate; to?: PlainDate; last?: number }

/** The first day on which nothing has happened that is known of, whatever the clock says; today where no fact is. */
export function darkFrom(nowMs: number, lastFactMs: number | null, calendar: Calendar): PlainDate {
  return dateOfDay(lastFactMs === null ? localDay(nowMs, calendar.zone) : localDay(lastFactMs, calendar.zone) + 1)
}

/** The periods of a span, whole ones always; `asOf` is the first day of which nothing is known yet. */
export function periodsOf(span: Span, calendar: Calendar, asOf: PlainDate): Period[] {
  const { grain, from, to } = span
  if (from !== undefined && span.last !== undefined)
    fail('invalid', '“from” and “last” both say where to begin. Leave one of them out.')
  if (from === undefined && to === undefined) return lastPeriods(span.last ?? USUAL_PERIODS, grain, asOf, calendar)
  if (from === undefined) return lastPeriods(span.last ?? USUAL_PERIODS, grain, to as PlainDate, calendar)
  const until = to ?? asOf
  if (until <= from) fail('invalid', `The span from ${from} to ${until} has no day. Let “to” be after “from”.`)
  return periodsBetween(from, until, grain, calendar)
}

/** The day after the last fact, or today, whichever is first: what lies after it is not known, and not zero. */
export function asOfDay(nowMs: number, lastFactMs: number | null, calendar: Calendar): PlainDate {
  const today = localDay(nowMs, calendar.zone)
  return dateOfDay(lastFactMs === null ? today : Math.min(today, localDay(lastFactMs, calendar.zone) + 1))
}

/** Whether a period had ended on a day. */
export function isComplete(period: Period, asOf: PlainDate): boolean {
  return dayNumber(period.end) <= dayNumber(asOf)
}
