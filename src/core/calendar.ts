import { z } from 'zod'
import { fail, must } from './error.ts'
import { addDays, DAY_MS, dateOfDay, dayNumber, PlainDate, weekdayOf } from './plain-date.ts'
import { startOfLocalDay, Zone } from './zone.ts'

export { addDays, dateOfDay, dayNumber, PlainDate } from './plain-date.ts'
export { localDay } from './zone.ts'

export const GRAINS = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal-month',
  'fiscal-quarter',
  'fiscal-year',
] as const

/** The length of the periods a number is read in. */
export type Grain = z.infer<typeof Grain>
export const Grain = z.enum(GRAINS)

/**
 * How a company cuts time into periods.
 *
 * `weekStart` is an ISO weekday (Monday 1, Sunday 7), `fiscalStart` the month (1–12) in which the fiscal year begins. With
 * the pattern `months` it begins on that month's first day; with `4-4-5` and its kin it begins on the week start nearest to
 * that day, quarters are 13 weeks, and a 53rd week belongs to the last period.
 */
export type Calendar = z.infer<typeof Calendar>
export const Calendar = z.strictObject({
  zone: Zone.default('UTC').describe('Time zone in which days begin and end'),
  weekStart: z
    .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)])
    .default(1)
    .describe('First day of the week: Monday is 1, Sunday is 7'),
  fiscalStart: z.int().min(1).max(12).default(1).describe('Month in which the fiscal year begins'),
  fiscalPattern: z
    .enum(['months', '4-4-5', '4-5-4', '5-4-4'])
    .default('months')
    .describe('Whether fiscal quarters are three months, or 13 weeks cut into periods of so many weeks'),
})

/** A stretch of whole days, `start` included and `end` not; its label is made from its own start. */
export type Period = z.infer<typeof Period>
export const Period = z.strictObject({
  grain: Grain.describe('Its length'),
  label: z.string().describe('2026-03-02, 2026-W10, 2026-03, 2026-Q1, 2026, FY2026-Q1'),
  start: PlainDate.describe('First day'),
  end: PlainDate.describe('Day after the last'),
})

/** Epoch ms of a date's first instant in a zone; a date that the zone skipped starts, empty, where the next one does. */
export function startOfDay(date: PlainDate, zone: Zone): number {
  return startOfLocalDay(dayNumber(date), zone)
}

/**
 * The period that holds a date.
 *
 * A week belongs to the year that holds its fourth day, so weeks from Monday are ISO 8601 weeks and weeks from Sunday are
 * epidemiological weeks. A fiscal year is named after the year in which its twelfth month ends: from July 2025 it is FY2026.
 */
export function periodOf(date: PlainDate, grain: Grain, calendar: Calendar): Period {
  return periodOfDay(dayNumber(date), grain, calendar)
}

/** The period of the same grain that begins where this one ends. */
export function nextPeriod(period: Period, calendar: Calendar): Period {
  return periodOf(period.end, period.grain, calendar)
}

/** The period of the same grain that ends where this one begins. */
export function previousPeriod(period: Period, calendar: Calendar): Period {
  return periodOf(addDays(period.start, -1), period.grain, calendar)
}

/** The period of last year that one is compared with: 52 weeks earlier for days and weeks, the same of the year otherwise. */
export function yearBefore(period: Period, calendar: Calendar): Period {
  const { grain, start } = period
  const days = grain === 'day' || grain === 'week' ? 52 * 7 : 365 - INSIDE
  return periodOf(addDays(start, -days), grain, calendar)
}

/** Days into a month or longer that no leap year and no fiscal calendar shifts out of it. */
const INSIDE = 14

/** Every period that overlaps `[from, to)`, in order; none when `to` is not after `from`. */
export function periodsBetween(from: PlainDate, to: PlainDate, grain: Grain, calendar: Calendar): Period[] {
  const periods: Period[] = []
  for (let day = dayNumber(from), end = dayNumber(to); day < end; ) {
    const period = periodOfDay(day, grain, calendar)
    periods.push(period)
    day = dayNumber(period.end)
  }
  return periods
}

/** The last `count` complete periods that end on or before a date, in order. */
export function lastPeriods(count: number, grain: Grain, before: PlainDate, calendar: Calendar): Period[] {
  const periods: Period[] = []
  for (let day = dayNumber(before); periods.length < count; ) {
    const period = periodOfDay(dayNumber(periodOfDay(day, grain, calendar).start) - 1, grain, calendar)
    periods.unshift(period)
    day = dayNumber(period.start)
  }
  return periods
}

