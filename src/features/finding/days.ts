import { dayNumber, type PlainDate } from '../../core/calendar.ts'

/** How many days lie between two dates. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from)
}
