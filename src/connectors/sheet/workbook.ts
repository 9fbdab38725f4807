import { posix } from 'node:path'
import { fail } from '../../core/error.ts'
import { dayOf, showsDay } from './date-cell.ts'
import { readMarkup, stepThroughMarkup } from './markup.ts'
import { type Archive, openArchive } from './zip.ts'

/** What a cell of somebody’s spreadsheet holds; days are texts such as `2026-03-31`, what is empty is `null`. */
export type Cell = string | number | boolean | null

/** A row of a worksheet that holds something, with its number there. */
export type NumberedRow = { number: number; cells: Cell[] }

/** The sheets of a workbook that people see, in their order; their rows come as they are read, some at a time. */
export type Workbook = { sheets: string[]; rows(sheet: string, limits: Limits): Iterable<NumberedRow[]> }

type Limits = { rows: number; columns: number }

const UNPACKED = 200 * 2 ** 20
/** What a cell says whose formula nobody has calculated yet. */
const NOT_CALCULATED = '#CALC!'

/**
 * Opens a workbook as Excel, Google Sheets, Numbers and LibreOffice save it (ECMA-376). Only what cells show is read:
 * formulas are never evaluated, their last value counts.
 */
export function openWorkbook(bytes: Buffer, file: string): Workbook {
  const archive = openArchive(bytes, { name: file, limit: UNPACKED })
  const at = targetsIn(archive, '', file).get('officeDocument')?.[0]?.target ?? 'xl/workbook.xml'
  if (!archive.has(at))
    fail('invalid', `“${file}” is a zip archive and no workbook. Unpack it, and give one of the tables in it.`)
  const { sheets, from1904 } = sheetsIn(archive, at, file)
  const targets = targetsIn(archive, at, file)
  const places = new Map([...targets.values()].flat().map(({ id, target }) => [id, target]))
  const only = (type: string) => targets.get(type)?.[0]?.target
  const strings = stringsIn(archive, only('sharedStrings'), file)
  const dates = datesIn(archive, only('styles'), file)
  return {
    sheets: sheets.map(({ name }) => name),
    rows(sheet, limits) {
      const place = places.get(sheets.find(({ name }) => name === sheet)?.id ?? '')
      if (place === undefined || !archive.has(place)) return []
      return rowsIn(archive.read(place), { file, strings, dates, from1904, limits })
    },
  }
}

type Target = { id: string; target: string }

/** Where the parts lie that a part leads to, by the last word of their type. */
function targetsIn(archive: Archive, of: string, file: string): Map<string, Target[]> {
  const found = new Map<string, Target[]>()
  const folder = posix.dirname(of)
  const relations = posix.join(folder, '_rels', `${posix.basename(of)}.rels`)
  if (!archive.has(relations)) return found
  readMarkup(archive.read(relations), file, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      const type = attribute('Type')?.split('/').at(-1) ?? ''
      const said = attribute('Target') ?? ''
      const target = said.startsWith('/') ? said.slice(1) : posix.join(folder, said)
      found.set(type, [...(found.get(type) ?? []), { id: attribute('Id') ?? '', target }])
    },
  })
  return found
}

function sheetsIn(archive: Archive, at: string, file: string) {
  const sheets: { name: string; id: string }[] = []
  let from1904 = false
  readMarkup(archive.read(at), file, {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
      const isSeen = (attribute('state') ?? 'visible') === 'visible'
      if (name === 'sheet' && isSeen) sheets.push({ name: attribute('name') ?? '', id: attribute('r:id') ?? '' })
    },
  })
  return { sheets, from1904 }
}

/** The texts that cells refer to by number, without the readings of Japanese words that stand beside them. */
function stringsIn(archive: Archive, at: string | undefined, file: string): string[] {
  const strings: string[] = []
  if (at === undefined || !archive.has(at)) return strings
  let [said, inText, inReading] = ['', false, false]
  readMarkup(archive.read(at), file, {
    open(name) {
      if (name === 'si') said = ''
      if (name === 'rPh') inReading = true
      inText = name === 't'
    },
    text(text) {
      if (inText && !inReading) said += text
    },
    close(name) {
      inText = false
      if (name === 'rPh') inReading = false
      if (name === 'si') strings.push(unescaped(said))
    },
  })
  return strings
}

/** For each style of a cell, whether it shows a number as a day. */
function datesIn(archive: Archive, at: string | undefined, file: string): boolean[] {
  const dates: boolean[] = []
  if (at === undefined || !archive.has(at)) return dates
  const codes = new Map<number, string>()
  let inCells = false
  readMarkup(archive.read(at), file, {
    open(name, attribute) {
      const id = Number(attribute('numFmtId') ?? 0)
      if (name === 'numFmt') codes.set(id, attribute('formatCode') ?? '')
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) dates.push(showsDay(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}

type Reading = { file: string; strings: string[]; dates: boolean[]; from1904: boolean; limits: Limits }

function* rowsIn(bytes: Buffer, { file, strings, dates, from1904, limits }: Reading): Generator<NumberedRow[]> {
  let rows: NumberedRow[] = []
  let [first, count] = [0, 0]
  let row: NumberedRow = { number: 0, cells: [] }
  let [column, type, style, value, hasFormula, inValue] = [0, 'n', 0, '', false, false]

  function keep(): void {
    const cell = cellOf()
    if (cell === null || cell === '') return
    if (column > limits.columns)
      fail('limit', `The sheet in “${file}” has more than ${limits.columns} columns. Keep only those you need.`)
    while (row.cells.length < column - 1) row.cells.push(null)
    row.cells[column - 1] = cell
  }

  function cellOf(): Cell {
    if (value === '') return hasFormula && type !== 'str' ? NOT_CALCULATED : null
    if (type === 's') return strings[Number(value)] ?? ''
    if (type === 'b') return value === '1' || value === 'true'
    if (type !== 'n') return type === 'e' ? value : unescaped(value)
    const number = Number(value)
    if (!Number.isFinite(number)) return value
    return (dates[style] ? dayOf(number, from1904) : undefined) ?? number
  }

  const steps = stepThroughMarkup(bytes, file, {
    open(name, attribute) {
      if (name === 'row') row = { number: numberAfter(row.number, attribute('r')), cells: [] }
      if (name === 'row') column = 0
      if (name === 'c') {
        column = columnOf(attribute('r')) ?? column + 1
        ;[type, style, value, hasFormula] = [attribute('t') ?? 'n', Number(attribute('s') ?? 0), '', false]
      }
      if (name === 'f') hasFormula = true
      inValue = name === 'v' || name === 't'
    },
    text(text) {
      if (inValue) value += text
    },
    close(name) {
      inValue = false
      if (name === 'c') keep()
      if (name !== 'row' || row.cells.length === 0) return
      rows.push(row)
      first ||= row.number
      if (row.number - first > limits.rows || ++count > limits.rows + 1)
        fail('limit', `The sheet in “${file}” has more than ${limits.rows.toLocaleString('en')} rows. Split it.`)
    },
  })
  for (const _ of steps) {
    if (rows.length > 0) yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** The number that a row says it has, as long as rows follow each other. */
function numberAfter(before: number, said: string | undefined): number {
  const number = Number(said)
  return Number.isInteger(number) && number > before ? number : before + 1
}

/** Characters that XML cannot hold are written as `_x000D_`. */
const unescaped = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** 28 for `AB7`. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}
