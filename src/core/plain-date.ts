import { z } from 'zod'
import { fail } from './error.ts'

export const DAY_MS = 86_400_000

/** A date of the Gregorian calendar without time or zone, `YYYY-MM-DD`. */
export type PlainDate = z.infer<typeof PlainDate>
export const PlainDate = z.iso.date('must be a date such as 2026-03-31')

/** Days from 1970-01-01 to the date; negative before. Fails as `invalid` on a text that is no date. */
export function dayNumber(date: PlainDate): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS
  if (!(Number.isInteger(day) && dateOfDay(day) === date))
    fail('invalid', `“${date}” is not a date. Write year, month and day, such as 2026-03-31.`)
  return day
}

/** The date that lies `day` days after 1970-01-01; years 0000 to 9999. */
export function dateOfDay(day: number): PlainDate {
  const date = new Date(day * DAY_MS)
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) fail('invalid', 'Dates reach from year 0 to year 9999; this one lies outside.')
  return date.toISOString().slice(0, 10)
}

/** The date `days` days later, or earlier when negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfDay(dayNumber(date) + days)
}

/** ISO weekday of a day number: Monday is 1, Sunday is 7. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}
