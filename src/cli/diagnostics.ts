import { type Terminal, visible, widthOf } from './terminal.ts'

export type Place = { line: number; column: number; length: number }

/** One mistake in a file that a person wrote, with the place to look at. */
export type Diagnostic = {
  /** As the person would type it. */
  file: string
  /** Line and column count from 1; both 0 when the whole file is meant. */
  line: number
  column: number
  length: number
  code: string
  /** A sentence: what is wrong and what to do. */
  message: string
  /** What to write instead, when that is known. */
  repair?: string
  /** The line as it stands in the file. */
  text?: string
}

/** Every mistake with its place, the line it is on and a mark under the words that are meant, then how many there are. */
export function drawDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): string {
  const parts = diagnostics.toSorted(byPlace).map(each => drawDiagnostic(each, terminal))
  return `${parts.join('\n')}\n${count(diagnostics)}\n`
}

function drawDiagnostic(each: Diagnostic, terminal: Terminal): string {
  const place = each.line ? `${each.file}:${each.line}:${each.column}` : each.file
  const head = `${terminal.paint(visible(place), 'bold')}: ${visible(each.message)}\n`
  if (!each.line || each.text === undefined) return head
  const number = String(each.line)
  const margin = ' '.repeat(number.length)
  const { text, before, length } = excerpt(each.text, each.column, each.length, terminal.width - number.length - 5)
  const hint = each.repair && !each.message.includes(each.repair) ? ` did you mean “${visible(each.repair)}”?` : ''
  const mark = terminal.paint(`${'^'.repeat(length)}${hint}`, 'red')
  const line = terminal.symbols.line
  return `${head}  ${terminal.paint(`${number} ${line}`, 'dim')} ${text}\n  ${terminal.paint(`${margin} ${line}`, 'dim')} ${' '.repeat(before)}${mark}\n`
}

/** The part of a long line that shows the marked words. */
function excerpt(line: string, column: number, length: number, width: number) {
  const start = column - 1 + length > width ? Math.max(0, Math.min(column - 1 - 10, column - 1 + length - width)) : 0
  const text = visible(line.slice(start, start + width))
  const before = widthOf(visible(line.slice(start, column - 1)))
  const marked = widthOf(visible(line.slice(column - 1, column - 1 + length)))
  return { text, before, length: Math.max(1, Math.min(marked, width - before)) }
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
}

function count(diagnostics: readonly Diagnostic[]): string {
  const files = new Set(diagnostics.map(each => each.file)).size
  return `${diagnostics.length} ${diagnostics.length === 1 ? 'mistake' : 'mistakes'} in ${files} ${files === 1 ? 'file' : 'files'}.`
}
