import { basename } from 'node:path'
import { fail } from '../../core/error.ts'
import { inspect, readPieces } from './bytes.ts'
import { openDelimited } from './delimited.ts'
import { createDecoder, type Encoding } from './encoding.ts'
import { openJson } from './json-table.ts'
import { openParquet } from './parquet.ts'
import type { Format, Table, TableOptions } from './table.ts'
import { openXlsx } from './xlsx-table.ts'

const SAMPLE = 1 << 17

/**
 * Opens a file as a table: CSV, TSV, JSON lines, JSON, Parquet or a sheet of a workbook (.xlsx), plain or gzipped.
 *
 * Content decides over the file's name. What cannot be told for certain (two delimiters that both fit, a first line that
 * may be data) fails as `invalid` with a sentence that names the option to set; nothing is guessed.
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const { size, compressed } = await inspect(path)
  const { start, bytes, whole, met } = await readStart(path, compressed, options.encoding)
  refuseOther(path, bytes)
  const opening = { path, compressed, bytes: size, options, sample: start, whole, encoding: met }
  if (bytes.subarray(0, 4).toString('hex') === ZIP) return openXlsx(opening)
  const format = options.format ?? formatOf(path, bytes, start)
  if (format === 'xlsx')
    fail('invalid', `“${basename(path)}” is no workbook (.xlsx). Check format.`, { reason: 'format' })
  if (format === 'parquet') return openParquet(opening)
  refuseBinary(path, start)
  if (!start.trim()) fail('invalid', `“${basename(path)}” is empty. Export it again, with its header line.`)
  return format === 'json' || format === 'jsonl' ? openJson(opening, format) : openDelimited(opening, format)
}

async function readStart(
  path: string,
  compressed: boolean,
  encoding: Encoding | undefined,
): Promise<{ start: string; bytes: Buffer; whole: boolean; met: Encoding }> {
  const pieces: Buffer[] = []
  let length = 0
  let whole = true
  for await (const { bytes } of readPieces(path, compressed)) {
    pieces.push(bytes)
    length += bytes.length
    if (length > SAMPLE) {
      whole = false
      break
    }
  }
  const bytes = Buffer.concat(pieces)
  const decoder = createDecoder(encoding)
  const start = decoder.write(bytes) + (whole ? decoder.end() : '')
  return { start, bytes, whole, met: decoder.encoding }
}

const ZIP = '504b0304'

const OTHERS: readonly (readonly [magic: string, what: string])[] = [
  ['d0cf11e0', 'an old Excel workbook, or one with a password. Save it as .xlsx without one, or save the sheet as CSV'],
  ['25504446', 'a PDF document. Export the data as CSV'],
  ['1f8b', 'compressed twice. Unpack it once'],
  ['28b52ffd', 'compressed with Zstandard. Unpack it, or use gzip'],
  ['425a68', 'compressed with bzip2. Unpack it, or use gzip'],
  ['fd377a585a', 'compressed with xz. Unpack it, or use gzip'],
  ['fffe0000', 'text in UTF-32. Save it as UTF-8'],
  ['0000feff', 'text in UTF-32. Save it as UTF-8'],
]

function refuseOther(path: string, bytes: Buffer): void {
  const hex = bytes.subarray(0, 8).toString('hex')
  const other = OTHERS.find(([magic]) => hex.startsWith(magic))
  if (other) fail('invalid', `“${basename(path)}” is ${other[1]}.`, { reason: 'format' })
}

function refuseBinary(path: string, text: string): void {
  const start = Array.from(text.slice(0, 10_000))
  const controls = start.filter(character => character < ' ' && !'\t\n\v\f\r'.includes(character)).length
  if (controls > start.length * 0.05)
    fail('invalid', `“${basename(path)}” is not a text file. Export the data as CSV, JSON or Parquet.`, {
      reason: 'format',
    })
}

function formatOf(path: string, bytes: Buffer, text: string): Format {
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  const name = path.toLowerCase().replace(/\.gz$/, '')
  const start = text.trimStart()
  if (/^\[\s*([[{\]]|$)/.test(start)) return 'json'
  if (/^\{\s*(["}]|$)/.test(start)) return isLines(name, start) ? 'jsonl' : 'json'
  return /\.(tsv|tab)$/.test(name) ? 'tsv' : 'csv'
}

function isLines(name: string, start: string): boolean {
  if (/\.(jsonl|ndjson|jsonlines)$/.test(name)) return true
  const [first = '', second] = start.split('\n', 2)
  try {
    JSON.parse(first)
    return second !== undefined && second.trim() !== ''
  } catch {
    return false
  }
}
