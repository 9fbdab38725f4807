import { addDays, type Calendar, type Period, periodOf } from '../../core/calendar.ts'

/** The period of last year that one is compared with: 52 weeks earlier for days and weeks, the same of the year otherwise. */
export function yearBefore(period: Period, calendar: Calendar): Period {
  const { grain, start } = period
  const days = grain === 'day' || grain === 'week' ? 52 * 7 : 365 - INSIDE
  return periodOf(addDays(start, -days), grain, calendar)
}

/** Days into a month or longer that no leap year and no fiscal calendar shifts out of it. */
const INSIDE = 14
