const CURRENCY = /^[A-Z]{3}$/

/** A value with its unit as people read it: `12,400 EUR`, `41.2 %`, `61 people`; at most three significant digits below 1,000. */
export function quantity(value: number | null, unit: string): string {
  if (value === null) return '–'
  if (unit === '%') return `${significant(value * 100)} %`
  if (CURRENCY.test(unit)) return `${significant(value)} ${unit}`
  return `${significant(value)} ${unit}`
}

/** The change from one value to another with its sign: a share in points, everything else in percent of what it was. */
export function changeOf(before: number | null, after: number | null, unit: string): string {
  if (before === null || after === null) return ''
  if (unit === '%') return signed((after - before) * 100, 'pt')
  if (before === 0) return after === 0 ? '±0' : 'new'
  return signed(((after - before) / Math.abs(before)) * 100, '%')
}

function signed(value: number, unit: string): string {
  const rounded = Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10
  if (rounded === 0) return `±0 ${unit}`
  return `${rounded > 0 ? '+' : '−'}${LARGE.format(Math.abs(rounded))} ${unit}`
}

const LARGE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const THREE = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

const significant = (value: number): string => (Math.abs(value) >= 1000 ? WHOLE : THREE).format(value)
