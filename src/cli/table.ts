import { type Style, type Terminal, visible, widthOf } from './terminal.ts'

export type Cell = string | number | boolean | null | undefined | { text: string; style: Style }

/** What every format prints: named columns and rows of plain values. */
export type Table = { columns: string[]; rows: Cell[][] }

const GAP = '  '
const NARROWEST = 12

/**
 * The table as aligned lines that fit the terminal. Columns of numbers stand right; long text wraps, between words as long
 * as there is room for whole ones, and is cut when it would fill a page; what still does not fit follows as further tables
 * that repeat the first column.
 */
export function drawTable({ columns, rows }: Table, terminal: Terminal): string {
  const shown = rows.map(row => columns.map((_, i) => show(row[i], terminal)))
  const right = columns.map((_, i) => isNumeric(rows, i))
  const natural = columns.map((name, i) => Math.max(widthOf(name), ...shown.map(row => widthOf(row[i]?.text ?? ''))))
  const words = columns.map((name, i) => longestWord([name, ...shown.map(row => row[i]?.text ?? '')]))
  const widths = shrink(shrink(natural, right, terminal.width, words), right, terminal.width)
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
  return { text: visible(readableInstant(String(cell))) }
}

/** An instant as people write it, to the minute; other texts as they are. */
export function readableInstant(text: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{3}Z$/.exec(text) ?? []
  return day && time ? `${day} ${time} UTC` : text
}

const longestWord = (texts: readonly string[]): number =>
  Math.max(0, ...texts.flatMap(text => text.split(' ')).map(widthOf))

/** Widths that together fit, as far as columns of text may shrink: the widest first, none below its floor. */
function shrink(natural: number[], right: boolean[], available: number, floors: readonly number[] = []): number[] {
  const widths = natural.map((width, i) => (right[i] ? width : Math.min(width, available)))
  const floor = widths.map((_, i) => Math.max(NARROWEST, floors[i] ?? 0))
  let excess = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - available
  for (; excess > 0; excess--) {
    const widest = widths.reduce((best, width, i) => {
      const shrinks = !right[i] && width > (floor[i] ?? 0)
      return shrinks && width > (widths[best] ?? 0) ? i : best
    }, -1)
    if (widest < 0) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
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
    const wrapped = cells.map((cell, i) => cutOff(wrap(cell.text, widths[block[i] ?? 0] ?? 0)))
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

const MOST_LINES = 40

const cutOff = (lines: string[]): string[] =>
  lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), '…'] : lines

/** Lines of at most `width` columns, broken at spaces where there are any, all as far in as the first. */
export function wrap(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text]
  const indent = /^ */.exec(text)?.[0] ?? ''
  if (indent && indent.length * 2 < width)
    return wrap(text.slice(indent.length), width - indent.length).map(line => indent + line)
  const lines = ['']
  for (const word of text.split(' ').flatMap(word => pieces(word, width))) {
    const last = lines.at(-1) ?? ''
    if (last && widthOf(last) + 1 + widthOf(word) > width) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return lines
}

/** A word in parts that fit, cut after a hyphen or the like where one is near the end of the line. */
function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const parts = ['']
  for (const sign of word) {
    const part = parts.at(-1) ?? ''
    if (widthOf(part + sign) > width) {
      const [, whole = part, rest = ''] = /^(.+[-_/.,])([^-_/.,]+)$/u.exec(part) ?? []
      const keep = widthOf(whole) * 2 >= width ? whole : part
      parts[parts.length - 1] = keep
      parts.push(keep === part ? '' : rest)
    }
    parts[parts.length - 1] += sign
  }
  return parts
}
