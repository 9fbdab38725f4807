import { fail } from '../../core/error.ts'
import { createValueScanner, isSpace } from './json-scan.ts'
import { RECORD_LIMIT } from './records.ts'

/** One value of a list, as text; `fault` when it is too large or nested too deep to be kept. */
export type Element = { line: number; raw: string; fault?: string }

/** Reads the values of a list from JSON text that arrives in pieces; memory stays within one value's length. */
export type ElementReader = {
  feed(text: string): void
  end(): void
  /** The next value, or `undefined` when more text is needed or the list has been read. */
  next(): Element | undefined
}

/** The values of a JSON list, or of the list that a JSON object holds under `list`; or one value a line. */
export function createElementReader(from: 'list' | 'lines' | { list: string }): ElementReader {
  const cursor = createCursor()
  const steps =
    from === 'lines' ? readLines(cursor) : from === 'list' ? readList(cursor) : readMember(cursor, from.list)
  return {
    feed: cursor.feed,
    end: cursor.end,
    next: () => steps.next().value ?? undefined,
  }
}

/** Collects the names under which a JSON object holds lists of objects; feed it the whole text. */
export function createListSurvey(): { feed(text: string): void; end(): void; readonly lists: readonly string[] } {
  const cursor = createCursor()
  const lists: string[] = []
  const steps = survey(cursor, lists)
  return {
    feed(text) {
      cursor.feed(text)
      steps.next()
    },
    end() {
      cursor.end()
      steps.next()
    },
    lists,
  }
}

/** The position in a text that arrives in pieces; every reader consumes all of a piece before it asks for the next. */
type Cursor = {
  text: string
  at: number
  line: number
  ended: boolean
  feed(text: string): void
  end(): void
}

type Steps<Result> = Generator<Element | undefined, Result, void>

function createCursor(): Cursor {
  const cursor: Cursor = {
    text: '',
    at: 0,
    line: 1,
    ended: false,
    feed(text) {
      cursor.text = cursor.at < cursor.text.length ? cursor.text.slice(cursor.at) + text : text
      cursor.at = 0
    },
    end() {
      cursor.ended = true
    },
  }
  return cursor
}

function* readLines(cursor: Cursor): Steps<undefined> {
  let kept = ''
  let length = 0
  for (;;) {
    const found = cursor.text.indexOf('\n', cursor.at)
    const stop = found === -1 ? cursor.text.length : found
    length += stop - cursor.at
    if (length <= RECORD_LIMIT) kept += cursor.text.slice(cursor.at, stop)
    cursor.at = found === -1 ? stop : stop + 1
    if (found === -1 && !cursor.ended) {
      yield
      continue
    }
    const { line } = cursor
    if (length > RECORD_LIMIT) yield { line, raw: kept.slice(0, RAW_KEPT), fault: tooLarge(line) }
    else if (kept.trim()) yield { line, raw: kept.trim() }
    if (found === -1) return
    cursor.line++
    kept = ''
    length = 0
  }
}

function* readList(cursor: Cursor): Steps<undefined> {
  if ((yield* skipSpace(cursor)) !== 91) breakOff(cursor, 'a list was expected')
  cursor.at++
  yield* readElements(cursor)
  if ((yield* skipSpace(cursor)) !== END) breakOff(cursor, 'text follows the list')
}

/** The values of a list whose opening bracket is read, up to its closing one. */
function* readElements(cursor: Cursor): Steps<void> {
  if ((yield* skipSpace(cursor)) === 93) {
    cursor.at++
    return
  }
  for (;;) {
    yield yield* readValue(cursor)
    const code = yield* skipSpace(cursor)
    cursor.at++
    if (code === 93) return
    if (code !== 44) breakOff(cursor, 'a comma or the end of the list was expected')
    yield* skipSpace(cursor)
  }
}

