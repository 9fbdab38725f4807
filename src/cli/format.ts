import { type Cell, drawTable, isNumeric, type Table } from './table.ts'
import { type Terminal, visible } from './terminal.ts'

export const FORMATS = ['text', 'json', 'csv', 'markdown', 'sarif'] as const
export type Format = (typeof FORMATS)[number]

/** What a command answered: the whole value for machines, and what people and spreadsheets see of it. */
export type Answer = Form & { value: unknown }

/** How an answer looks; what is left out is derived from the value. */
export type Form = {
  /** The table of every format but JSON. */
  table?: Table
  /** What people read instead, where a spreadsheet gets more. */
  read?: Table
  /** Instead of a table, the text of Markdown. */
  markdown?(): string
  /** Instead of a table, what is drawn on a terminal. */
  draw?(terminal: Terminal): string
}

/** What people call the person with an id. */
export type NameOf = (person: string) => string

/** The answer in a format; ends with a line break unless it is empty. */
export function print({ value, table: own, ...form }: Answer, format: Format, terminal: Terminal): string {
  if (format === 'json') return `${JSON.stringify(value ?? null, null, 2)}\n`
  if (format === 'csv') return harmless(toCsv(own ?? tableOf(value)), terminal)
  if (format === 'markdown' && form.markdown) return form.markdown()
  if (format === 'text' && form.draw) return form.draw(terminal)
  const table = form.read ?? own ?? readableTable(tableOf(value))
  if (format === 'markdown') return toMarkdown(table)
  return table.rows.length ? drawTable(table, terminal) : 'Nothing to show.\n'
}

/** What programs read exactly as it is, but on a terminal would steer it. */
function harmless(text: string, { interactive }: Terminal): string {
  return interactive ? text.split('\n').map(visible).join('\n') : text
}

/**
 * A table of whatever was answered: one row an item of a list, or one row a field of a single thing. Fields of nested
 * things become columns such as `period.label`.
 */
export function tableOf(value: unknown): Table {
  const items = itemsOf(value)
  if (items) {
    const rows = items.map(item => new Map(flatten(item)))
    const columns = [...new Set(rows.flatMap(row => [...row.keys()]))]
    return { columns, rows: rows.map(row => columns.map(column => row.get(column))) }
  }
  if (value === undefined || value === null) return { columns: [], rows: [] }
  return { columns: ['field', 'value'], rows: flatten(value) }
}

/** Of a table too wide to read, the columns that say something and are not parts of nested things. */
function readableTable({ columns, rows }: Table): Table {
  if (columns.length <= MOST_COLUMNS) return { columns, rows }
  const kept = columns.flatMap((name, i) => (!name.includes('.') && rows.some(row => plain(row[i])) ? [i] : []))
  return { columns: kept.map(i => columns[i] ?? ''), rows: rows.map(row => kept.map(i => row[i])) }
}

const MOST_COLUMNS = 10

/** Comma-separated text as RFC 4180 has it, except that lines end as on Unix. Missing values are empty. */
export function toCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map(row => `${columns.map((_, i) => csvCell(row[i])).join(',')}\n`).join('')
}

/**
 * A text that spreadsheets would run as a formula, made a text by an apostrophe (OWASP ASVS 1.2.10). Numbers stay numbers,
 * negative ones too; `unguard` gives back what was there, apostrophes included.
 */
export function guard(text: string): string {
  return RUNS.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/** The text that was guarded. */
export function unguard(text: string): string {
  return text.startsWith("'") && RUNS.test(text) ? text.slice(1) : text
}

const RUNS = /^'*[=+\-@\t\r\n\0]/
const PLAIN_NUMBER = /^-(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

export function toMarkdown({ columns, rows }: Table): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`
  return [
    line(columns.map(markdownCell)),
    line(columns.map((_, i) => (isNumeric(rows, i) ? '--:' : '---'))),
    ...rows.map(row => line(columns.map((_, i) => markdownCell(plain(row[i]))))),
  ].join('')
}

function plain(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'object' ? cell.text : String(cell)
}

function csvCell(cell: Cell): string {
  const text = typeof cell === 'number' ? plain(cell) : guard(plain(cell))
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function markdownCell(text: string): string {
  const lines = text.split(/\r?\n|\r/)
  return lines
    .map(line => visible(line).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;'))
    .join('<br>')
}

function itemsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  const items = (value as { items?: unknown } | null | undefined)?.items
  return Array.isArray(items) ? items : undefined
}

function flatten(value: unknown, prefix = ''): [string, Cell][] {
  if (!isRecord(value)) return [[prefix || 'value', cellOf(value)]]
  return Object.entries(value).flatMap(([key, part]) => flatten(part, prefix ? `${prefix}.${key}` : key))
}

function cellOf(value: unknown): Cell {
  if (Array.isArray(value) && value.every(part => !isRecord(part) && !Array.isArray(part))) return value.join(', ')
  if (value === null || value === undefined) return null
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
    ? value
    : JSON.stringify(value)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
