import {
  BIGINT,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  DuckDBUUIDValue,
  type DuckDBValue,
  INTEGER,
  UUID,
  VARCHAR,
} from '@duckdb/node-api'
import type { Columns, ColumnType } from './schema.ts'

const TYPES: Record<ColumnType, DuckDBType> = {
  bigint: BIGINT,
  integer: INTEGER,
  uuid: UUID,
  text: VARCHAR,
  json: VARCHAR,
}

/** Rows of a DuckDB data chunk. */
const CHUNK = 2048

/** Adds rows to a table through DuckDB's appender; they are part of the connection's open transaction. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: { name: string; catalog?: string },
  types: readonly ColumnType[],
  columns: Columns,
): Promise<void> {
  const rows = columns[0]?.length ?? 0
  const appender = await connection.createAppender(table.name, null, table.catalog ?? null)
  try {
    for (let start = 0; start < rows; start += CHUNK) {
      const end = Math.min(start + CHUNK, rows)
      const chunk = DuckDBDataChunk.create(
        types.map(type => TYPES[type]),
        end - start,
      )
      types.forEach((type, i) => {
        const values = columns[i]!.slice(start, end)
        chunk.setColumnValues(
          i,
          values.map(value => duckdbValue(value, type)),
        )
      })
      appender.appendDataChunk(chunk)
    }
  } finally {
    appender.closeSync()
  }
}

function duckdbValue(value: string | number | null, type: ColumnType): DuckDBValue {
  if (value === null) return null
  if (type === 'bigint') return BigInt(value)
  if (type === 'uuid') return uuid(value as string)
  return value
}

const uuid = (text: string): DuckDBUUIDValue => DuckDBUUIDValue.fromUint128(BigInt(`0x${text.replaceAll('-', '')}`))
