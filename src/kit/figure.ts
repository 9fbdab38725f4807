/** How numbers read: grouped, at most three significant digits where room is short, a dash where nothing is known. */

export const UNKNOWN = '–'

/** A value in its unit: `49,200 EUR`, `12.3 %` of a share, `4 people`. */
export function figure(value: number | null | undefined, unit = '', { exact = false } = {}): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNKNOWN
  if (unit === '%') return `${grouped(value * 100, exact ? 3 : Math.abs(value) < 0.1 ? 2 : 1)} %`
  const text = exact ? grouped(value, 6) : short(value)
  return unit === '' ? text : `${text} ${unit}`
}

/** What a value changed by, with its sign: `+12 %` of the one before, or points where it is a share itself. */
export function change(before: number | null | undefined, now: number | null | undefined, unit = ''): string {
  if (before === null || before === undefined || now === null || now === undefined) return ''
  if (unit === '%') return signed((now - before) * 100, ' pt')
  if (before === 0) return now === 0 ? '±0' : ''
  return signed(((now - before) / Math.abs(before)) * 100, ' %')
}

export function share(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN
  const percent = value * 100
  return `${grouped(percent, Math.abs(percent) < 10 ? 1 : 0)} %`
}

/** `Tue 3 Mar 2026, 14:20` where the reader is, or in a zone; with `day` alone, the date. */
export function moment(
  instant: string | null | undefined,
  { day = false, zone }: { day?: boolean; zone?: string } = {},
): string {
  if (!instant) return UNKNOWN
  const isDate = /^\d{4}-\d\d-\d\d$/.test(instant)
  const date = new Date(isDate ? `${instant}T12:00:00` : instant)
  const words: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }
  const time: Intl.DateTimeFormatOptions = isDate || day ? {} : { hour: '2-digit', minute: '2-digit', hour12: false }
  const where = zone === undefined || isDate ? {} : { timeZone: zone }
  return new Intl.DateTimeFormat('en-GB', { ...words, ...time, ...where }).format(date).replace(',', '')
}

export function counted(count: number, one: string, many: string): string {
  return `${grouped(count, 0)} ${count === 1 ? one : many}`
}

function signed(value: number, unit: string): string {
  const rounded = Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '±'
  return `${sign}${grouped(Math.abs(rounded), 1)}${unit}`
}

function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${grouped(value / 1e9, 2)} bn`
  if (size >= 1e7) return `${grouped(value / 1e6, 1)} M`
  return grouped(value, size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

function grouped(value: number, digits: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value)
}
