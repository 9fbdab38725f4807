import { type Operand, testsIn } from '../../core/condition.ts'
import { conditionOf, type Filter, fieldsOf } from '../../core/filter.ts'
import { nearest, type Problem } from '../../core/problem.ts'
import { type Columns, cellsOf, namesOf, type Source, type ValueType } from './source.ts'

/** The columns of a file. */
export type TableColumns = {
  columns: readonly string[]
  /** Whether rows may hold more columns than were seen, as JSON rows do. */
  open?: boolean
  /** Whether every cell is text, as in CSV. */
  text?: boolean
}

/** What a text in a mapping stands for: one column, or text with columns in it. */
export type Expression = { column: string } | { parts: (string | { column: string })[] }

/** One use of a column or template; dates and numbers among them have to be settled before they can be read. */
export type Use = { text: string; path: Problem['path']; as: 'date' | 'number' | 'integer' | 'plain' }

/** Reads a text of a mapping; a text that is a column's name is that column, even with braces in it. */
export function expressionOf(text: string, { columns }: TableColumns): Expression {
  if (!text.includes('{') || columns.includes(text)) return { column: text }
  const parts = text
    .split(/(\{[^{}]*\})/)
    .filter(part => part)
    .map(part => (/^\{.*\}$/s.test(part) ? { column: part.slice(1, -1) } : part))
  return { parts }
}

/** Every use of a column in a source, with its place. */
export function usesOf(source: Source): Use[] {
  const uses: Use[] = []
  const add = (columns: Columns | undefined, path: Problem['path'], type?: ValueType) => {
    for (const text of [columns ?? []].flat()) uses.push({ text, path, as: kindOf(type ?? source.types?.[text]) })
  }
  add(source.key, ['key'], 'text')
  for (const who of ['person', 'account'] as const)
    for (const { columns, path } of namesOf(source, who)) add(columns, path, 'text')
  add(source.asOf, ['asOf'], 'instant')
  for (const { cell, path, key } of cellsOf(source)) {
    if (typeof cell !== 'object' || Array.isArray(cell)) add(cell, path)
    else if ('column' in cell) {
      add(cell.column, path, cell.map ? 'text' : cell.type)
      if (cell.currency?.startsWith('{')) add(cell.currency, path, 'text')
    }
    if (key.includes('{')) add(key, path, 'text')
  }
  for (const [index, event] of source.events.entries()) {
    const path = ['events', index]
    if (typeof event.name === 'string' && event.name.includes('{')) add(event.name, [...path, 'name'], 'text')
    add(event.at, [...path, 'at'], 'instant')
    add(event.key, [...path, 'key'], 'text')
    for (const column of Object.keys(event.each ?? {})) add(column, [...path, 'each', column], 'instant')
  }
  for (const { filter, path } of filtersOf(source)) for (const field of fieldsOf(filter)) add(field, path)
  return uses
}

function filtersOf(source: Source): { filter: Filter; path: Problem['path'] }[] {
  const events = source.events.flatMap(({ when }, index) =>
    when ? [{ filter: when, path: ['events', index, 'when'] }] : [],
  )
  return source.skip ? [...events, { filter: source.skip, path: ['skip'] }] : events
}

function kindOf(type: ValueType | undefined): Use['as'] {
  if (type === 'date' || type === 'instant') return 'date'
  if (type === 'integer') return 'integer'
  return type === 'number' || type === 'money' ? 'number' : 'plain'
}

/** Every column that the source names and the file does not have, with the name that was probably meant. */
export function checkColumns(source: Source, table: TableColumns): Problem[] {
  const named = [
    ...usesOf(source).flatMap(({ text, path }) => columnsIn(text, table).map(column => ({ column, path }))),
    ...byColumn(source.types, 'types'),
    ...byColumn(source.dates, 'dates'),
    ...byColumn(source.decimal, 'decimal'),
  ]
  const problems = new Map<string, Problem>()
  if (!table.open && named.length > 1 && !named.some(({ column }) => table.columns.includes(column)))
    return [
      {
        path: ['file'],
        code: 'wrong_file',
        message: `The file has none of the columns that the source reads. Is it the right file? It has ${listed(table.columns)}.`,
      },
    ]
  for (const { column, path } of named) {
    if (table.columns.includes(column)) continue
    const meant = nearest(column, table.columns)
    if (table.open && (!meant || isOfPairs(column, source))) continue
    const advice = meant ? `Did you mean “${meant}”?` : `It has ${listed(table.columns)}.`
    problems.set(JSON.stringify([path, column]), {
      path,
      code: 'unknown_column',
      message: `The file has no column “${column}”. ${advice}`,
      ...(meant && { repair: meant }),
    })
  }
  return [...problems.values(), ...(table.text ? checkOperands(source) : [])]
}

/** Which keys a list of pairs has differs from row to row. */
const isOfPairs = (column: string, { pairs }: Source): boolean =>
  pairs?.some(field => column.startsWith(`${field}.`)) ?? false

/** Filters that compare a cell with what no text equals. */
function checkOperands(source: Source): Problem[] {
  return filtersOf(source).flatMap(({ filter, path }) =>
    testsIn(conditionOf(filter)).flatMap(({ property, operator, operand }) => {
      const type = typeof ([operand] as Operand[]).flat()[0]
      if (source.types?.[property] || operator === 'exists' || (type !== 'number' && type !== 'boolean')) return []
      const message = `“${property}” is text in this file, and is compared with a ${type}. Add types: { ${property}: ${type} }.`
      return [{ path: [...path, property], code: 'text_compared', message, repair: `types: { ${property}: ${type} }` }]
    }),
  )
}

function byColumn(setting: unknown, field: string): { column: string; path: Problem['path'] }[] {
  if (typeof setting !== 'object' || setting === null) return []
  return Object.keys(setting)
    .filter(text => !text.includes('{'))
    .map(column => ({ column, path: [field, column] }))
}

function columnsIn(text: string, table: TableColumns): string[] {
  const expression = expressionOf(text, table)
  if ('column' in expression) return [expression.column]
  return expression.parts.flatMap(part => (typeof part === 'string' ? [] : [part.column]))
}

function listed(columns: readonly string[]): string {
  const shown = columns.slice(0, 12).join(', ')
  return columns.length > 12 ? `${shown} and ${columns.length - 12} more` : shown || 'no columns'
}
