import type { PlainDate } from '../../../core/calendar.ts'
import { booleanOf, dateOf, FORMULA_ERROR, numberOf, type Read, rawOf, textOf } from './cell.ts'
import type { Cell, Field, Remark, Table } from './field.ts'
import type { Columns, Layout } from './layout.ts'
import { readSeveral, type Several } from './several.ts'

/** A row of a table by what its columns say. What cannot be read is remarked, once, and reads as absent. */
export type Row = {
  number: number
  /** Whether the table has a column for a field at all. */
  has(field: Field): boolean
  /** The column of the first of several fields that has one. */
  columnOf(fields: readonly Field[]): string | null
  text(field: Field): string | undefined
  measured(field: Field): { number: number; unit?: string } | undefined
  date(field: Field): PlainDate | undefined
  isTrue(field: Field): boolean
  several(field: Several): unknown
  wrong(field: Field | null, code: string, message: string): void
  note(field: Field | null, message: string): void
}

export type Remarks = { problems: Remark[]; notes: Remark[] }

/** The rows that say something. */
export function rowsOf(table: Table, { at }: Columns, layout: Layout, remarks: Remarks): Row[] {
  return table.rows.flatMap((cells, index) => {
    if (cells.every(cell => textOf(cell) === undefined)) return []
    return [rowOf(cells, table.firstRow + index, { table, at, layout, remarks })]
  })
}

type Setting = { table: Table; at: Columns['at']; layout: Layout; remarks: Remarks }

function rowOf(cells: readonly Cell[], number: number, { table, at, layout, remarks }: Setting): Row {
  const columnOf = (field: Field | null) => (field === null ? null : (table.columns[at.get(field) ?? -1] ?? null))
  const remark = (field: Field | null, code: string, message: string): Remark => ({
    row: number,
    column: columnOf(field),
    code,
    message,
    more: 0,
  })
  const wrong: Row['wrong'] = (field, code, message) => void remarks.problems.push(remark(field, code, message))
  const broken = new Set<number>()
  for (const [field, index] of layout.own ? [] : at) {
    const cell = cells[index]
    if (broken.has(index) || typeof cell !== 'string' || !FORMULA_ERROR.test(cell)) continue
    broken.add(index)
    wrong(field, 'formula_error', `This cell shows ${cell}, so its formula fails or was never calculated. Correct it.`)
  }
  if (cells.slice(table.columns.length).some(cell => textOf(cell) !== undefined))
    wrong(null, 'too_wide', `This row has ${cells.length} cells, and there are ${table.columns.length} columns.`)

  function cellOf(field: Field): Cell {
    const index = at.get(field)
    const cell = index === undefined || broken.has(index) ? null : (cells[index] ?? null)
    return textOf(cell) === undefined && !(layout.own && rawOf(cell) !== undefined) ? null : cell
  }

  function read<T>(field: Field, reader: (cell: Cell) => Read<T>): T | undefined {
    const cell = cellOf(field)
    if (cell === null) return undefined
    const said = reader(cell)
    if (said.wrong === undefined) return said.value
    wrong(field, 'unreadable', said.wrong)
    return undefined
  }

  return {
    number,
    has: field => at.has(field),
    columnOf: fields => columnOf(fields.find(field => at.has(field)) ?? null),
    text: field => (layout.own ? rawOf : textOf)(cellOf(field)),
    measured: field => read(field, numberOf),
    date: field => read(field, dateOf),
    isTrue: field => read(field, booleanOf) ?? false,
    several: field => read(field, cell => readSeveral(field, rawOf(cell) ?? '')),
    wrong,
    note: (field, message) => void remarks.notes.push(remark(field, 'not_kept', message)),
  }
}
