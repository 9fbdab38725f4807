import type { Problem } from '../../core/problem.ts'
import { declarationsOf, type Made } from './exchange/declare.ts'
import type { Field, Remark, Table } from './exchange/field.ts'
import { itemsOf, type Skipped } from './exchange/item.ts'
import type { Known, Settings } from './exchange/known.ts'
import { columnsOf, LAYOUTS, type Layout, layoutOf } from './exchange/layout.ts'
import { type Remarks, rowsOf } from './exchange/row.ts'

/**
 * Goals that come from another tool’s table: told by its columns, row by row, into declarations, with everything that is wrong
 * at once. What is declared already is a part of the answer: the same table twice changes nothing.
 */

export type Asked = {
  table: Table
  layout?: string
  /** What a goal says → the column that says it. */
  mapping?: Readonly<Record<string, string>>
} & Omit<Settings, 'layout'>

export type Exchange = {
  layout: string | null
  made: Made[]
  skipped: Skipped[]
  /** Columns that nothing reads. */
  unread: string[]
} & Remarks

/** Everything a table of goals says of a company. */
export function readGoals({ table, layout: named, mapping, ...settings }: Asked, known: Known): Exchange {
  const empty = { made: [], skipped: [], unread: [], notes: [] }
  const layout = chosenLayout(table.columns, named, mapping)
  if (!layout) return { ...empty, layout: null, problems: [unknownLayout(table)] }
  const columns = columnsOf(table.columns, layout, mapping)
  const missing = columns.at.has('title') || columns.at.has('result') ? [] : [noTitle(layout, table)]
  const problems = [...columns.problems, ...missing]
  if (problems.length > 0) return { ...empty, layout: layout.name, problems }
  const remarks: Remarks = { problems: [], notes: [] }
  const rows = rowsOf(table, columns, layout, remarks)
  const items = itemsOf(rows, layout)
  const made = declarationsOf(items, known, { layout, ...settings })
  if (rows.length === 0) remarks.problems.push(general(table, 'no_row', 'There is no row below the columns’ names.'))
  return {
    layout: layout.name,
    made,
    skipped: items.skipped,
    unread: columns.unread,
    ...remarks,
  }
}

function chosenLayout(columns: readonly string[], named?: string, mapping?: Asked['mapping']): Layout | undefined {
  if (named !== undefined) return LAYOUTS.find(({ name }) => name === named)
  return layoutOf(columns) ?? (mapping ? LAYOUTS.find(({ name }) => name === 'spreadsheet') : undefined)
}

const general = (table: Table, code: string, message: string): Remark => ({
  row: Math.max(1, table.firstRow - 1),
  column: null,
  code,
  message,
  more: 0,
})

function unknownLayout(table: Table): Remark {
  const named = table.columns.slice(0, 12).join(', ')
  const sentence = `These columns are those of no layout that is known: ${named}. Name the layout that is meant, or map the columns, “title” and “type” or “result” at least.`
  return general(table, 'unknown_layout', sentence)
}

function noTitle(layout: Layout, table: Table): Remark {
  const titles = layout.columns.title?.map(each => `“${each}”`).join(' or ')
  return general(
    table,
    'no_title_column',
    `The layout ${layout.name} needs a column ${titles}. Map another one to “title”.`,
  )
}

/** A problem of a declaration at the row and column that say what is wrong. */
export function remarkOn({ item, rows }: Made, { path, code, message }: Problem): Remark {
  const [field, index, part] = path
  const isResult = field === 'results' && typeof index === 'number'
  const row = (isResult ? rows[index] : undefined) ?? item.row
  const fields = isResult ? RESULT_FIELDS[String(part)] : GOAL_FIELDS[String(field)]
  const own = code === 'no_result' ? NO_RESULT : message
  return { row: row.number, column: row.columnOf(fields ?? ['result', 'title']), code, message: own, more: 0 }
}

const NO_RESULT =
  'This goal has no key result, so nobody can see whether it is reached. Add a row for one below it, or give it a start and a target value.'

const GOAL_FIELDS: Readonly<Record<string, readonly Field[]>> = {
  name: ['name', 'title'],
  owner: ['owner', 'teams'],
  binds: ['teams'],
  level: ['level'],
  cycle: ['period', 'startDate'],
  objective: ['objective'],
  parent: ['parent', 'order'],
  contributors: ['contributors'],
  dependencies: ['dependencies'],
  notDoing: ['notDoing'],
  checkIn: ['checkIn'],
}

const RESULT_FIELDS: Readonly<Record<string, readonly Field[]>> = {
  name: ['result', 'title'],
  metric: ['metric'],
  unit: ['unit'],
  from: ['from', 'to'],
  to: ['to', 'from'],
  keep: ['keep'],
  done: ['done'],
  establish: ['establish'],
  by: ['by', 'endDate'],
  kind: ['kind'],
  weight: ['weight'],
}
