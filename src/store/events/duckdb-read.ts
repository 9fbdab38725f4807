import { DuckDBDecimalValue, DuckDBListValue, type DuckDBResult, type DuckDBValue, listValue } from '@duckdb/node-api'
import { columnOf, decimal } from './duckdb-vector.ts'
import type { Batch, Column, Param } from './events.ts'

/** The rows of a result as plain objects. */
export async function rowsOf<T>(result: DuckDBResult, json = false): Promise<T[]> {
  const names = result.deduplicatedColumnNames()
  const decoders = names.map((_, i) => (json && result.columnType(i).alias === 'JSON' ? parsed : plain))
  const rows: T[] = []
  for await (const chunk of result) {
    const columns = names.map((_, i) => chunk.getColumnVector(i))
    for (let row = 0; row < chunk.rowCount; row++) {
      const record: Record<string, unknown> = {}
      for (let i = 0; i < names.length; i++) record[names[i]!] = decoders[i]!(columns[i]!.getItem(row))
      rows.push(record as T)
    }
  }
  return rows
}

/** Hands over a streaming result a few thousand rows at a time. */
export async function streamOf(result: DuckDBResult, onBatch: (batch: Batch) => void | Promise<void>): Promise<void> {
  const names = result.deduplicatedColumnNames()
  for await (const chunk of result) {
    const columns: Record<string, Column> = {}
    names.forEach((name, i) => {
      columns[name] = columnOf(chunk.getColumnVector(i), plain)
    })
    const taken = onBatch({ rows: chunk.rowCount, columns })
    if (taken) await taken
  }
}

export function bound(params: readonly Param[]): DuckDBValue[] {
  return params.map(param => {
    if (Array.isArray(param)) return listValue(param.map(scalar))
    return scalar(param as Exclude<Param, readonly unknown[]>)
  })
}

const scalar = (param: Exclude<Param, readonly unknown[]>): DuckDBValue =>
  typeof param === 'number' && Number.isSafeInteger(param) ? BigInt(param) : param

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return fitting(value)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof DuckDBDecimalValue) return decimal(value.value, value.scale)
  if (value instanceof DuckDBListValue) return value.items.map(plain)
  return String(value)
}

const parsed = (value: unknown): unknown => (value === null ? null : JSON.parse(value as string))

const fitting = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
