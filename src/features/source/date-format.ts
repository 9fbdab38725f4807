import { z } from 'zod'
import { localToInstant } from '../../core/zone.ts'

/**
 * The ways in which exports write dates. A time of day may follow each but the numbers, as `14:05`, `14:05:30.123` or
 * `2:05 PM`, and then an offset such as `Z` or `+02:00`; `/`, `.` and `-` are the same.
 */
export const DATE_FORMATS = {
  'yyyy-mm-dd': '2025-04-03',
  'dd/mm/yyyy': '03/04/2025 for 3 April',
  'mm/dd/yyyy': '04/03/2025 for 3 April',
  'dd/mm/yy': '03/04/25 for 3 April',
  'mm/dd/yy': '04/03/25 for 3 April',
  'dd mmm yyyy': '3 Apr 2025, or Thu, 3 April 2025',
  'dd mmm yy': '03/Apr/25',
  'mmm dd, yyyy': 'Apr 3, 2025',
  yyyymmdd: '20250403',
  seconds: 'seconds since 1970, 1743638400',
  milliseconds: 'milliseconds since 1970, 1743638400000',
  microseconds: 'microseconds since 1970, 1743638400000000',
  excel: 'days as a spreadsheet counts them, 45750',
} as const

export type DateFormatName = keyof typeof DATE_FORMATS

/** The name of a date format; letter case and the choice of `/`, `.` or `-` do not matter. */
export const DateFormat = z
  .string()
  .refine(text => formatNamed(text) !== undefined, `must be one of ${Object.keys(DATE_FORMATS).join(', ')}`)
export type DateFormat = z.infer<typeof DateFormat>

export function formatNamed(text: string): DateFormatName | undefined {
  const word = text.trim().toLowerCase()
  const spread = word.replaceAll(/[/.-]/g, '/').replace(/^iso( ?8601)?$/, 'yyyy/mm/dd')
  return (Object.keys(DATE_FORMATS) as DateFormatName[]).find(
    name => name.replaceAll('-', '/') === spread || name === word,
  )
}

/** A date as written: the wall clock as the epoch ms it would show in UTC, and the offset in minutes where one is given. */
export type Written = { wall: number; offset?: number; dateOnly: boolean }

/** The date that a text means in a format, or `undefined` when it is none; years 1900 to 2199. */
export function readWritten(text: string, format: DateFormatName): Written | undefined {
  const value = text.trim()
  switch (format) {
    case 'yyyy-mm-dd':
      return fromMatch(YEAR_FIRST.exec(value), 1, 2, 3)
    case 'dd/mm/yyyy':
      return fromMatch(YEAR_LAST.exec(value), 3, 2, 1)
    case 'mm/dd/yyyy':
      return fromMatch(YEAR_LAST.exec(value), 3, 1, 2)
    case 'dd/mm/yy':
      return fromMatch(SHORT_YEAR.exec(value), 3, 2, 1)
    case 'mm/dd/yy':
      return fromMatch(SHORT_YEAR.exec(value), 3, 1, 2)
    case 'dd mmm yyyy':
      return fromMatch(DAY_MONTH.exec(value), 3, 2, 1)
    case 'dd mmm yy':
      return fromMatch(DAY_MONTH_SHORT.exec(value), 3, 2, 1)
    case 'mmm dd, yyyy':
      return fromMatch(MONTH_DAY.exec(value), 3, 1, 2)
    case 'yyyymmdd':
      return fromMatch(COMPACT.exec(value), 1, 2, 3)
    case 'seconds':
      return fromNumber(value, 1000)
    case 'milliseconds':
      return fromNumber(value, 1)
    case 'microseconds':
      return fromNumber(value, 1, 1000)
    case 'excel':
      return fromSerial(value)
  }
}

/** Epoch ms of a text in a format; NaN when it is no such date, or has no offset while no zone is given. */
export function readInstant(text: string, format: DateFormatName, zone: string | undefined): number {
  if (format === 'yyyy-mm-dd' && zone === 'UTC') {
    const quick = readPlain(text)
    if (!Number.isNaN(quick)) return quick
  }
  const written = readWritten(text, format)
  if (!written) return Number.NaN
  if (written.offset !== undefined) return written.wall - written.offset * 60_000
  if (zone === undefined) return Number.NaN
  if (zone === 'UTC') return written.wall
  const date = new Date(written.wall)
  return localToInstant(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
    zone,
  )
}

/** The formats that a text could be written in. Two-digit years and spreadsheet days fit too much to be told; name them. */
export function formatsOf(text: string): DateFormatName[] {
  return TOLD.filter(format => readWritten(text, format) !== undefined)
}

