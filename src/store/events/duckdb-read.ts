import { DuckDBDecimalValue, DuckDBListValue, type DuckDBResult, type DuckDBValue, listValue } from '@duckdb/node-api'
import { columnsOf } from './duckdb-columns.ts'
import type { Batch, Param } from './events.ts'

/** The rows of a result as plain objects. */
export async function rowsOf<T>(result: DuckDBResult, json = false): Promise<T[]> {
  const names = result.deduplicatedColumnNames()
  const parsed = names.map((_, i) => json && isJson(result, i))
  const rows: T[] = []
  for await (const chunk of result) {
    const columns = names.map((_, i) => chunk.getColumnVector(i))
    for (let row = 0; row < chunk.rowCount; row++) {
      const record: Record<string, unknown> = {}
      for (let i = 0; i < names.length; i++) {
        const value = plain(columns[i]!.getItem(row))
        record[names[i]!] = parsed[i] && typeof value === 'string' ? JSON.parse(value) : value
      }
      rows.push(record as T)
    }
  }
  return rows
}

export async function streamOf(result: DuckDBResult, onBatch: (batch: Batch) => void | Promise<void>): Promise<void> {
  const names = result.deduplicatedColumnNames()
  for await (const chunk of result) await onBatch(columnsOf(chunk, names, plain))
}

const isJson = (result: DuckDBResult, i: number): boolean => result.columnType(i).alias === 'JSON'

function plain(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return fitting(value)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof DuckDBDecimalValue) return Number(value.toString())
  if (value instanceof DuckDBListValue) return value.items.map(plain)
  return value.toString()
}

const fitting = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value

export function bound(params: readonly Param[]): DuckDBValue[] {
  return params.map(param => {
    if (Array.isArray(param)) return listValue(param.map(scalar))
    return scalar(param as Exclude<Param, readonly unknown[]>)
  })
}

const scalar = (param: Exclude<Param, readonly unknown[]>): DuckDBValue =>
  typeof param === 'number' && Number.isSafeInteger(param) ? BigInt(param) : param
