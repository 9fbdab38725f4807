import type { JsonValue } from '../../core/json.ts'
import { Currency, minorDigitsOf } from '../../core/money.ts'
import { DAY_MS, dateOfDay } from '../../core/plain-date.ts'
import { localDay } from '../../core/zone.ts'
import { firstReader, textReader, type Values } from './cell-text.ts'
import type { TableColumns } from './columns.ts'
import { type DateFormatName, readInstant, readWritten } from './date-format.ts'
import { isWhole, readNumber, withoutCurrency } from './number-format.ts'
import type { Settled } from './settling.ts'
import type { Cell, Columns, Source, ValueType } from './source.ts'

/** What readers of cells need to know; `reject` notes why a row cannot be used, and the first reason counts. */
export type Reading = {
  source: Source
  table: TableColumns
  settled: Settled
  reject(reason: string, column?: string): undefined
}

/** The value of a cell in a row; `undefined` when it is missing, or when it was rejected. */
export type ReadValue = (values: Values) => JsonValue | undefined

/** How to read a cell by its type, the type of its column, or as it stands. */
export function cellReader(cell: Cell, reading: Reading): ReadValue {
  if (typeof cell !== 'object' || Array.isArray(cell)) return columnsReader(cell, {}, reading)
  if ('value' in cell) return () => cell.value
  return cell.map ? mapReader(cell.column, cell.map, cell.else, reading) : columnsReader(cell.column, cell, reading)
}

/** How to read the currency that a cell's amounts are in, when it holds money; `undefined` for a row that says none that there is. */
export function currencyReader(cell: Cell, reading: Reading): ((values: Values) => string | undefined) | undefined {
  if (typeof cell !== 'object' || Array.isArray(cell) || !('column' in cell)) return undefined
  const [first] = [cell.column].flat()
  const isMoney = (cell.type ?? reading.source.types?.[first!]) === 'money'
  return isMoney && cell.currency !== undefined ? currencyIn(cell.currency, reading) : undefined
}

function currencyIn(currency: string, { source, table, reject }: Reading): (values: Values) => string | undefined {
  if (!currency.startsWith('{')) return () => currency
  const read = textReader(currency, source, table)
  const known = new Map<string, string | undefined>()
  return values => {
    const text = read(values)
    if (text === undefined) return undefined
    if (!known.has(text)) {
      const parsed = Currency.safeParse(text.trim().toUpperCase())
      known.set(text, parsed.success ? parsed.data : undefined)
    }
    return (
      known.get(text) ?? reject(`“${short(text)}” in “${currency.slice(1, -1)}” is no currency.`, currency.slice(1, -1))
    )
  }
}

/** Epoch ms of the first of some columns that is not missing. */
export function instantReader(columns: Columns, reading: Reading): (values: Values) => number | undefined {
  const readers = [columns].flat().map(text => dateReader(text, reading))
  return values => {
    for (const read of readers) {
      const found = read(values)
      if (found !== undefined) return found
    }
    return undefined
  }
}

type Typed = { type?: ValueType | undefined; currency?: string | undefined; minor?: boolean | undefined }

function columnsReader(columns: Columns, typed: Typed, reading: Reading): ReadValue {
  const readers = [columns].flat().map(text => typedReader(text, typed, reading))
  if (readers.length === 1) return readers[0]!
  return values => {
    for (const read of readers) {
      const found = read(values)
      if (found !== undefined) return found
    }
    return undefined
  }
}

function typedReader(text: string, typed: Typed, reading: Reading): ReadValue {
  const { source, table, reject } = reading
  const type = typed.type ?? source.types?.[text]
  const read = textReader(text, source, table)
  if (type === undefined) return asItStands(text, read)
  if (type === 'text') return read
  if (type === 'instant') {
    const instant = dateReader(text, reading)
    return values => mapDefined(instant(values), ms => new Date(ms).toISOString())
  }
  if (type === 'date') return dayReader(text, reading)
  if (type === 'boolean')
    return values =>
      mapDefined(
        read(values),
        value =>
          BOOLEANS.get(value.trim().toLowerCase()) ??
          reject(`“${short(value)}” in “${text}” is neither true nor false.`, text),
      )
  if (type.startsWith('list')) return listReader(text, type.slice(5, -1) || ';', read)
  return numberReader(text, { ...typed, type }, reading)
}

function asItStands(text: string, read: (values: Values) => string | undefined): ReadValue {
  return values => {
    const found = read(values)
    const value = found === undefined ? undefined : values[text]
    return typeof value === 'string' || value === undefined || value === null ? found : value
  }
}

function mapReader(
  columns: Columns,
  map: Record<string, string | number | boolean>,
  otherwise: JsonValue | undefined,
  { source, table, reject }: Reading,
): ReadValue {
  const read = firstReader(columns, source, table)
  const known = new Map(Object.entries(map))
  return values =>
    mapDefined(read(values), text => {
      const found = known.get(text)
      if (found !== undefined) return found
      if (otherwise !== undefined) return otherwise ?? undefined
      return reject(
        `“${short(text)}” in “${[columns].flat().join(', ')}” is not in the map. Add it, or say what others mean with else.`,
        [columns].flat()[0],
      )
    })
}

