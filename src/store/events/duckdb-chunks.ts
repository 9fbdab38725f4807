import {
  BIGINT,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  UUID,
  VARCHAR,
} from '@duckdb/node-api'
import { type Memory, memoryOf } from './duckdb-vector.ts'
import type { Columns, ColumnType } from './schema.ts'
import { uuidWords } from './uuid.ts'

/** Rows of a DuckDB data chunk. */
const CHUNK = 2048

/** Adds rows to a table through DuckDB's appender; they are part of the connection's open transaction. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  types: readonly ColumnType[],
  columns: readonly (Columns[number] | Uint32Array)[],
): Promise<void> {
  const rows = columns[0]!.length
  const duckdbTypes = types.map(type => WRITERS[type].type)
  const appender = await connection.createAppender(table)
  try {
    for (let start = 0; start < rows; start += CHUNK) {
      const count = Math.min(CHUNK, rows - start)
      const chunk = DuckDBDataChunk.create(duckdbTypes, count)
      types.forEach((type, i) => {
        const vector = memoryOf(chunk.getColumnVector(i))
        WRITERS[type].write(columns[i]!, start, count, vector)
        vector.flush()
      })
      appender.appendDataChunk(chunk)
    }
  } finally {
    appender.closeSync()
  }
}

/** The UUIDs of a chunk's first column, as four 32-bit words each. */
export function uuidsOf(chunk: DuckDBDataChunk): Uint32Array {
  const { dataView } = memoryOf(chunk.getColumnVector(0))
  return new Uint32Array(dataView.buffer, dataView.byteOffset, 4 * chunk.rowCount)
}

type Values = Columns[number]
type Write = (values: Values | Uint32Array, start: number, count: number, vector: Memory) => void

const writeBigints: Write = (values, start, count, vector) => {
  const words = new Int32Array(vector.items.buffer, vector.items.byteOffset, 2 * count)
  for (let i = 0; i < count; i++) {
    const value = values[start + i] as number | null
    if (value === null) vector.setItem(i, null)
    else {
      words[2 * i] = value
      words[2 * i + 1] = Math.floor(value / 2 ** 32)
    }
  }
}

/** UUIDs come as texts, or as the words of all of them. */
const writeUuids: Write = (values, start, count, vector) => {
  const words = new Uint32Array(vector.dataView.buffer, vector.dataView.byteOffset, 4 * count)
  if (values instanceof Uint32Array) return words.set(values.subarray(4 * start, 4 * (start + count)))
  for (let i = 0; i < count; i++) {
    const text = values[start + i] as string | null
    if (text === null) vector.setItem(i, null)
    else uuidWords(text, words, 4 * i)
  }
}

const writeItems: Write = (values, start, count, vector) => {
  for (let i = 0; i < count; i++) vector.setItem(i, values[start + i])
}

const WRITERS: Record<ColumnType, { type: DuckDBType; write: Write }> = {
  bigint: { type: BIGINT, write: writeBigints },
  integer: { type: INTEGER, write: writeItems },
  uuid: { type: UUID, write: writeUuids },
  text: { type: VARCHAR, write: writeItems },
  json: { type: VARCHAR, write: writeItems },
}
