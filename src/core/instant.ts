import { z } from 'zod'
import { fail } from './error.ts'

/** A point in time as records and the API write it: ISO 8601 in UTC with milliseconds, `2026-03-02T09:30:00.000Z`. */
export type Instant = z.infer<typeof Instant>
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an instant with its zone, such as 2026-03-02T09:30:00Z' })
  .overwrite(text => (isWritable(new Date(text)) ? toInstant(Date.parse(text)) : text))

/** The instant of epoch milliseconds; years 0000 to 9999. */
export function toInstant(ms: number): Instant {
  const date = new Date(ms)
  if (!isWritable(date)) fail('invalid', 'Instants reach from year 0 to year 9999; this one lies outside.')
  return date.toISOString()
}

/** Epoch milliseconds of an instant; any UTC offset is read, a text without one fails as `invalid`. */
export function toMs(instant: Instant): number {
  const ms = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(instant) ? Date.parse(instant) : Number.NaN
  if (Number.isNaN(ms))
    fail('invalid', `“${instant}” is not an instant. Write it with its zone, such as 2026-03-02T09:30:00Z.`)
  return ms
}

function isWritable(date: Date): boolean {
  return date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999
}
