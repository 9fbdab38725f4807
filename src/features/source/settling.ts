import type { Problem } from '../../core/problem.ts'
import { textReader, type Values } from './cell-text.ts'
import { type TableColumns, type Use, usesOf } from './columns.ts'
import { type DateFormatName, formatNamed, formatsOf, readWritten } from './date-format.ts'
import { type Decimal, decimalsOf, isWhole, readNumber, withoutCurrency } from './number-format.ts'
import type { Source } from './source.ts'

/** How the dates and numbers of a file are written, by the column or template that holds them. */
export type Settled = {
  dates: Readonly<Record<string, DateFormatName>>
  /** Absent for columns whose numbers were all whole: a later one with a decimal sign is rejected, not guessed. */
  decimals: Readonly<Record<string, Decimal>>
}

/**
 * Finds out how a file writes its dates and numbers, from as many rows as the caller shows.
 *
 * What the mapping says is taken as it is. Elsewhere each value rules formats out: 13/04/2025 anywhere in a column settles
 * that its days come first. While two readings stay possible (03/04/2025, or 1.234), the result is a problem that shows
 * the values and the line to add. Nothing is guessed from other columns, the language or the zone.
 */
export type Settling = {
  see(values: Values): void
  /** Columns that further rows could still settle; at 0 there is no need to show more. */
  readonly unsettled: number
  result(): { settled: Settled; problems: Problem[] }
}

export function createSettling(source: Source, table: TableColumns): Settling {
  const columns = distinct(usesOf(source).filter(use => use.as !== 'plain')).map(use =>
    use.as === 'date' ? dateColumn(use, source, table) : numberColumn(use, source, table),
  )
  let open = columns.filter(column => !column.settled)
  return {
    see(values) {
      for (const column of open) column.see(values)
      if (open.some(column => column.settled)) open = open.filter(column => !column.settled)
    },
    get unsettled() {
      return open.length
    },
    result() {
      const settled = { dates: Object.create(null), decimals: Object.create(null) }
      for (const column of columns) column.keep(settled)
      return { settled, problems: columns.flatMap(column => column.problems()) }
    },
  }
}

type Column = {
  readonly settled: boolean
  see(values: Values): void
  keep(settled: { dates: Record<string, DateFormatName>; decimals: Record<string, Decimal> }): void
  problems(): Problem[]
}

const SAMPLES = 3

function dateColumn({ text, path }: Use, source: Source, table: TableColumns): Column {
  const said = typeof source.dates === 'object' ? source.dates[text] : source.dates
  const read = textReader(text, source, table)
  let possible = said === undefined ? undefined : [formatNamed(said)!]
  let local: string | undefined
  const open: string[] = []
  const strange: string[] = []
  let clash: string | undefined
  let done = said !== undefined && source.zone !== undefined

  function see(values: Values): void {
    const value = read(values)
    if (value === undefined) return
    const formats = said === undefined ? formatsOf(value) : possible!.filter(format => readWritten(value, format))
    if (!formats.length) {
      remember(strange, value)
      return
    }
    const before = possible
    possible = before?.filter(format => formats.includes(format)) ?? formats
    if (!possible.length) {
      clash = value
      done = true
      return
    }
    if (possible.length > 1) {
      remember(open, value)
      return
    }
    if (readWritten(value, possible[0]!)!.offset === undefined) local ??= value
    done = true
  }

  function problems(): Problem[] {
    const format = possible?.length === 1 ? possible[0] : undefined
    if (clash !== undefined)
      return [
        problem(
          path,
          'mixed_dates',
          `“${text}” holds dates in different orders, such as ${quoted(open)} and “${clash}”. Correct them, or say which order counts: ${line('dates', text, 'dd/mm/yyyy')}.`,
        ),
      ]
    if (possible && !format)
      return [
        problem(
          path,
          'ambiguous_date',
          `“${text}” holds dates such as ${quoted(open)}, which may be read as ${possible.join(' or ')}. Say which: ${possible.map(name => line('dates', text, name)).join(' or ')}.`,
        ),
      ]
    if (!possible && strange.length)
      return [
        problem(
          path,
          'unknown_date',
          `“${text}” holds ${quoted(strange)}, which is no date that can be told. Name another column, or say how it is written, such as ${line('dates', text, 'dd/mm/yy')}.`,
        ),
      ]
    if (local !== undefined && source.zone === undefined)
      return [
        problem(
          path,
          'no_zone',
          `“${text}” holds “${local}”, which says no time zone. Add the zone of the system it comes from, such as zone: Europe/Berlin.`,
        ),
      ]
    return []
  }

  return {
    get settled() {
      return done
    },
    see,
    keep({ dates }) {
      if (possible?.length === 1) dates[text] = possible[0]!
    },
    problems,
  }
}

function numberColumn({ text, path, as }: Use, source: Source, table: TableColumns): Column {
  const said = typeof source.decimal === 'object' ? source.decimal[text] : source.decimal
  const read = textReader(text, source, table)
  let possible: Decimal[] = said === undefined ? ['.', ','] : [said]
  const open: string[] = []

  function see(values: Values): void {
    const value = typeof values[text] === 'number' ? undefined : read(values)
    if (value === undefined) return
    const { amount } = withoutCurrency(value)
    if (isWhole(amount)) return
    const decimals = decimalsOf(amount).filter(sign => as !== 'integer' || Number.isInteger(readNumber(amount, sign)))
    if (!decimals.length) return
    possible = possible.filter(decimal => decimals.includes(decimal))
    if (possible.length > 1 && readNumber(amount, '.') !== readNumber(amount, ',')) remember(open, value)
  }

  return {
    get settled() {
      return possible.length < 2
    },
    see,
    keep({ decimals }) {
      if (possible.length === 1) decimals[text] = possible[0]!
    },
    problems() {
      if (possible.length === 1 || !open.length) return []
      return [
        problem(
          path,
          'ambiguous_number',
          `“${text}” holds numbers such as ${quoted(open)}, in which the sign may separate thousands or decimals. Say which sign comes before decimals: ${line('decimal', text, '"."')} or ${line('decimal', text, '","')}.`,
        ),
      ]
    },
  }
}

function distinct(uses: readonly Use[]): Use[] {
  return [...new Map(uses.map(use => [`${use.as} ${use.text}`, use])).values()]
}

function remember(samples: string[], value: string): void {
  if (samples.length < SAMPLES && !samples.includes(value)) samples.push(value)
}

const quoted = (samples: readonly string[]): string => samples.map(sample => `“${sample.slice(0, 40)}”`).join(', ')

function line(field: string, column: string, value: string): string {
  const name = /^[\w-]+$/.test(column) ? column : JSON.stringify(column)
  return `${field}: { ${name}: ${value} }`
}

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}
