import { PlainDate } from '../../../core/calendar.ts'
import type { Cell } from './field.ts'

/** What a cell says, or the sentence that says why it says nothing. */
export type Read<T> = { value: T; wrong?: undefined } | { wrong: string }

/** The cells that spreadsheets show where a formula fails. */
export const FORMULA_ERROR = /^#(REF!|VALUE!|NAME\?|NUM!|NULL!|DIV\/0!|N\/A|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)$/

/** The text of a cell, trimmed; nothing when it is empty. */
export function textOf(cell: Cell | undefined): string | undefined {
  const text = rawOf(cell)?.trim()
  return text === '' ? undefined : text
}

/** The text of a cell as it stands; nothing when it is empty. */
export function rawOf(cell: Cell | undefined): string | undefined {
  if (cell === null || cell === undefined || cell === '') return undefined
  return typeof cell === 'string' ? cell : String(cell)
}

/** A number, with the unit that stands beside it: `45 %`, `$1,200`, `1 200,50 EUR`. */
export function numberOf(cell: Cell): Read<{ number: number; unit?: string }> {
  const wrong = `“${cell}” is no number. Write it with digits and a point, such as 1200.5.`
  if (typeof cell === 'number') return Number.isFinite(cell) ? { value: { number: cell } } : { wrong }
  if (typeof cell !== 'string') return { wrong }
  const { minus, before, amount, after } = NUMBER.exec(cell.trim())?.groups ?? {}
  if (amount === undefined || (before && after)) return { wrong }
  const digits = digitsOf(amount)
  if (digits === undefined)
    return { wrong: `“${cell.trim()}” may be two numbers. Write it without a sign between thousands.` }
  const number = Number(digits) * (minus === '-' || minus === '−' ? -1 : 1)
  if (!Number.isFinite(number)) return { wrong }
  const unit = before ?? after
  return { value: unit === undefined ? { number } : { number, unit } }
}

const NUMBER =
  /^(?<minus>[-+−])?\s*(?<before>[A-Z]{3}|\p{Sc})?\s*(?<amount>(?:\d[\d.,\s'’]*|\.\d+)(?:e[-+]?\d{1,3})?)\s*(?<after>%|[A-Z]{3}|\p{Sc})?$/iu

/** An amount without what groups its thousands; nothing where that could be two numbers, or is none. */
function digitsOf(amount: string): string | undefined {
  const plain = amount.replaceAll(/[\s'’]/g, '')
  if (/^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return plain
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(plain) || /^\d{1,3}(,\d{3}){2,}$/.test(plain)) return plain.replaceAll(',', '')
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(plain) || /^\d{1,3}(\.\d{3}){2,}$/.test(plain))
    return plain.replaceAll('.', '').replace(',', '.')
  if (/^\d+,\d{3}$/.test(plain)) return undefined
  return /^\d+,\d+$/.test(plain) ? plain.replace(',', '.') : undefined
}

/** A day, written `2026-03-31`, with a time of day or not, or `31.03.2026`; what could be two days is not guessed. */
export function dateOf(cell: Cell): Read<PlainDate> {
  const text = textOf(cell) ?? ''
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(text)
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : dotted ? dotted.slice(1).toReversed() : []
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  if (PlainDate.safeParse(date).success) return { value: date }
  return { wrong: `“${text}” is no day that can be read for certain. Write it like 2026-03-31.` }
}

const TRUE = ['true', 'yes', 'y', '1', 'x']
const FALSE = ['false', 'no', 'n', '0']

export function booleanOf(cell: Cell): Read<boolean> {
  const word = textOf(cell)?.toLowerCase() ?? ''
  if (TRUE.includes(word)) return { value: true }
  return FALSE.includes(word) ? { value: false } : { wrong: `“${cell}” is neither yes nor no.` }
}

/** Several things in one cell, separated by `;`, line breaks or commas. */
export function listOf(text: string): string[] {
  const parts = text.split(/[;\n]/.test(text) ? /[;\r\n]+/ : ',')
  return parts.map(part => part.trim()).filter(part => part !== '')
}
