import { type Calendar, GRAINS, type PlainDate, periodNamed, periodOf } from '../../../core/calendar.ts'
import { ProductError } from '../../../core/error.ts'
import { addDays } from '../../../core/plain-date.ts'
import type { Stretch } from '../../cycle/cycle.ts'
import type { Read } from './cell.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * The period that people mean by `Q3 2025`, `2025 Q3`, `Q3 Y2025`, `H1 2025`, `FY26 Q1`, `March 2025`, `2025`, or by the name or
 * title of a declared cycle.
 */
export function stretchOf(text: string, calendar: Calendar, cycles: ReadonlyMap<string, string>): Read<Stretch> {
  const cycle = cycles.get(text.toLowerCase())
  if (cycle !== undefined) return { value: cycle }
  const words = text
    .toLowerCase()
    .replaceAll(/[’']/g, '20')
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')
  const half = words.find(word => /^h[12]$/.test(word))
  const year = words.map(word => /^(?:y|cy)?(\d{4})$/.exec(word)?.[1]).find(each => each !== undefined)
  if (half && year && words.length === 2)
    return half === 'h1'
      ? { value: { from: `${year}-01-01`, to: `${year}-07-01` } }
      : { value: { from: `${year}-07-01`, to: `${Number(year) + 1}-01-01` } }
  const label = labelOf(text, words, year)
  if (isPeriod(label, calendar)) return { value: label }
  return {
    wrong: `“${text}” is no period. Write one such as 2026-Q1, 2026-03 or 2026, or declare a cycle of that name.`,
  }
}

function labelOf(text: string, words: readonly string[], year: string | undefined): string {
  const upper = text.trim().toUpperCase()
  if (/^(FY)?\d{4}(-|$)/.test(upper)) return upper
  const fiscal = words.map(word => /^fy(\d{2}|\d{4})$/.exec(word)?.[1]).find(each => each !== undefined)
  const quarter = words.map(word => /^q([1-4])$/.exec(word)?.[1]).find(each => each !== undefined)
  const month = words.map(word => MONTHS.indexOf(word.slice(0, 3))).find(index => index >= 0)
  const base = fiscal ? `FY${fiscal.length === 2 ? `20${fiscal}` : fiscal}` : year
  if (base === undefined) return text
  if (quarter !== undefined && words.length === 2) return `${base}-Q${quarter}`
  if (month !== undefined && words.length === 2 && !fiscal) return `${base}-${String(month + 1).padStart(2, '0')}`
  return words.length === 1 ? base : text
}

export function isPeriod(label: string, calendar: Calendar): boolean {
  try {
    return periodNamed(label, calendar).label === label
  } catch (error) {
    if (error instanceof ProductError) return false
    throw error
  }
}

/** The period that runs from one day to another, or the days themselves when there is none. */
export function stretchBetween(first: PlainDate, last: PlainDate, calendar: Calendar): Stretch {
  const to = addDays(last, 1)
  if (to > first)
    for (const grain of GRAINS.toReversed()) {
      if (grain === 'day' || grain === 'week' || grain.startsWith('fiscal')) continue
      const period = periodOf(first, grain, calendar)
      if (period.start === first && period.end === to) return period.label
    }
  return { from: first, to }
}
