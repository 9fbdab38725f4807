import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml'
import type { Problem } from '../core/problem.ts'
import type { Diagnostic, Place } from './diagnostics.ts'
import { syntaxSentence } from './yaml-sentences.ts'

/** A declaration as a file holds it, with the way back to the place of each of its fields. */
export type CompanyDocument = {
  kind: string
  name: string
  /** Everything the document says, `kind` and `name` included. */
  value: Fields & { kind: string; name: string }
  file: string
  /** Where a field stands; a missing field is where the group begins that should hold it. */
  positionOf(path: Problem['path'], what?: 'key' | 'value'): Place
  /** The line of the file with that number. */
  lineAt(line: number): string
}

type Fields = Record<string, unknown>
type Fault = { range: [number, number]; code: string; message: string }
type PlaceOf = (start: number, end?: number) => Place

const MAX_ALIASES = 100

/** The declarations of one file and everything wrong with it as YAML. Sound documents survive a bad neighbour. */
export function readDocuments(file: string, source: string): DocumentsOfFile {
  try {
    return readAll(file, source.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const message = 'This file is nested too deeply to be read. Flatten it.'
    return { documents: [], diagnostics: [{ file, line: 0, column: 0, length: 0, code: 'too_deep', message }] }
  }
}

type DocumentsOfFile = { documents: CompanyDocument[]; diagnostics: Diagnostic[] }

function readAll(file: string, text: string): DocumentsOfFile {
  const lines = text.split(/\r\n|\n|\r/)
  const lineCounter = new LineCounter()
  const placeOf: PlaceOf = (start, end = start) => {
    const { line, col } = lineCounter.linePos(Math.min(start, text.length))
    const rest = (lines[line - 1]?.length ?? 0) - col + 1
    return { line: Math.max(line, 1), column: Math.max(col, 1), length: Math.max(1, Math.min(end - start, rest)) }
  }
  const lineAt = (line: number) => lines[line - 1] ?? ''
  const documents: CompanyDocument[] = []
  const diagnostics: Diagnostic[] = []
  const parsed = parseAllDocuments(text, { lineCounter, prettyErrors: false })
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const syntax = syntaxFaults(document, text, placeOf)
    if (!syntax.length && isEmpty(document)) continue
    const early = syntax.length ? syntax : misleadingParts(document)
    const value = early.length ? undefined : plainValue(document)
    const faults = early.length ? early : contentFaults(document, value)
    for (const { range, code, message } of faults) {
      const place = placeOf(...range)
      diagnostics.push({ file, ...place, code, message, text: lineAt(place.line) })
    }
    if (faults.length || !value) continue
    const named = value as CompanyDocument['value']
    const positionOf = locatorOf(document, placeOf)
    documents.push({ kind: named.kind, name: named.name, value: named, file, positionOf, lineAt })
  }
  return { documents, diagnostics }
}

function syntaxFaults(document: Document.Parsed, text: string, placeOf: PlaceOf): Fault[] {
  return firstOfEachLine([...document.errors, ...document.warnings], placeOf).map(error => ({
    range: openBracket(document, text, error) ?? error.pos,
    code: error.code.toLowerCase(),
    message: syntaxSentence(error, text),
  }))
}

const isEmpty = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.value === null)

/** The bracket that is never closed, which helps more than the place where the parser gave up. */
function openBracket(document: Document.Parsed, text: string, error: YAMLError): [number, number] | undefined {
  if (!/end with an? [\]}]/.test(error.message)) return undefined
  let found: [number, number] | undefined
  visit(document, {
    Collection(_, { flow, range }) {
      if (flow && range && range[0] < error.pos[0] && !/[\]}]/.test(text.charAt(range[1] - 1)))
        found = [range[0], range[0] + 1]
    },
  })
  return found
}

/** One mistake makes the parser stumble more than once on its line. */
function firstOfEachLine(errors: YAMLError[], placeOf: PlaceOf): YAMLError[] {
  const lines = new Set<number>()
  return errors.filter(error => {
    const { line } = placeOf(...error.pos)
    return !lines.has(line) && lines.add(line)
  })
}

