/** Wall-clock time as minutes since Monday, 24 February 2025, 00:00, the week in which the story begins. */
export type Minute = number

export const HOUR = 60
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY

/** Weeks 1 to 78 are whole; week 0 has only the weekend of 1 March 2025, week 79 only Monday, 31 August 2026. */
export const WEEKS = 80
export const LAST_WHOLE = 78

export const BEGIN: Minute = 5 * DAY
export const END: Minute = 79 * WEEK + DAY

/** The week of 5 January 2026, in which most of what is planted begins. */
export const TURN = 45

const START = Date.UTC(2025, 1, 24)

export const weekOf = (at: Minute): number => Math.floor(at / WEEK)

export const isKnown = (at: Minute | undefined): at is Minute => at !== undefined && at >= BEGIN && at < END

/** How much of a whole week’s work falls into a week: little on the first weekend, one day in the last. */
export function shareOf(week: number): number {
  if (week === 0) return 0.1
  return week === 79 ? 0.2 : 1
}

/** Hour and day are those of an office: Monday to Friday, eight to seven; in the first and last week, what there is of it. */
export function officeTime(week: number, next: () => number): Minute {
  const [first, days] = week === 0 ? [5, 2] : week === 79 ? [0, 1] : [0, 5]
  return week * WEEK + (first + Math.floor(next() * days)) * DAY + 8 * HOUR + Math.floor(next() * 11 * HOUR)
}

/** `2026-07-01 09:30`, as most tools write it. */
export function written(at: Minute | undefined): string {
  return at === undefined ? '' : `${dayWritten(at)} ${two(Math.floor((at % DAY) / HOUR))}:${two(at % HOUR)}`
}

/** `2026-07-01`. */
export function dayWritten(at: Minute): string {
  const day = Math.floor(at / DAY)
  const known = days.get(day)
  if (known !== undefined) return known
  const text = new Date(START + day * DAY * 60_000).toISOString().slice(0, 10)
  days.set(day, text)
  return text
}

/** `01/07/2026 09:30`, as the help desk writes it. */
export function dayFirst(at: Minute | undefined): string {
  const [day = '', time] = written(at).split(' ')
  return time === undefined ? '' : `${day.split('-').reverse().join('/')} ${time}`
}

/** The minute at which a day such as `2026-07-01` begins. */
export function startOf(day: string): Minute {
  return (Date.parse(`${day}T00:00:00Z`) - START) / 60_000
}

/** First days of the months from March 2025 to August 2026, and the day after the last. */
export const MONTHS: readonly Minute[] = Array.from(
  { length: 19 },
  (_, i) => (Date.UTC(2025, 2 + i, 1) - START) / 60_000,
)

const days = new Map<number, string>()
const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
