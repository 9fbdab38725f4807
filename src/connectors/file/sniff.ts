import { fail } from '../../core/error.ts'
import { createRecordReader, type Shape, type TextRecord } from './records.ts'
import type { TableOptions } from './table.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
const SNIFFED = 100
export const COLUMN_LIMIT = 10_000

/** The start of a delimited file; `whole` when there is no more of it. */
export type Sample = { name: string; text: string; whole: boolean }

/**
 * How a delimited text is written, told from its start.
 *
 * The delimiter is the one that cuts the lines into equally many cells. If two do, on every line, the file may mean
 * either, and the question is put instead of answered.
 */
export function sniffShape(sample: Sample, options: Pick<TableOptions, 'delimiter' | 'quote' | 'header'>): Shape {
  const lineEnd = sample.text.includes('\n') || !sample.text.includes('\r') ? '\n' : '\r'
  const announced = /^sep=(.)\r?\n/i.exec(sample.text)?.[1]
  const delimiter = options.delimiter ?? announced
  const quote = options.quote ?? sniffQuote(sample.text)
  if (delimiter) return { delimiter, quote, lineEnd }
  const fits = DELIMITERS.map(candidate => fitOf(sample, { delimiter: candidate, quote, lineEnd }, options.header))
    .filter(fit => fit.columns > 1)
    .sort((a, b) => b.share - a.share || b.columns - a.columns)
  const [best, second] = fits
  if (best && second && second.share === best.share)
    fail(
      'invalid',
      `In “${sample.name}” both ${wordFor(best.delimiter)} and ${wordFor(second.delimiter)} may separate the columns. Say which: delimiter: ${JSON.stringify(best.delimiter)} or delimiter: ${JSON.stringify(second.delimiter)}.`,
      { reason: 'delimiter' },
    )
  return { delimiter: best?.delimiter ?? ',', quote, lineEnd }
}

/** The first records of a sample; the last one only when it is certainly complete. */
export function firstRecords(sample: Sample, shape: Shape, count: number): TextRecord[] {
  const reader = createRecordReader(shape)
  reader.feed(sample.text)
  if (sample.whole) reader.end()
  const records: TextRecord[] = []
  for (let record = reader.next(); record && records.length < count; record = reader.next()) records.push(record)
  return records
}

function fitOf(
  sample: Sample,
  shape: Shape,
  header: TableOptions['header'],
): { delimiter: string; columns: number; share: number } {
  const all = firstRecords(sample, shape, SNIFFED)
  const first = all.findIndex(record => isHeader(record, header))
  const records = first === -1 ? [] : all.slice(first)
  const columns = records[0]?.cells.length ?? 0
  const equal = records.filter(record => record.cells.length === columns).length
  return { delimiter: shape.delimiter, columns, share: records.length ? equal / records.length : 0 }
}

/** Whether a record may be the one that names the columns: any from a line on, or the one that names a certain column. */
function isHeader({ line, cells }: TextRecord, header: TableOptions['header']): boolean {
  return typeof header === 'string' ? cells.some(cell => cell.trim() === header) : line >= Number(header ?? 1)
}

/** A single quote, when cells of every line stand in single quotes and none in double ones. */
function sniffQuote(text: string): string {
  const lines = text.split(/\r?\n|\r/, 20).filter(line => line)
  const quotedBy = (quote: string) => new RegExp(`(^|[,;\\t|])${quote}[^${quote}]*${quote}([,;\\t|]|$)`)
  const single = quotedBy("'")
  const double = quotedBy('"')
  return lines.length > 1 && lines.every(line => single.test(line)) && !lines.some(line => double.test(line))
    ? "'"
    : '"'
}

function wordFor(delimiter: string): string {
  return { ',': 'the comma', ';': 'the semicolon', '\t': 'the tab', '|': 'the bar' }[delimiter] ?? `“${delimiter}”`
}

/**
 * The columns' names and the line after which the rows begin.
 *
 * Names are trimmed; a cell without one becomes `column 3`, and names that occur twice become `Name (1)`, `Name (2)`, so
 * that no column hides another. A first line that may be data is asked about. Titles and remarks that some exports put on
 * top are passed over by the number of the line that names the columns, or by one of the columns that it names.
 */
export function sniffHeader(
  sample: Sample,
  shape: Shape,
  header: TableOptions['header'],
): { columns: string[]; after: number } {
  const looked = typeof header === 'string' ? SNIFFED : typeof header === 'number' ? header + 1 : 2
  const records = firstRecords(sample, shape, looked)
  const isAnnouncement = (record: TextRecord) => record.line === 1 && /^sep=.$/i.test(record.raw)
  const first = records.find(record => !isAnnouncement(record) && isHeader(record, header))
  if (!first && typeof header === 'string')
    fail(
      'invalid',
      `No line at the start of “${sample.name}” names a column “${header}”. Export it with that column, or correct header.`,
      { reason: 'header' },
    )
  if (!first || first.fault) {
    const why = first?.fault ?? (sample.whole ? 'Export it again, with its header line.' : TOO_LONG)
    return fail('invalid', `“${sample.name}” has no readable header line. ${why}`)
  }
  if (first.cells.length > COLUMN_LIMIT)
    fail(
      'limit',
      `“${sample.name}” has ${first.cells.length.toLocaleString('en')} columns; at most ${COLUMN_LIMIT.toLocaleString('en')} can be read. Export only the columns you need.`,
      { reason: 'columns' },
    )
  if (header === false) return { columns: first.cells.map((_, index) => `column ${index + 1}`), after: first.line - 1 }
  if (header === undefined) refuseData(sample.name, first.cells)
  return { columns: nameColumns(first.cells), after: first.line }
}

const TOO_LONG = 'Its first line does not end. Check that rows end in line breaks, or export fewer columns.'

function refuseData(name: string, cells: readonly string[]): void {
  const data = cells.find(cell => DATA.some(pattern => pattern.test(cell.trim())))
  const named = cells.filter(cell => cell.trim()).length
  if (data === undefined && named * 2 >= cells.length) return
  const why = data === undefined ? 'most of its cells are empty' : `it holds “${data.trim().slice(0, 40)}”`
  fail(
    'invalid',
    `The first line of “${name}” may be data: ${why}. Say header: true if it names the columns, header: false if nothing does, or the number of the line that does.`,
    { reason: 'header' },
  )
}

const DATA = [
  /^[-+]?\d[\d.,' ]*%?$/,
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?$/,
  /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  /^https?:\/\//,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^(?=.*\d)[0-9a-f]{16,}$/i,
  /^(true|false)$/i,
]

/** Names for columns, so that none is without one and none hides another. */
export function nameColumns(cells: readonly string[]): string[] {
  const names = cells.map((cell, index) => cell.trim() || `column ${index + 1}`)
  const total = new Map<string, number>()
  for (const name of names) total.set(name, (total.get(name) ?? 0) + 1)
  const taken = new Set(names)
  const seen = new Map<string, number>()
  return names.map(name => {
    if (total.get(name) === 1) return name
    let count = seen.get(name) ?? 0
    let distinct: string
    do distinct = `${name} (${++count})`
    while (taken.has(distinct))
    seen.set(name, count)
    return distinct
  })
}
