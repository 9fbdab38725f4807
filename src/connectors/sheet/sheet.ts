import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, failOn } from '../../core/error.ts'
import type { Problem } from '../../core/problem.ts'
import { inspect, inWords } from '../file/bytes.ts'
import { openTable } from '../file/open-table.ts'
import { nameColumns } from '../file/sniff.ts'
import { type Cell, openWorkbook } from './workbook.ts'

/** A table as people keep them in spreadsheets, small enough to be held whole. */
export type Sheet = {
  format: 'csv' | 'xlsx'
  /** Which of the sheets it is, and the others that could be named; none in a CSV file. */
  sheet?: string
  others: string[]
  columns: string[]
  /** The number of the first row below the columns’ names, as a spreadsheet counts. */
  firstRow: number
  /** One entry a row from `firstRow` on; rows without anything are empty. */
  rows: Cell[][]
}

export type SheetOptions = { sheet?: string; delimiter?: string }

export const LIMITS = { bytes: 20 * 2 ** 20, rows: 100_000, columns: 500 } as const

/** Reads a CSV file or a sheet of a workbook (.xlsx) whole. Content decides over the file’s name. */
export async function readSheet(path: string, options: SheetOptions = {}): Promise<Sheet> {
  const { size } = await inspect(path)
  if (size > LIMITS.bytes)
    fail('limit', `“${basename(path)}” is larger than ${LIMITS.bytes / 2 ** 20} MB. Keep only the rows you need.`)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw inWords(error, path)
  })
  if (bytes.subarray(0, 4).toString('hex') === '504b0304') return fromWorkbook(bytes, basename(path), options)
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') refuseOld(bytes, basename(path))
  return fromDelimited(path, options)
}

function refuseOld(bytes: Buffer, name: string): never {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    fail('invalid', `“${name}” is locked with a password. Save it without one, or save the sheet as CSV.`)
  return fail('invalid', `“${name}” is an old Excel workbook (.xls). Save it as .xlsx, or save the sheet as CSV.`)
}

function fromWorkbook(bytes: Buffer, name: string, { sheet }: SheetOptions): Sheet {
  const workbook = openWorkbook(bytes, name)
  const listed = workbook.sheets.map(each => `“${each}”`).join(', ')
  if (sheet !== undefined && !workbook.sheets.includes(sheet))
    fail('invalid', `There is no sheet “${sheet}” to be seen in “${name}”. There are ${listed}.`)
  const chosen = sheet ?? workbook.sheets[0]
  if (chosen === undefined) return fail('invalid', `All sheets of “${name}” are hidden. Show the one with the goals.`)
  const rows = [...workbook.rows(chosen, LIMITS)].flat()
  const head = rows.findIndex(({ cells }) => cells.filter(isFilled).length > 1)
  const header = rows[head]
  if (!header) return fail('invalid', `The sheet “${chosen}” of “${name}” has no table. Name another: ${listed}.`)
  const body = rows.slice(head + 1)
  const width = Math.max(header.cells.length, ...body.map(({ cells }) => cells.length))
  const said = Array.from({ length: width }, (_, index) => String(header.cells[index] ?? ''))
  const numbered = new Map(body.map(({ number, cells }) => [number, cells]))
  const firstRow = header.number + 1
  const count = (body.at(-1)?.number ?? header.number) - header.number
  return {
    format: 'xlsx',
    sheet: chosen,
    others: workbook.sheets.filter(each => each !== chosen),
    columns: nameColumns(said),
    firstRow,
    rows: Array.from({ length: count }, (_, index) => numbered.get(firstRow + index) ?? []),
  }
}

const isFilled = (cell: Cell | undefined): boolean => cell !== null && cell !== undefined && cell !== ''

async function fromDelimited(path: string, { delimiter }: SheetOptions): Promise<Sheet> {
  const name = basename(path)
  const table = await openTable(path, delimiter === undefined ? {} : { delimiter })
  if (table.format !== 'csv' && table.format !== 'tsv')
    fail('invalid', `“${name}” is ${table.format}, and goals come as CSV or as a workbook (.xlsx).`)
  if (table.columns.length > LIMITS.columns)
    fail('limit', `“${name}” has more than ${LIMITS.columns} columns. Keep only those you need.`)
  const rows: Cell[][] = []
  const faults: Problem[] = []
  for await (const batch of table.rows()) {
    for (const { values, fault, line } of batch.rows) {
      if (fault) faults.push({ path: [line], code: 'unreadable', message: fault })
      rows.push(table.columns.map(column => cellOf(values[column])))
    }
    if (rows.length > LIMITS.rows)
      fail('limit', `“${name}” has more than ${LIMITS.rows.toLocaleString('en')} rows. Split it.`)
  }
  failOn(faults, name)
  return { format: 'csv', others: [], columns: [...table.columns], firstRow: 2, rows }
}

const cellOf = (value: unknown): Cell => (typeof value === 'string' && value !== '' ? value : null)
