import { fail } from '../../core/error.ts'

/** How a delimited text is written. */
export type Shape = { delimiter: string; quote: string; lineEnd: '\n' | '\r' }

/** One record of a delimited text; with a `fault` it could not be read and `cells` is empty. */
export type TextRecord = {
  /** The file's line on which it begins, from 1. */
  line: number
  cells: string[]
  /** The record as it stands in the file, without its line end. */
  raw: string
  fault?: string
}

/** No record may be longer, in characters; what is, is a broken quote or no table. */
export const RECORD_LIMIT = 1 << 20
const RAW_KEPT = 2000
const RESCAN_LIMIT = 1 << 25

/**
 * Reads records by RFC 4180 from text that arrives in pieces; memory stays within a few records' length.
 *
 * Lines end with LF or CRLF (or with CR where the shape says so), blank ones are left out. A quote opens only at the start
 * of a cell; elsewhere it is a character like any other. A record whose quoting breaks, or does not close within
 * `RECORD_LIMIT`, is given up at the end of its first line with a sentence, and reading goes on with the next line: one
 * stray quote costs one row. The result does not depend on how the text was cut.
 */
export type RecordReader = {
  feed(text: string): void
  /** Says that no more text will come. */
  end(): void
  /** The next record, or `undefined` when more text is needed or all has been read. */
  next(): TextRecord | undefined
}

export function createRecordReader({ delimiter, quote, lineEnd }: Shape, longest = RECORD_LIMIT): RecordReader {
  const doubled = quote + quote
  const delimiterCode = delimiter.charCodeAt(0)
  const quoteCode = quote.charCodeAt(0)
  const lineEndCode = lineEnd.charCodeAt(0)
  let text = ''
  let at = 0
  let line = 1
  let ended = false
  let skipping = false
  let quoteAt = -1
  let delimiterAt = -1
  let delimiterFrom = 0
  let rescanned = 0

  function feed(more: string): void {
    text = at < text.length ? text.slice(at) + more : more
    at = 0
    quoteAt = -1
    delimiterAt = -1
  }

  function next(): TextRecord | undefined {
    for (;;) {
      if (skipping && !skipLine()) return undefined
      if (at >= text.length) return undefined
      const lineBreak = text.indexOf(lineEnd, at)
      const stop = lineBreak === -1 ? text.length : lineBreak
      if (stop - at > longest) return giveUp(tooLong, stop)
      if (lineBreak === -1 && !ended) return undefined
      if (quoteAt < at) quoteAt = indexOrEnd(text.indexOf(quote, at))
      if (quoteAt < stop) return quoted(stop)
      const end = contentEnd(stop)
      const start = at
      at = stop + 1
      line++
      if (end === start) continue
      const raw = text.slice(start, end)
      return { line: line - 1, cells: raw.split(delimiter), raw }
    }
  }

  /** The record at `at`, known to hold a quote in its first line; moves `at` unless it needs more text. */
  function quoted(firstStop: number): TextRecord | undefined {
    const limit = at + longest
    const cells: string[] = []
    let position = at
    let stop = firstStop
    let lines = 1
    for (;;) {
      if (text.charCodeAt(position) !== quoteCode) {
        if (delimiterAt < position || delimiterFrom > position) {
          delimiterAt = indexOrEnd(text.indexOf(delimiter, position))
          delimiterFrom = position
        }
        if (delimiterAt < stop) {
          cells.push(text.slice(position, delimiterAt))
          position = delimiterAt + 1
          continue
        }
        const end = Math.max(position, contentEnd(stop))
        cells.push(text.slice(position, end))
        return finish(cells, end, stop + 1, lines)
      }
      const close = closingQuote(position + 1, limit)
      if (close === -1) return ended || text.length > limit + 1 ? giveUp(unclosed, firstStop) : undefined
      const cell = text.slice(position + 1, close)
      cells.push(cell.includes(quote) ? cell.replaceAll(doubled, quote) : cell)
      if (close > stop) {
        lines += lineBreaksIn(stop, close)
        stop = text.indexOf(lineEnd, close)
        if (stop === -1 || stop > limit) {
          if (stop === -1 && !ended && text.length <= limit) return undefined
          if ((stop === -1 ? text.length : stop) > limit) return giveUp(unclosed, firstStop)
          stop = text.length
        }
      }
      const after = close + 1
      if (after >= stop || (after === stop - 1 && contentEnd(stop) === after))
        return finish(cells, after, stop + 1, lines)
      if (text.charCodeAt(after) !== delimiterCode) {
        rescanned += close - at
        return giveUp(strayText, firstStop)
      }
      position = after + 1
    }
  }

  /** Where the quoted cell ends, or -1 when no quote before the limit closes it. */
  function closingQuote(from: number, limit: number): number {
    for (
      let found = text.indexOf(quote, from);
      found !== -1 && found <= limit;
      found = text.indexOf(quote, found + 2)
    ) {
      if (found + 1 === text.length && !ended) return -1
      if (text.charCodeAt(found + 1) !== quoteCode) return found
    }
    return -1
  }

  function finish(cells: string[], end: number, following: number, lines: number): TextRecord {
    const record = { line, cells, raw: text.slice(at, end) }
    at = following
    line += lines
    return record
  }

  function giveUp(sentence: (line: number) => string, stop: number): TextRecord {
    if (sentence === unclosed) rescanned += Math.min(longest, text.length - at)
    if (rescanned > RESCAN_LIMIT)
      fail('invalid', `The quotes around line ${line} do not pair up. Check the quote character, or mend the file.`)
    const end = Math.min(contentEnd(stop), at + (stop - at > longest ? Math.min(RAW_KEPT, longest) : longest))
    const record = { line, cells: [], raw: text.slice(at, end), fault: sentence(line) }
    if (stop < text.length) {
      at = stop + 1
      line++
    } else {
      at = text.length
      skipping = !ended
    }
    return record
  }

  function skipLine(): boolean {
    const lineBreak = text.indexOf(lineEnd, at)
    if (lineBreak === -1) {
      at = text.length
      return false
    }
    at = lineBreak + 1
    line++
    skipping = false
    return true
  }

  const contentEnd = (stop: number): number =>
    lineEndCode === 10 && stop > at && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop

  const indexOrEnd = (index: number): number => (index === -1 ? text.length : index)

  function lineBreaksIn(from: number, to: number): number {
    let count = 0
    for (let found = from; found !== -1 && found < to; found = text.indexOf(lineEnd, found + 1)) count++
    return count
  }

  return {
    feed,
    end() {
      ended = true
    },
    next,
  }
}

const tooLong = (line: number): string =>
  `Line ${line} is longer than ${RECORD_LIMIT.toLocaleString('en')} characters, too long for a row.`
const unclosed = (line: number): string =>
  `The row on line ${line} has a quote that is never closed. Close it, or double it if it belongs to the text.`
const strayText = (line: number): string =>
  `On line ${line} text follows a closing quote. Double the quotes that belong to the text.`
