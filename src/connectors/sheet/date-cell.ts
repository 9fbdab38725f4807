/**
 * Days in workbooks are numbers whose format shows them as dates. They are counted from 1900, with a 29 February 1900 that
 * never was, or from 1904 (ECMA-376 part 1, 18.17.4).
 */

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const LAST_DAY = 2_958_465
const DAY_MS = 86_400_000

/** Whether a number format, by its id or its code, shows a day; times of day and lengths of time do not. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id)
  const [shown = ''] = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')
  if (/general/i.test(shown)) return false
  return /[yd]/i.test(shown) || (/m/i.test(shown) && !/[hs0#?]/i.test(shown))
}

/** The day a number stands for, as `2026-03-31` or with its time as `2026-03-31T14:30:00`; none outside of the calendar. */
export function dayOf(serial: number, from1904: boolean): string | undefined {
  if (!(serial >= 0 && serial <= LAST_DAY + 1)) return undefined
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const text = new Date(first + Math.round((serial * DAY_MS) / 1000) * 1000).toISOString()
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 19)
}
