import { basename } from 'node:path'
import { fail } from '../../core/error.ts'
import { type Cell, type NumberedRow, openWorkbook } from '../sheet/workbook.ts'
import { readPieces } from './bytes.ts'
import { nameColumns } from './sniff.ts'
import { BATCH, type Batch, type Opening, type Row, type Table, type TableOptions } from './table.ts'

const LIMITS = { bytes: 100 * 2 ** 20, rows: 2 ** 20, columns: 1000 } as const

/**
 * A sheet of a workbook as a table. Cells keep what they are: numbers, yes and no, and texts; days are texts such as
 * `2026-03-31`, empty cells are missing. The columns’ names stand in the first row with more than one cell, unless `header`
 * says otherwise; the workbook is held in memory, its rows are not.
 */
export async function openXlsx({ path, compressed, bytes, options }: Opening): Promise<Table> {
  const name = basename(path)
  const workbook = openWorkbook(await readWhole(path, compressed), name)
  const listed = workbook.sheets.map(each => `“${each}”`).join(', ')
  const sheet = options.sheet ?? workbook.sheets[0]
  if (sheet === undefined) return fail('invalid', `All sheets of “${name}” are hidden. Show the one with the table.`)
  if (!workbook.sheets.includes(sheet))
    fail('invalid', `There is no sheet “${sheet}” to be seen in “${name}”. There are ${listed}.`, { reason: 'sheet' })
  const header = headerOf(workbook.rows(sheet, LIMITS), options.header)
  if (!header) {
    const sought = typeof options.header === 'string' ? `no row that names a column “${options.header}”` : 'no table'
    return fail('invalid', `The sheet “${sheet}” of “${name}” has ${sought}. Its sheets are ${listed}.`, {
      reason: 'header',
    })
  }
  const { columns, after } = header

  async function* rows(): AsyncGenerator<Batch> {
    let batch: Row[] = []
    for (const read of workbook.rows(sheet!, LIMITS)) {
      for (const row of read) {
        if (row.number <= after) continue
        batch.push(rowOf(row, columns))
        if (batch.length < BATCH) continue
        yield { rows: batch, bytesRead: 0 }
        batch = []
      }
    }
    yield { rows: batch, bytesRead: bytes }
  }

  return { path, format: 'xlsx', compressed, columns, open: false, bytes, rows }
}

async function readWhole(path: string, compressed: boolean): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const { bytes } of readPieces(path, compressed)) {
    pieces.push(bytes)
    size += bytes.length
    if (size > LIMITS.bytes)
      fail('limit', `“${basename(path)}” is larger than ${LIMITS.bytes / 2 ** 20} MB. Save the sheet as CSV.`)
  }
  return Buffer.concat(pieces)
}

/** The columns’ names and the number of the row after which the others begin. */
function headerOf(
  read: Iterable<NumberedRow[]>,
  header: TableOptions['header'],
): { columns: string[]; after: number } | undefined {
  for (const rows of read) {
    const found = rows.find(row => isHeader(row, header))
    if (found && header === false)
      return { columns: found.cells.map((_, index) => `column ${index + 1}`), after: found.number - 1 }
    if (found) return { columns: nameColumns(found.cells.map(cell => String(cell ?? ''))), after: found.number }
  }
  return undefined
}

function isHeader({ number, cells }: NumberedRow, header: TableOptions['header']): boolean {
  if (typeof header === 'string') return cells.some(cell => String(cell ?? '').trim() === header)
  if (typeof header === 'number') return number >= header
  return cells.filter(isFilled).length > 1
}

const isFilled = (cell: Cell | undefined): boolean => cell !== null && cell !== undefined && cell !== ''

function rowOf({ number, cells }: NumberedRow, columns: readonly string[]): Row {
  const raw = JSON.stringify(cells)
  if (cells.slice(columns.length).some(isFilled))
    return {
      line: number,
      values: {},
      raw,
      fault: `Row ${number} has ${cells.length} cells, but there are ${columns.length} columns.`,
    }
  const values: Row['values'] = columns.includes('__proto__') ? Object.create(null) : {}
  for (let index = 0; index < columns.length; index++) values[columns[index]!] = cells[index] ?? null
  return { line: number, values, raw }
}
