import { z } from 'zod'
import { DAY_MS, dateOfDay, dayNumber, type PlainDate, weekdayOf } from './plain-date.ts'
import { localDay, localToInstant, type Zone } from './zone.ts'

export const DAYS_OF_WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** How often people say how it goes, and when they are reminded: by default on Mondays at nine, where they are. */
export const Cadence = z.strictObject({
  every: z.enum(['week', '2 weeks', 'month']).default('week'),
  on: z.enum(DAYS_OF_WEEK).default('monday').describe('Day of the week; for a month, the first such day in it'),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')
    .default('09:00')
    .describe('Time of day where the person is'),
})
export type Cadence = z.output<typeof Cadence>

/** Every week on Mondays at nine. */
export const WEEKLY: Cadence = Cadence.parse({})

/**
 * A cadence where it is counted: in a zone, and every other week from the first such day on or after `from`. Its reminders
 * are instants in epoch ms; a time of day that a change of clocks skips is as much later as the clocks were put forward.
 */
export type Rhythm = { cadence: Cadence; zone: Zone; from: PlainDate }

/** The newest reminder at or before an instant. */
export function lastReminder(rhythm: Rhythm, ms: number): number {
  let day = reminderDayUntil(rhythm, localDay(ms, rhythm.zone) + 1)
  while (instantOn(rhythm, day) > ms) day = reminderDayUntil(rhythm, day - 1)
  return instantOn(rhythm, day)
}

/** The first reminder after an instant. */
export function nextReminder(rhythm: Rhythm, ms: number): number {
  let day = reminderDayUntil(rhythm, localDay(ms, rhythm.zone) - 1)
  while (instantOn(rhythm, day) <= ms) day = nextReminderDay(rhythm, day)
  return instantOn(rhythm, day)
}

/** When something was last done, epoch ms, null when it never was; and since when it is asked for. */
export type History = { last: number | null; start: number }

/**
 * The reminder at which something is owed again. What was done answers the reminder it is nearest to, early or late, so it
 * is the first one at least half a turn later; what was never done is owed at the first reminder from the start on.
 */
export function owedAt(rhythm: Rhythm, { last, start }: History): number {
  const first = nextReminder(rhythm, start - 1)
  const half = (DAYS[rhythm.cadence.every] * DAY_MS) / 2
  return last === null ? first : Math.max(first, nextReminder(rhythm, last + half - 1))
}

/**
 * How many days something is overdue at an instant: those that have begun since it was owed and since a whole turn has
 * passed without it; 0 on that day itself and before.
 */
export function daysOverdue(rhythm: Rhythm, history: History, ms: number): number {
  const { zone, cadence } = rhythm
  const owed = localDay(owedAt(rhythm, history), zone)
  const turned = history.last === null ? owed : localDay(history.last, zone) + DAYS[cadence.every]
  return Math.max(0, localDay(ms, zone) - Math.max(owed, turned))
}

/** A turn in days; a month has at least so many. */
const DAYS = { week: 7, '2 weeks': 14, month: 28 } as const

function instantOn({ cadence, zone }: Rhythm, day: number): number {
  const [year, month, date] = dateOfDay(day).split('-').map(Number) as [number, number, number]
  const [hour, minute] = cadence.at.split(':').map(Number) as [number, number]
  return localToInstant(year, month, date, hour, minute, 0, 0, zone)
}

/** The day number of the newest reminder on or before a day. */
function reminderDayUntil(rhythm: Rhythm, day: number): number {
  const { every, on } = rhythm.cadence
  const weekday = DAYS_OF_WEEK.indexOf(on) + 1
  if (every === 'month') {
    const inMonth = firstWeekdayOfMonth(day, weekday)
    return inMonth <= day ? inMonth : firstWeekdayOfMonth(firstOfMonth(day) - 1, weekday)
  }
  if (every === 'week') return day - remainder(weekdayOf(day) - weekday, 7)
  const from = dayNumber(rhythm.from)
  const first = from + remainder(weekday - weekdayOf(from), 7)
  return day - remainder(day - first, 14)
}

function nextReminderDay(rhythm: Rhythm, day: number): number {
  const { every, on } = rhythm.cadence
  if (every !== 'month') return day + (every === 'week' ? 7 : 14)
  return firstWeekdayOfMonth(firstOfMonth(firstOfMonth(day) + 31), DAYS_OF_WEEK.indexOf(on) + 1)
}

function firstOfMonth(day: number): number {
  return dayNumber(`${dateOfDay(day).slice(0, 8)}01`)
}

function firstWeekdayOfMonth(day: number, weekday: number): number {
  const first = firstOfMonth(day)
  return first + remainder(weekday - weekdayOf(first), 7)
}

const remainder = (value: number, by: number): number => ((value % by) + by) % by
