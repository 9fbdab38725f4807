import { z } from 'zod'
import { addDays, type PlainDate } from '../../core/plain-date.ts'

/** How long the facts of a source are kept: days, weeks, months or years of the calendar. */
export const Keeps = z
  .string()
  .regex(
    /^[1-9]\d{0,4} (day|week|month|year)s?$/,
    'must be a number of days, weeks, months or years, such as 25 months',
  )
  .meta({ examples: ['90 days', '25 months', '3 years'] })
export type Keeps = z.infer<typeof Keeps>

/**
 * The first day whose facts are still kept on `today`. A month before the 31st is the last day of a shorter month, so that
 * nothing is forgotten a day early.
 */
export function keptSince(keeps: Keeps, today: PlainDate): PlainDate {
  const [amount = '', unit = ''] = keeps.replace(/s$/, '').split(' ')
  const count = Number(amount)
  if (unit === 'day' || unit === 'week') return addDays(today, -count * (unit === 'week' ? 7 : 1))
  return monthsBefore(today, unit === 'year' ? 12 * count : count)
}

function monthsBefore(date: PlainDate, count: number): PlainDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const months = Math.max(0, year * 12 + month - 1 - count)
  const last = new Date(Date.UTC(2000, 0, 1))
  last.setUTCFullYear(Math.floor(months / 12), (months % 12) + 1, 0)
  const days = Math.min(day, last.getUTCDate())
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${two((months % 12) + 1)}-${two(days)}`
}
