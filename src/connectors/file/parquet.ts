import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type DuckDBConnection, DuckDBInstance, DuckDBStructType, type DuckDBType } from '@duckdb/node-api'
import { fail, ProductError } from '../../core/error.ts'
import { inWords, readPieces } from './bytes.ts'
import { rowOf } from './json-row.ts'
import { COLUMN_LIMIT } from './sniff.ts'
import type { Batch, Opening, Table } from './table.ts'

/**
 * A Parquet file as a table, read by a DuckDB of its own that may open this file and nothing else.
 *
 * Timestamps and dates come as ISO text, numbers as numbers where those are exact and else as text; structs and maps become
 * columns with dots, and what is no finite number is missing. The line of a row is its number.
 */
export async function openParquet({ path, compressed, bytes }: Opening): Promise<Table> {
  let columns: string[] = []
  try {
    for await (const { connection, file } of opened(path, compressed)) columns = await columnsOf(connection, file, path)
  } catch (error) {
    throw damaged(error, path)
  }

  async function* rows(): AsyncGenerator<Batch> {
    try {
      for await (const { connection, file } of opened(path, compressed)) yield* readRows(connection, file, bytes)
    } catch (error) {
      throw damaged(error, path)
    }
  }

  return { path, format: 'parquet', compressed, columns, open: false, bytes, rows }
}

async function* readRows(connection: DuckDBConnection, file: string, bytes: number): AsyncGenerator<Batch> {
  const counted = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM read_parquet($1)', [file])
  const total = Number(counted.getRows()[0]?.[0] ?? 0)
  const head = await connection.runAndReadAll('SELECT * FROM read_parquet($1) LIMIT 0', [file])
  const cells = head.columnNames().map((name, index) => cellSql(name, head.columnType(index)))
  // Longer than every column's name, so that it means the row.
  const alias = 'r'.padEnd(Math.max(...head.columnNames().map(name => name.length)) + 1, '_')
  const result = await connection.stream(
    `SELECT to_json(${alias})::VARCHAR FROM (SELECT ${cells.join(', ')} FROM read_parquet($1)) AS ${alias}`,
    [file],
  )
  let line = 0
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    const rows = chunk.getColumnValues(0).map(raw => rowOf({ line: ++line, raw: String(raw) }, false))
    yield { rows, bytesRead: Math.floor((bytes * line) / total) }
  }
  yield { rows: [], bytesRead: bytes }
}

/** A column as it can be written in JSON, which has no word for what is no finite number. */
function cellSql(name: string, type: DuckDBType): string {
  const column = `"${name.replaceAll('"', '""')}"`
  return /^(DOUBLE|FLOAT)$/.test(String(type))
    ? `CASE WHEN isfinite(${column}) THEN ${column} END AS ${column}`
    : column
}

async function columnsOf(connection: DuckDBConnection, file: string, path: string): Promise<string[]> {
  const result = await connection.runAndReadAll('SELECT * FROM read_parquet($1) LIMIT 0', [file])
  const columns = result.columnNames().flatMap((name, index) => namesIn(name, result.columnType(index)))
  if (columns.length > COLUMN_LIMIT)
    fail('limit', `“${basename(path)}” has ${columns.length} columns; at most ${COLUMN_LIMIT} can be read.`, {
      reason: 'columns',
    })
  return columns
}

function namesIn(name: string, type: DuckDBType): string[] {
  if (!(type instanceof DuckDBStructType)) return [name]
  return type.entryNames.flatMap((entry, index) => namesIn(`${name}.${entry}`, type.entryTypes[index]!))
}

/** One connection that is closed, and whose traces are removed, when the loop over it ends. */
async function* opened(
  path: string,
  compressed: boolean,
): AsyncGenerator<{ connection: DuckDBConnection; file: string }> {
  const { file, remove } = await placeOf(path, compressed)
  let instance: DuckDBInstance | undefined
  let connection: DuckDBConnection | undefined
  try {
    instance = await DuckDBInstance.create(':memory:', LOCKED)
    connection = await instance.connect()
    await connection.run(`SET allowed_paths = ['${file.replaceAll("'", "''")}']`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    yield { connection, file }
  } finally {
    connection?.closeSync()
    instance?.closeSync()
    await remove()
  }
}

const LOCKED = {
  threads: '1',
  memory_limit: '512MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
}

/** A path that DuckDB can open: the file itself, or unpacked, or linked when its name would be read as a pattern. */
async function placeOf(path: string, compressed: boolean): Promise<{ file: string; remove(): Promise<void> }> {
  const file = resolve(path)
  if (!compressed && !/[*?[\]{}]/.test(file)) return { file, remove: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const place = join(folder, 'table.parquet')
  try {
    if (compressed) await pipeline(Readable.from(bytesOf(path)), createWriteStream(place))
    else await symlink(file, place)
    return { file: place, remove }
  } catch (error) {
    await remove()
    throw inWords(error, path)
  }
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  for await (const { bytes } of readPieces(path, true)) yield bytes
}

function damaged(error: unknown, path: string): unknown {
  if (error instanceof ProductError) return error
  const said = error instanceof Error ? error.message.split('\n')[0] : String(error)
  return new ProductError(
    'invalid',
    `“${basename(path)}” cannot be read as a Parquet file: ${said}. Export it again.`,
    { reason: 'damaged' },
    { cause: error },
  )
}
