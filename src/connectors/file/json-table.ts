import { basename } from 'node:path'
import { fail } from '../../core/error.ts'
import { readPieces } from './bytes.ts'
import { createDecoder } from './encoding.ts'
import { createElementReader, createListSurvey } from './json-reader.ts'
import { rowOf } from './json-row.ts'
import { COLUMN_LIMIT } from './sniff.ts'
import { BATCH, type Batch, type Opening, type Row, type Table } from './table.ts'

/**
 * A JSON or JSON-lines file as a table. Objects inside a row become columns with dots, as in `properties.email`; lists stay
 * values. Whole numbers too long for JSON's numbers keep their digits as text.
 */
export async function openJson(opening: Opening, format: 'json' | 'jsonl'): Promise<Table> {
  const { path, compressed, bytes, options } = opening
  const from =
    format === 'jsonl' ? 'lines' : opening.sample.trimStart().startsWith('[') ? 'list' : await findList(opening)
  let encoding = opening.encoding

  async function* rows(): AsyncGenerator<Batch> {
    const reader = createElementReader(from)
    const decoder = createDecoder(options.encoding)
    let batch: Row[] = []
    for await (const piece of readPieces(path, compressed)) {
      reader.feed(decoder.write(piece.bytes))
      encoding = decoder.encoding
      for (let element = reader.next(); element; element = reader.next()) {
        batch.push(rowOf(element, decoder.damaged, options.pairs))
        if (batch.length < BATCH) continue
        yield { rows: batch, bytesRead: piece.read }
        batch = []
      }
      if (batch.length) yield { rows: batch, bytesRead: piece.read }
      batch = []
    }
    reader.feed(decoder.end())
    reader.end()
    for (let element = reader.next(); element; element = reader.next())
      batch.push(rowOf(element, decoder.damaged, options.pairs))
    yield { rows: batch, bytesRead: bytes }
  }

  return {
    path,
    format,
    get encoding() {
      return encoding
    },
    compressed,
    columns: await firstColumns(rows()),
    open: true,
    bytes,
    rows,
  }
}

/** The one list of objects that a JSON object holds; the whole file is read to be certain. */
async function findList({ path, compressed, options }: Opening): Promise<{ list: string }> {
  if (options.list !== undefined) return { list: options.list }
  const survey = createListSurvey()
  const decoder = createDecoder(options.encoding)
  for await (const piece of readPieces(path, compressed)) survey.feed(decoder.write(piece.bytes))
  survey.feed(decoder.end())
  survey.end()
  const [only, ...others] = survey.lists
  const name = basename(path)
  if (only === undefined)
    return fail('invalid', `“${name}” is one JSON object without a list of rows. Export a list of objects.`, {
      reason: 'list',
    })
  if (others.length)
    return fail(
      'invalid',
      `“${name}” holds several lists: ${survey.lists.slice(0, 5).join(', ')}. Say which, such as list: ${only}.`,
      {
        reason: 'list',
      },
    )
  return { list: only }
}

/** How many pieces of the file are looked at for its columns. */
const PIECES = 16

async function firstColumns(rows: AsyncIterable<Batch>): Promise<string[]> {
  const columns = new Set<string>()
  let [count, batches] = [0, 0]
  for await (const batch of rows) {
    for (const row of batch.rows) for (const column of Object.keys(row.values)) columns.add(column)
    count += batch.rows.length
    if (count >= BATCH || ++batches >= PIECES || columns.size > COLUMN_LIMIT) break
  }
  return [...columns]
}
