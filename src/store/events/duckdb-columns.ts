import {
  DuckDBBigIntVector,
  type DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  DuckDBListVector,
  type DuckDBVector,
} from '@duckdb/node-api'
import type { Batch, Column, NumberLists } from './events.ts'

/** A chunk as columns; whole numbers, doubles and lists of whole numbers without an object for each value. */
export function columnsOf(chunk: DuckDBDataChunk, names: readonly string[], plain: (value: never) => unknown): Batch {
  const columns: Record<string, Column> = {}
  names.forEach((name, i) => {
    columns[name] = columnOf(chunk.getColumnVector(i), chunk.rowCount, plain)
  })
  return { rows: chunk.rowCount, columns }
}

function columnOf(vector: DuckDBVector, rows: number, plain: (value: never) => unknown): Column {
  if (vector instanceof DuckDBListVector && vector.childVector instanceof DuckDBBigIntVector)
    return listsOf(vector, rows)
  const items = itemsOf(vector)
  if (items) {
    const numbers = items instanceof BigInt64Array ? numbersOf(items) : Float64Array.from(items)
    for (let row = 0; row < rows; row++) if (vector.getItem(row) === null) numbers[row] = Number.NaN
    return numbers
  }
  const values = Array.from({ length: rows }, (_, row) => plain(vector.getItem(row) as never))
  return values.some(value => typeof value === 'number')
    ? Float64Array.from(values, value => (value === null ? Number.NaN : (value as number)))
    : values
}

/** The typed array behind a vector, which the driver keeps to itself. */
function itemsOf(vector: DuckDBVector): BigInt64Array | Int32Array | Float64Array | undefined {
  const isFlat =
    vector instanceof DuckDBBigIntVector ||
    vector instanceof DuckDBIntegerVector ||
    vector instanceof DuckDBDoubleVector
  return isFlat ? (vector as unknown as { items: BigInt64Array | Int32Array | Float64Array }).items : undefined
}

function listsOf(vector: DuckDBListVector, rows: number): NumberLists {
  const child = numbersOf(itemsOf(vector.childVector) as BigInt64Array)
  const ends = new Uint32Array(rows)
  let end = 0
  let inOrder = true
  for (let row = 0; row < rows; row++) {
    const length = vector.getItemVector(row) === null ? 0 : vector.getEntryLength(row)
    inOrder &&= length === 0 || vector.getEntryOffset(row) === end
    end += length
    ends[row] = end
  }
  if (inOrder) return { values: child, ends }
  const values = new Float64Array(end)
  for (let row = 0, at = 0; row < rows; row++) {
    const length = (ends[row] as number) - at
    values.set(child.subarray(vector.getEntryOffset(row), vector.getEntryOffset(row) + length), at)
    at += length
  }
  return { values, ends }
}

const HIGH = 2 ** 32

/** 64-bit integers as doubles, exact up to 2^53, read as two halves because that makes no BigInt of each. */
function numbersOf(items: BigInt64Array): Float64Array {
  const low = new Uint32Array(items.buffer, items.byteOffset, items.length * 2)
  const high = new Int32Array(items.buffer, items.byteOffset, items.length * 2)
  const numbers = new Float64Array(items.length)
  for (let i = 0; i < items.length; i++) numbers[i] = (high[2 * i + 1] as number) * HIGH + (low[2 * i] as number)
  return numbers
}