/** Parts that would not mean what was written: unset anchors, numbers that lose their zeros or digits, groups as names. */
function misleadingParts(document: Document.Parsed): Fault[] {
  const faults: Fault[] = []
  if (!isMap(document.contents)) return faults
  visit(document, {
    Pair(_, { key }) {
      if (!isMap(key) && !isSeq(key)) return
      const message = 'The name of a field is a word, not a group or a list. Put it in quotes if it is one.'
      faults.push({ range: [key.range?.[0] ?? 0, key.range?.[1] ?? 0], code: 'bad_key', message })
      return visit.SKIP
    },
    Alias(_, node) {
      if (node.resolve(document) || !node.range) return
      const message = `“*${node.source}” refers to an anchor that is not set. If it is a text, put it in quotes.`
      faults.push({ range: [node.range[0], node.range[1]], code: 'bad_alias', message })
    },
    Scalar(_, { source = '', value, range }) {
      if (!range) return
      if (typeof value === 'string' && value.includes('\0'))
        faults.push({ range: [range[0], range[1]], code: 'nul', message: NUL })
      if (typeof value !== 'number') return
      const loses = /^[-+]?0\d/.test(source) || (/^[-+]?\d+$/.test(source) && !Number.isSafeInteger(value))
      const message = `${source} would be read as the number ${value}. If it is a text, such as a code, put it in quotes.`
      if (loses) faults.push({ range: [range[0], range[1]], code: 'lossy_number', message })
    },
  })
  return faults
}

function contentFaults(document: Document.Parsed, value: Fields | undefined): Fault[] {
  const begin = document.contents?.range?.[0] ?? 0
  const whole = (code: string, message: string): Fault[] => [{ range: [begin, begin], code, message }]
  if (!isMap(document.contents))
    return whole('no_fields', 'A document is a group of fields, such as “kind: metric”. This one is not.')
  if (!value) return whole('too_many_aliases', 'Aliases repeat parts of this document over and over. Write them out.')
  return (['kind', 'name'] as const).flatMap(key => {
    const given = value[key]
    if (typeof given === 'string' && given) return []
    if (given === undefined || given === null || given === '') return whole('missing', MISSING[key])
    const range = fieldRange(document.contents, key) ?? [begin, begin]
    return [{ range, code: 'invalid_type', message: `“${key}” must be a text. Put it in quotes.` }]
  })
}

const NUL = 'There is a NUL character in this text, which no store keeps. Remove it.'

const MISSING = {
  kind: 'This document does not say what it is. Add “kind”, such as “kind: metric”.',
  name: 'This document has no name. Add “name”, such as “name: new-arr”.',
}

/** The document's plain value; nothing when aliases blow it up or make it contain itself. */
function plainValue(document: Document.Parsed): Fields | undefined {
  try {
    const value = document.toJS({ maxAliasCount: MAX_ALIASES })
    JSON.stringify(value)
    return value
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof TypeError) return undefined
    throw error
  }
}

function fieldRange(node: Node | null, key: string): [number, number] | undefined {
  const range = (pairOf(node, key)?.value as Node | null | undefined)?.range
  return range ? [range[0], range[1]] : undefined
}

function locatorOf(document: Document.Parsed, placeOf: PlaceOf): CompanyDocument['positionOf'] {
  return (path, what = 'value') => {
    let node: Node | null = document.contents
    let key: Node | null = null
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(document) ?? null
      const pair = pairOf(node, part)
      const entry = isSeq(node) ? (node.items[Number(part)] as Node | undefined) : undefined
      if (!pair && !entry) break
      key = pair ? (pair.key as Node) : null
      node = entry ?? (pair?.value as Node | null) ?? key
    }
    const shown = what === 'key' && key ? key : node
    const [start, end] = shown?.range ?? [0, 0]
    return isMap(shown) ? placeOf(start) : placeOf(start, end)
  }
}

function pairOf(node: Node | null, part: string | number) {
  if (!isMap(node)) return undefined
  const pair: unknown = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part))
  return isPair(pair) ? pair : undefined
}
