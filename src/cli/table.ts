import { type Style, type Terminal, visible, widthOf } from './terminal.ts'

export type Cell = string | number | boolean | null | undefined | { text: string; style: Style }

/** What every format prints: named columns and rows of plain values. */
export type Table = { columns: string[]; rows: Cell[][] }

const GAP = '  '
const NARROWEST = 12

/**
 * The table as aligned lines that fit the terminal. Columns of numbers stand right; long text wraps; what still does not
 * fit follows as further tables that repeat the first column.
 */
export function drawTable({ columns, rows }: Table, terminal: Terminal): string {
  const shown = rows.map(row => columns.map((_, i) => show(row[i], terminal)))
  const right = columns.map((_, i) => isNumeric(rows, i))
  const natural = columns.map((name, i) => Math.max(widthOf(name), ...shown.map(row => widthOf(row[i]?.text ?? ''))))
  const widths = shrink(natural, right, terminal.width)
  return blocks(widths, terminal.width)
    .map(block => drawBlock(block, columns, shown, widths, right, terminal))
    .join('\n')
}

/** Whether a column holds numbers or quantities such as `61 %` and nothing else, besides what is missing. */
export function isNumeric(rows: readonly Cell[][], column: number): boolean {
  const cells = rows.map(row => row[column]).filter(cell => cell !== null && cell !== undefined && cell !== '')
  return (
    cells.length > 0 &&
    cells.every(cell => typeof cell === 'number' || (typeof cell === 'string' && QUANTITY.test(cell)))
  )
}

const QUANTITY = /^(–|[±+−-]?\d[\d,]*(\.\d+)?( (%|pt|[a-z]{1,7}))?)$/

/** A number for reading: thousands grouped, two digits after the point, four below one. */
export function readable(value: number): string {
  return (Math.abs(value) >= 1 || value === 0 ? LARGE : SMALL).format(value)
}

const LARGE = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const SMALL = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

type Shown = { text: string; style?: Style }

function show(cell: Cell, terminal: Terminal): Shown {
  if (cell === null || cell === undefined) return { text: terminal.symbols.unknown, style: 'dim' }
  if (typeof cell === 'object') return { text: visible(cell.text), style: cell.style }
  if (typeof cell === 'number') return { text: readable(cell) }
  return { text: visible(String(cell)) }
}

function shrink(natural: number[], right: boolean[], available: number): number[] {
  const widths = [...natural]
  const total = () => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length)
  while (total() > available) {
    const widest = widths.reduce((best, width, i) => (!right[i] && width > (widths[best] ?? 0) ? i : best), -1)
    if (widest < 0 || (widths[widest] ?? 0) <= NARROWEST) break
    widths[widest] = Math.max(
      NARROWEST,
      (widths[widest] ?? 0) - (total() - available),
      secondWidest(widths, right, widest),
    )
  }
  return widths
}

/** The width down to which the widest column shrinks before its neighbour shrinks with it. */
function secondWidest(widths: number[], right: boolean[], widest: number): number {
  const others = widths.filter((_, i) => i !== widest && !right[i])
  const next = Math.max(0, ...others)
  return next < (widths[widest] ?? 0) ? next : (widths[widest] ?? 0) - 1
}

/** Columns by the tables they go into. */
function blocks(widths: number[], available: number): number[][] {
  const result: number[][] = [[]]
  let used = 0
  widths.forEach((width, i) => {
    const block = result.at(-1) ?? []
    if (block.length > (result.length > 1 ? 1 : 0) && used + GAP.length + width > available) {
      result.push([0, i])
      used = (widths[0] ?? 0) + GAP.length + width
    } else {
      block.push(i)
      used += width + (block.length > 1 ? GAP.length : 0)
    }
  })
  return result
}

function drawBlock(
  block: number[],
  columns: string[],
  rows: Shown[][],
  widths: number[],
  right: boolean[],
  terminal: Terminal,
): string {
  const line = (cells: Shown[]) => {
    const wrapped = cells.map((cell, i) => wrap(cell.text, widths[block[i] ?? 0] ?? 0))
    const height = Math.max(1, ...wrapped.map(lines => lines.length))
    return Array.from({ length: height }, (_, row) =>
      block
        .map((column, i) => {
          const text = wrapped[i]?.[row] ?? ''
          const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(text)))
          const style = cells[i]?.style
          const painted = style ? terminal.paint(text, style) : text
          return right[column] ? space + painted : painted + space
        })
        .join(GAP)
        .trimEnd(),
    ).join('\n')
  }
  const header = line(block.map(column => ({ text: visible(columns[column] ?? ''), style: 'bold' })))
  return [header, ...rows.map(row => line(block.map(column => row[column] ?? { text: '' })))].join('\n') + '\n'
}

/** Lines of at most `width` columns, broken at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text]
  const lines = ['']
  for (const word of text.split(' ').flatMap(word => pieces(word, width))) {
    const last = lines.at(-1) ?? ''
    if (last && widthOf(last) + 1 + widthOf(word) > width) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return lines
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const parts = ['']
  for (const sign of word) {
    if (widthOf(parts.at(-1) + sign) > width) parts.push('')
    parts[parts.length - 1] += sign
  }
  return parts
}