const TOLD: readonly DateFormatName[] = [
  'yyyy-mm-dd',
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'dd mmm yyyy',
  'mmm dd, yyyy',
  'yyyymmdd',
  'seconds',
  'milliseconds',
  'microseconds',
]

const TIME =
  '(?:(?:,?\\s+|T)(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?(?:\\s?(?<half>[AP]\\.?M\\.?))?(?:\\s?(?<offset>Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?))?)?$'
const WEEKDAY = '^(?:[A-Z]{3,9}\\.?,? +)?'
const pattern = (date: string) => new RegExp(date + TIME, 'i')

const YEAR_FIRST = pattern('^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})')
const YEAR_LAST = pattern('^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})')
const SHORT_YEAR = pattern('^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{2})')
const DAY_MONTH = pattern(`${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?[ /-]([A-Z]{3,9})\\.?[ /-]+(\\d{4})`)
const DAY_MONTH_SHORT = pattern('^(\\d{1,2})[ /-]([A-Z]{3,9})\\.?[ /-](\\d{2})')
const MONTH_DAY = pattern(`${WEEKDAY}([A-Z]{3,9})\\.? +(\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{4})`)
const COMPACT = pattern('^(\\d{4})(\\d{2})(\\d{2})')

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const EARLIEST = Date.UTC(1900, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)

function fromMatch(match: RegExpExecArray | null, year: number, month: number, day: number): Written | undefined {
  if (!match) return undefined
  const { hour, minute = '0', second = '0', fraction = '', half, offset } = match.groups ?? {}
  const time = timeOf(hour, half, Number(minute), Number(second))
  const date = dateOf(yearOf(match[year]!), monthOf(match[month]!), Number(match[day]))
  if (time === undefined || date === undefined) return undefined
  const wall = date + time + Math.floor(Number(`0.${fraction || 0}`) * 1000)
  if (offset === undefined) return { wall, dateOnly: hour === undefined }
  const minutes = offsetOf(offset)
  return minutes === undefined ? undefined : { wall, offset: minutes, dateOnly: false }
}

function yearOf(text: string): number {
  const year = Number(text)
  return text.length > 2 ? year : year + (year < 69 ? 2000 : 1900)
}

function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text)
  const word = text.toLowerCase()
  return (
    MONTHS.findIndex(
      month => month === word || month.slice(0, 3) === word || (word === 'sept' && month === 'september'),
    ) + 1
  )
}

function dateOf(year: number, month: number, day: number): number | undefined {
  if (!(year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1)) return undefined
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= DAYS[month - 1]! + Number(isLeap) ? Date.UTC(year, month - 1, day) : undefined
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function timeOf(
  hourText: string | undefined,
  half: string | undefined,
  minute: number,
  second: number,
): number | undefined {
  let hour = Number(hourText ?? 0)
  if (half) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  }
  return hour > 23 || minute > 59 || second > 59 ? undefined : ((hour * 60 + minute) * 60 + second) * 1000
}

function offsetOf(text: string): number | undefined {
  if (!/^[+-]/.test(text)) return 0
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', '') || 0)]
  if (hours > 15 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function fromNumber(text: string, times: number, per = 1): Written | undefined {
  if (!/^\d{9,16}(\.\d+)?$/.test(text)) return undefined
  const ms = Math.floor((Number(text) * times) / per)
  return ms >= EPOCH_FIRST && ms < EPOCH_LAST ? { wall: ms, offset: 0, dateOnly: false } : undefined
}

/** Seconds, milliseconds and microseconds of these years have different lengths, so none is taken for another. */
const EPOCH_FIRST = Date.UTC(1990, 0, 1)
const EPOCH_LAST = Date.UTC(2100, 0, 1)

function fromSerial(text: string): Written | undefined {
  if (!/^\d{1,6}([.,]\d+)?$/.test(text)) return undefined
  const days = Number(text.replace(',', '.'))
  const wall = Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000
  return wall >= EARLIEST && wall < LATEST ? { wall, dateOnly: Number.isInteger(days) } : undefined
}

/** `2025-04-03` and `2025-04-03 14:05:30` without the cost of a pattern; NaN for everything else. */
function readPlain(text: string): number {
  if (text.length !== 10 && text.length !== 19) return Number.NaN
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN
  const date = dateOf(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8))
  if (date === undefined || text.length === 10) return date ?? Number.NaN
  const [separator, hour, minute, second] = [text.charCodeAt(10), two(text, 11), two(text, 14), two(text, 17)]
  if (separator !== 32 && separator !== 84) return Number.NaN
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN
  return hour <= 23 && minute <= 59 && second <= 59 ? date + ((hour * 60 + minute) * 60 + second) * 1000 : Number.NaN
}

/** The two digits at a position; NaN when they are none. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
