import type { JsonValue } from '../../core/json.ts'
import { type DateFormatName, formatsOf, readWritten } from './date-format.ts'
import { decimalsOf, isWhole, readNumber, withoutCurrency } from './number-format.ts'

/** What the rows shown so far say of one column. */
export type Seen = {
  column: string
  filled: number
  values: Set<string>
  /** More different values than are kept. */
  many: boolean
  emails: number
  numbers: number
  /** Formats in which every date so far can be read; none when two dates have no format in common. */
  formats: DateFormatName[] | undefined
  /** How many values were no date in any format. */
  strange: number
  /** What the first rows say, in their order; NaN where it is missing or no date. */
  instants: number[]
  decimals: Set<string>
  whole: boolean
  currencies: Set<string>
}

export function unseen(column: string): Seen {
  return {
    column,
    filled: 0,
    values: new Set(),
    many: false,
    emails: 0,
    numbers: 0,
    formats: undefined,
    strange: 0,
    instants: [],
    decimals: new Set(['.', ',']),
    whole: true,
    currencies: new Set(),
  }
}

const MOST_VALUES = 5000
const MOST_INSTANTS = 500

function textOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return ''
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim()
}

/** Takes in the next cell of a column. */
export function look(seen: Seen, value: JsonValue | undefined): void {
  const text = textOf(value)
  if (seen.instants.length < MOST_INSTANTS) seen.instants.push(instantOf(seen, text))
  if (text === '') return
  seen.filled++
  if (seen.values.size < MOST_VALUES) seen.values.add(text)
  else seen.many ||= !seen.values.has(text)
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) seen.emails++
  const told = isNoDate(seen) ? [] : formatsOf(text)
  if (told.length === 0) seen.strange++
  else seen.formats = seen.formats?.filter(format => told.includes(format)) ?? told
  const { amount, currency } = withoutCurrency(text)
  const decimals = isWhole(amount) ? ['.', ','] : decimalsOf(amount)
  if (decimals.some(sign => readNumber(amount, sign as '.' | ',') !== undefined)) seen.numbers++
  if (currency) seen.currencies.add(currency)
  if (isWhole(amount)) return
  seen.whole = false
  for (const sign of seen.decimals) if (!decimals.includes(sign as '.' | ',')) seen.decimals.delete(sign)
}

/** Whether so many values were no dates that the next need not be looked at. */
const isNoDate = ({ strange, filled }: Seen): boolean => filled > 200 && strange > filled / 2

function instantOf({ formats }: Seen, text: string): number {
  const [format] = formats ?? formatsOf(text)
  return (format && readWritten(text, format)?.wall) ?? Number.NaN
}

export type Kind = 'empty' | 'email' | 'date' | 'money' | 'number' | 'id' | 'category' | 'text'

/** What a column seems to hold, after so many rows. */
export function kindOf(seen: Seen, rows: number): Kind {
  const { column, filled, values, formats, numbers, emails } = seen
  if (filled === 0) return 'empty'
  if (emails === filled) return 'email'
  const isDate = formats?.length && seen.strange <= filled * MOST_STRANGE
  if (isDate && !(numbers === filled && !/date|time|at$|on$|when/i.test(column))) return 'date'
  if (isIdName(column) || (isWho(column) && (values.size > 12 || values.size === filled))) return 'id'
  if (numbers === filled) return seen.currencies.size > 0 || MONEY.test(column) ? 'money' : 'number'
  if (!seen.many && (values.size <= 12 || values.size <= Math.min(60, rows / 4))) return 'category'
  return 'text'
}

/** Share of a date column that may be no date; the import rejects these rows and says why. */
const MOST_STRANGE = 0.02

export const MONEY = /amount|price|value|revenue|\bm?rr\b|\barr\b|\bmrr\b|cost|spend|budget|paid|fee/i
const ID = /(^|[\s_-])(id|key|guid|uuid|number|no\.?|nr\.?|ref|code)$/i
const WHO = /^(contact|lead|person|customer|user|subscriber|member|account|company|organi[sz]ation)$/i

const isWho = (column: string): boolean => WHO.test(column) || /^(client|visitor|device|cookie|anonymous)/i.test(column)

const isIdName = (column: string): boolean => ID.test(column) || /[a-z]I[dD]$/.test(column)