/** The period with a label such as `2026-03-02`, `2026-W10`, `2026-03`, `2026-Q1`, `2026`, `FY2026-P03`; fails as `invalid`. */
export function periodNamed(label: string, calendar: Calendar): Period {
  const grain = GRAINS.find(candidate => LABEL[candidate].test(label))
  const period = grain && periodOfDay(dayInside(label, grain, calendar), grain, calendar)
  if (period?.label === label) return period
  return fail(
    'invalid',
    `There is no period “${label}”. Write one such as 2026-03-02, 2026-W10, 2026-03, 2026-Q1, 2026 or FY2026-Q1.`,
  )
}

const LABEL: Record<Grain, RegExp> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  week: /^\d{4}-W\d{2}$/,
  month: /^\d{4}-\d{2}$/,
  quarter: /^\d{4}-Q\d$/,
  year: /^\d{4}$/,
  'fiscal-month': /^FY\d{4}-P\d{2}$/,
  'fiscal-quarter': /^FY\d{4}-Q\d$/,
  'fiscal-year': /^FY\d{4}$/,
}

function periodOfDay(day: number, grain: Grain, calendar: Calendar): Period {
  if (grain === 'day') return { grain, label: dateOfDay(day), start: dateOfDay(day), end: dateOfDay(day + 1) }
  if (grain === 'week') return weekOf(day, calendar)
  const { year, starts, prefix } = grain.startsWith('fiscal-') ? fiscalYearOf(day, calendar) : calendarYearOf(day)
  const size = grain.endsWith('month') ? 1 : grain.endsWith('quarter') ? 3 : 12
  const month = starts.findLastIndex(start => start <= day)
  const part = Math.floor(month / size)
  const [start, end] = [starts[part * size]!, starts[(part + 1) * size]!]
  const name = `${prefix}${digits(year, 4)}`
  const month2 = `${prefix ? '-P' : '-'}${digits(part + 1, 2)}`
  const label = name + (size === 1 ? month2 : size === 3 ? `-Q${part + 1}` : '')
  return { grain, label, start: dateOfDay(start), end: dateOfDay(end) }
}

function weekOf(day: number, calendar: Calendar): Period {
  const start = day - ((weekdayOf(day) - calendar.weekStart + 7) % 7)
  const year = yearOfDay(start + 3)
  const week = Math.floor((start + 3 - firstOfMonth(year, 1)) / 7) + 1
  return {
    grain: 'week',
    label: `${digits(year, 4)}-W${digits(week, 2)}`,
    start: dateOfDay(start),
    end: dateOfDay(start + 7),
  }
}

/** A year of twelve months or periods: the first days of all twelve, then the first day of the next year. */
type YearOfMonths = { year: number; starts: number[]; prefix: 'FY' | '' }

function calendarYearOf(day: number): YearOfMonths {
  const year = yearOfDay(day)
  return { year, starts: MONTHS.map(month => firstOfMonth(year, month + 1)), prefix: '' }
}

function fiscalYearOf(day: number, calendar: Calendar): YearOfMonths {
  const year = yearOfDay(day)
  const begins = must(
    [year + 1, year, year - 1].find(candidate => fiscalStartIn(candidate, calendar) <= day),
    'a fiscal year holds each day',
  )
  const first = fiscalStartIn(begins, calendar)
  const starts = MONTHS.map(month => {
    if (month === 12) return fiscalStartIn(begins + 1, calendar)
    if (calendar.fiscalPattern === 'months') return firstOfMonth(begins, calendar.fiscalStart + month)
    return first + 7 * weeksBefore(month, calendar.fiscalPattern)
  })
  return { year: calendar.fiscalStart === 1 ? begins : begins + 1, starts, prefix: 'FY' }
}

const MONTHS = Array.from({ length: 13 }, (_, month) => month)

function fiscalStartIn(year: number, calendar: Calendar): number {
  const first = firstOfMonth(year, calendar.fiscalStart)
  if (calendar.fiscalPattern === 'months') return first
  return first + 3 - ((weekdayOf(first + 3) - calendar.weekStart + 7) % 7)
}

function weeksBefore(month: number, pattern: string): number {
  const weeks = pattern.split('-').map(Number)
  let sum = 0
  for (let before = 0; before < month; before++) sum += weeks[before % 3]!
  return sum
}

/** Some day of the labelled period, or of a neighbour when there is no such period. */
function dayInside(label: string, grain: Grain, calendar: Calendar): number {
  if (grain === 'day') return dayNumber(label)
  const [year, part = 1] = label.match(/\d+/g)!.map(Number) as [number, number?]
  if (grain === 'week') return firstOfMonth(year, 1) + 3 + 7 * (part - 1)
  const month = grain.endsWith('quarter') ? part * 3 - 2 : part
  if (!grain.startsWith('fiscal-')) return firstOfMonth(year, month)
  return firstOfMonth(calendar.fiscalStart === 1 ? year : year - 1, calendar.fiscalStart + month - 1) + 14
}

function firstOfMonth(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, 1) / DAY_MS
}

function yearOfDay(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
