/** Wall-clock time as minutes since Monday, 5 January 2026, 00:00, where the story begins. */
export type Minute = number

export const DAY = 24 * 60
export const WEEK = 7 * DAY

/** Weeks from January on; the last has only its Monday, Tuesday and Wednesday, 28 to 30 September. */
export const WEEKS = 39
/** The week of 16 March, from which on every export has something. */
export const FIRST_FULL = 10
/** The week of 29 June: from here on there are thirteen whole weeks. */
export const LAST_THIRTEEN = 25

export const END: Minute = (WEEKS - 1) * WEEK + 3 * DAY

const START = Date.UTC(2026, 0, 5)

export const weekOf = (at: Minute): number => Math.floor(at / WEEK)

/** How many there are in a week, given how many in a whole one. */
export function inWeek(week: number, whole: number): number {
  return week === WEEKS - 1 ? Math.round(whole * 0.6) : whole
}

/** `2026-07-01 09:30`, as most tools write it. */
export function written(at: Minute | undefined): string {
  return at === undefined ? '' : new Date(START + at * 60_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** `01/07/2026 09:30`, as the help desk writes it. */
export function writtenDayFirst(at: Minute | undefined): string {
  const [day = '', time] = written(at).split(' ')
  return time === undefined ? '' : `${day.split('-').reverse().join('/')} ${time}`
}
