import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type DuckDBConnection, DuckDBInstance, DuckDBStructType, type DuckDBType, type Json } from '@duckdb/node-api'
import { fail, ProductError } from '../../core/error.ts'
import type { JsonValue } from '../../core/json.ts'
import { inWords, readPieces } from './bytes.ts'
import { COLUMN_LIMIT } from './sniff.ts'
import type { Batch, Opening, Row, Table } from './table.ts'

/**
 * A Parquet file as a table, read by a DuckDB of its own that may open this file and nothing else.
 *
 * Timestamps and dates come as ISO text; whole and decimal numbers as numbers where those are exact, else as text; structs
 * become columns with dots. The line of a row is its number.
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
  const result = await connection.stream('SELECT * FROM read_parquet($1)', [file])
  const names = result.columnNames()
  const exact = result.columnTypes().map(type => /^(BIGINT|UBIGINT|HUGEINT|UHUGEINT|DECIMAL)/.test(String(type)))
  let line = 0
  for await (const found of result.yieldRowsJson()) {
    const rows = found.map(cells => rowOf(++line, names, cells, exact))
    yield { rows, bytesRead: Math.floor((bytes * line) / total) }
  }
  yield { rows: [], bytesRead: bytes }
}

function rowOf(line: number, names: readonly string[], cells: readonly Json[], exact: readonly boolean[]): Row {
  const values: Row['values'] = Object.create(null)
  for (const [index, name] of names.entries())
    spread(name, exact[index] ? toNumber(cells[index]) : cells[index]!, values)
  return { line, values, raw: JSON.stringify(values) }
}

function spread(name: string, value: Json, into: Row['values']): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) into[name] = value as JsonValue
  else for (const key of Object.keys(value)) spread(`${name}.${key}`, (value as Record<string, Json>)[key]!, into)
}

function toNumber(cell: Json | undefined): Json {
  if (cell === null || cell === undefined) return null
  const digits = String(cell).replace(/[-.]/g, '').replace(/^0+/, '')
  return digits.length <= 15 ? Number(cell) : String(cell)
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