function* readMember(cursor: Cursor, list: string): Steps<undefined> {
  let found = false
  yield* readMembers(cursor, function* (name, code) {
    if (name !== list || code !== 91) return yield* skipValue(cursor)
    found = true
    cursor.at++
    yield* readElements(cursor)
  })
  if (!found)
    fail('invalid', `The JSON object holds no list “${list}”. Name the field that holds the rows.`, { reason: 'list' })
}

function* survey(cursor: Cursor, lists: string[]): Steps<undefined> {
  yield* readMembers(cursor, function* (name, code) {
    if (code !== 91) return yield* skipValue(cursor)
    cursor.at++
    if ((yield* skipSpace(cursor)) === 123) lists.push(name)
    yield* skipValue(cursor, 1)
  })
}

function* readMembers(cursor: Cursor, read: (name: string, code: number) => Steps<void>): Steps<undefined> {
  if ((yield* skipSpace(cursor)) !== 123) breakOff(cursor, 'an object was expected')
  cursor.at++
  if ((yield* skipSpace(cursor)) === 125) return
  for (;;) {
    const name = parseName(cursor, (yield* readValue(cursor)).raw)
    if ((yield* skipSpace(cursor)) !== 58) breakOff(cursor, 'a colon was expected')
    cursor.at++
    yield* read(name, yield* skipSpace(cursor))
    const code = yield* skipSpace(cursor)
    cursor.at++
    if (code === 125) return
    if (code !== 44) breakOff(cursor, 'a comma or the end of the object was expected')
    yield* skipSpace(cursor)
  }
}

function parseName(cursor: Cursor, raw: string): string {
  if (!raw.startsWith('"')) breakOff(cursor, 'a name in quotes was expected')
  return JSON.parse(raw) as string
}

function* skipSpace(cursor: Cursor): Steps<number> {
  for (;;) {
    for (; cursor.at < cursor.text.length; cursor.at++) {
      const code = cursor.text.charCodeAt(cursor.at)
      if (!isSpace(code)) return code
      if (code === 10) cursor.line++
    }
    if (cursor.ended) return END
    yield
  }
}

function* readValue(cursor: Cursor): Steps<Element> {
  const { line } = cursor
  const scanner = createValueScanner()
  let kept = ''
  let length = 0
  for (;;) {
    const found = scanner.advance(cursor.text, cursor.at)
    const stop = found === -1 ? cursor.text.length : found
    length += stop - cursor.at
    if (length <= RECORD_LIMIT) kept += cursor.text.slice(cursor.at, stop)
    cursor.line += lineBreaksIn(cursor.text, cursor.at, stop)
    cursor.at = stop
    if (found !== -1) break
    if (cursor.ended) breakOff(cursor, `the value that begins on line ${line} has no end`)
    yield
  }
  if (length > RECORD_LIMIT) return { line, raw: kept.slice(0, RAW_KEPT), fault: tooLarge(line) }
  return scanner.deep ? { line, raw: kept, fault: tooDeep(line) } : { line, raw: kept }
}

function* skipValue(cursor: Cursor, depth = 0): Steps<void> {
  const scanner = createValueScanner(depth)
  for (;;) {
    const found = scanner.advance(cursor.text, cursor.at)
    const stop = found === -1 ? cursor.text.length : found
    cursor.line += lineBreaksIn(cursor.text, cursor.at, stop)
    cursor.at = stop
    if (found !== -1) return
    if (cursor.ended) breakOff(cursor, 'the file ends in the middle of a value')
    yield
  }
}

const END = -1
const RAW_KEPT = 2000

function breakOff(cursor: Cursor, what: string): never {
  const at = cursor.ended && cursor.at >= cursor.text.length ? 'at its end' : `on line ${cursor.line}`
  return fail('invalid', `The JSON is broken ${at}: ${what}. Export it again.`, { reason: 'damaged' })
}

function lineBreaksIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

const tooLarge = (line: number): string =>
  `The row on line ${line} is longer than ${RECORD_LIMIT.toLocaleString('en')} characters, too long for a row.`
const tooDeep = (line: number): string => `The row on line ${line} is nested too deep for a row.`
