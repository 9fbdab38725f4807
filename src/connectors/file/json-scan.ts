/**
 * Finds where a JSON value ends without building it, across any cuts of the text.
 *
 * `advance` reads on from `from` and answers the position after the value, or -1 when the text ended first; call it again
 * with the text that follows. Started at `depth` 1 it finds the end of a list or object whose bracket is already read.
 */
export type ValueScanner = {
  advance(text: string, from: number): number
  /** Whether the value is nested more than `DEPTH_LIMIT` levels. */
  readonly deep: boolean
}

export const DEPTH_LIMIT = 64

export function createValueScanner(depth = 0): ValueScanner {
  let deepest = depth
  let inString = false
  let escaped = false
  let inScalar = false

  function advance(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      if (inString) {
        at = endOfString(text, at)
        if (inString) return -1
        if (depth === 0) return at
        if (at === text.length) return -1
      }
      const code = text.charCodeAt(at)
      if (inScalar) {
        if (isBoundary(code)) return at
      } else if (code === QUOTE) inString = true
      else if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth)
      else if (code === 125 || code === 93) {
        if (--depth <= 0) return at + 1
      } else if (depth === 0 && !isSpace(code)) inScalar = true
    }
    return -1
  }

  function endOfString(text: string, from: number): number {
    const start = escaped ? from + 1 : from
    escaped = false
    for (let quote = text.indexOf('"', start); quote !== -1; quote = text.indexOf('"', quote + 1))
      if (backslashesBefore(text, quote, start) % 2 === 0) {
        inString = false
        return quote + 1
      }
    escaped = backslashesBefore(text, text.length, start) % 2 === 1
    return text.length
  }

  return {
    advance,
    get deep() {
      return deepest > DEPTH_LIMIT
    },
  }
}

const QUOTE = 34
const BACKSLASH = 92

export const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

const isBoundary = (code: number): boolean => isSpace(code) || code === 44 || code === 93 || code === 125

function backslashesBefore(text: string, end: number, start: number): number {
  let at = end
  while (at > start && text.charCodeAt(at - 1) === BACKSLASH) at--
  return end - at
}