function numberReader(
  text: string,
  { type, currency, minor }: Typed & { type: ValueType },
  reading: Reading,
): ReadValue {
  const { source, table, settled, reject } = reading
  const read = textReader(text, source, table)
  const currencyOf = type === 'money' && currency !== undefined ? currencyIn(currency, reading) : () => undefined
  const decimal = settled.decimals[text]
  const what = type === 'integer' ? 'a whole number' : type === 'money' ? 'an amount' : 'a number'

  function numberIn(value: string, currency: string | undefined): number | undefined {
    const { amount, currency: sign } = type === 'money' ? withoutCurrency(value) : { amount: value }
    if (sign && !isSignOf(sign, currency)) return reject(`“${short(value)}” in “${text}” is not in ${currency}.`, text)
    if (decimal === undefined && !isWhole(amount))
      return reject(
        `Nothing before “${short(value)}” in “${text}” shows which sign comes before decimals. Add decimal: { ${text}: "." } or its opposite.`,
        text,
      )
    return checked(readNumber(amount, decimal ?? '.'), value)
  }

  function checked(number: number | undefined, value: string): number | undefined {
    if (number === undefined || (type === 'integer' && !Number.isInteger(number)))
      return reject(`“${short(value)}” in “${text}” is not ${what}.`, text)
    if (Math.abs(number) > Number.MAX_SAFE_INTEGER)
      return reject(`“${short(value)}” in “${text}” has more digits than a number keeps. Read it as text.`, text)
    return number
  }

  return values => {
    const raw = values[text]
    const given = currencyOf(values)
    const amount =
      typeof raw === 'number' ? checked(raw, String(raw)) : mapDefined(read(values), value => numberIn(value, given))
    if (!minor || amount === undefined) return amount
    if (given === undefined)
      return reject(`“${text}” counts the smallest unit of a currency, but the row names none.`, text)
    return inMajor(amount, given)
  }
}

/** `1234` cents as `12.34`, without the error of a division by a power of ten. */
function inMajor(amount: number, currency: string): number {
  return Number(`${amount}e-${minorDigitsOf(currency)}`)
}

function listReader(text: string, separator: string, read: (values: Values) => string | undefined): ReadValue {
  return values => {
    if (Array.isArray(values[text])) return values[text]
    const items = read(values)
      ?.split(separator)
      .map(item => item.trim())
      .filter(item => item)
    return items?.length ? items : undefined
  }
}

function dateReader(text: string, reading: Reading): (values: Values) => number | undefined {
  const { source, table, settled } = reading
  const read = textReader(text, source, table)
  const format = settled.dates[text]
  return values => {
    const value = read(values)
    if (value === undefined) return undefined
    const ms = format === undefined ? Number.NaN : readInstant(value, format, source.zone)
    return Number.isNaN(ms) ? rejectDate(value, text, reading) : ms
  }
}

function dayReader(text: string, reading: Reading): ReadValue {
  const { source, table, settled } = reading
  const read = textReader(text, source, table)
  const format = settled.dates[text]
  return values => {
    const value = read(values)
    if (value === undefined) return undefined
    const written = format && readWritten(value, format)
    if (!written || (written.offset !== undefined && source.zone === undefined)) return rejectDate(value, text, reading)
    if (written.offset === undefined) return dateOfDay(Math.floor(written.wall / DAY_MS))
    return dateOfDay(localDay(written.wall - written.offset * 60_000, source.zone!))
  }
}

function rejectDate(value: string, text: string, { source, settled, reject }: Reading): undefined {
  const format = settled.dates[text]
  const isDate = format !== undefined && readWritten(value, format) !== undefined
  if (isDate && source.zone === undefined)
    return reject(`“${short(value)}” in “${text}” says no time zone. Add zone to the source.`, text)
  const way = format === undefined ? '' : (WAYS[format] ?? ` written ${format}`)
  return reject(`“${short(value)}” in “${text}” is no date between 1900 and 2199${way}.`, text)
}

const WAYS: Partial<Record<DateFormatName, string>> = {
  seconds: ' in seconds since 1970',
  milliseconds: ' in milliseconds since 1970',
  microseconds: ' in microseconds since 1970',
  excel: ' counted in days as a spreadsheet does',
}

const BOOLEANS = new Map(
  [
    ['true', 'yes', 't', 'y', '1'],
    ['false', 'no', 'f', 'n', '0'],
  ].flatMap((words, index) => words.map(word => [word, index === 0] as const)),
)

const SIGNS: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  '₺': 'TRY',
  '₽': 'RUB',
  '₴': 'UAH',
  '₪': 'ILS',
}

/** Whether a sign or code can stand for a currency; `$` and `¥` stand for several. */
function isSignOf(sign: string, currency: string | undefined): boolean {
  return sign === currency || (sign.length < 3 && (SIGNS[sign] === undefined || SIGNS[sign] === currency))
}

function mapDefined<T, R>(value: T | undefined, change: (value: T) => R): R | undefined {
  return value === undefined ? undefined : change(value)
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
