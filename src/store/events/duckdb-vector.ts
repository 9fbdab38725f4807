import { type DuckDBDecimalType, DuckDBTypeId, type DuckDBVector } from '@duckdb/node-api'
import type { Column } from './events.ts'

/**
 * What the vectors of @duckdb/node-api keep to themselves. Reading and writing their memory spares a BigInt for every
 * number and UUID, which were the greater part of an append and of a long result.
 */
export type Memory = {
  items: Items
  dataView: { buffer: ArrayBuffer; byteOffset: number }
  entryData: { buffer: ArrayBuffer; byteOffset: number }
  childData: DuckDBVector
  /** One bit for each row that is not NULL; absent when none is. */
  validity: { data: BigUint64Array<ArrayBuffer> | null; offset: number }
  setItem(i: number, value: unknown): void
  flush(): void
}
type Items = (Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>) & { buffer: ArrayBuffer }

export const memoryOf = (vector: DuckDBVector): Memory => vector as unknown as Memory

const { BIGINT, TINYINT, SMALLINT, INTEGER, UTINYINT, USMALLINT, UINTEGER, FLOAT, DOUBLE } = DuckDBTypeId
const { UBIGINT, HUGEINT, UHUGEINT, DECIMAL, LIST } = DuckDBTypeId

const SMALL = new Set<DuckDBTypeId>([TINYINT, SMALLINT, INTEGER, UTINYINT, USMALLINT, UINTEGER, FLOAT, DOUBLE])
const LARGE = new Set<DuckDBTypeId>([UBIGINT, HUGEINT, UHUGEINT, DECIMAL])

/** A vector as a column of a batch; `decode` gives the values that are neither numbers nor lists of numbers. */
export function columnOf(vector: DuckDBVector, decode = (value: unknown): unknown => value): Column {
  const numbers = numbersOf(vector)
  if (numbers) return numbers
  if (vector.type.typeId === LIST) {
    const memory = memoryOf(vector)
    const values = numbersOf(memory.childData)
    if (values) return listsOf(values, vector.itemCount, memory)
  }
  return Array.from({ length: vector.itemCount }, (_, i) => decode(vector.getItem(i)))
}

/** The numbers of a vector with NaN for NULL, or `undefined` when it holds something else. */
function numbersOf(vector: DuckDBVector): Float64Array | undefined {
  const { typeId } = vector.type
  const memory = memoryOf(vector)
  if (SMALL.has(typeId)) return withoutNulls(new Float64Array(memory.items), memory)
  if (typeId === BIGINT) return withoutNulls(bigintsOf(memory.items, vector.itemCount), memory)
  if (!LARGE.has(typeId)) return undefined
  const scale = typeId === DECIMAL ? (vector.type as DuckDBDecimalType).scale : 0
  return Float64Array.from({ length: vector.itemCount }, (_, i) => {
    const value = vector.getItem(i) as bigint | { value: bigint } | null
    return value === null ? Number.NaN : decimal(typeof value === 'bigint' ? value : value.value, scale)
  })
}

/** The number nearest to `value / 10^scale`. */
export function decimal(value: bigint, scale: number): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return scale > 22 ? Number(`${value}e-${scale}`) : number / 10 ** scale
  return Number(`${value}e-${scale}`)
}

function bigintsOf({ buffer, byteOffset }: Items, count: number): Float64Array {
  const low = new Uint32Array(buffer, byteOffset, 2 * count)
  const high = new Int32Array(buffer, byteOffset, 2 * count)
  const numbers = new Float64Array(count)
  for (let i = 0; i < count; i++) numbers[i] = high[2 * i + 1]! * 2 ** 32 + low[2 * i]!
  return numbers
}

function withoutNulls(numbers: Float64Array, memory: Memory): Float64Array {
  const isNull = nullsOf(memory)
  if (isNull) for (let i = 0; i < numbers.length; i++) if (isNull(i)) numbers[i] = Number.NaN
  return numbers
}

function nullsOf({ validity: { data, offset } }: Memory): ((row: number) => boolean) | undefined {
  if (!data) return undefined
  const words = new Uint32Array(data.buffer, data.byteOffset, 2 * data.length)
  return row => !(words[(offset + row) >>> 5]! & (1 << ((offset + row) & 31)))
}

/** Entries are a position and a length for each row, 64 bits each; those of rows may lie in any order, and overlap. */
function listsOf(values: Float64Array, rows: number, memory: Memory): Column {
  const entries = new Uint32Array(memory.entryData.buffer, memory.entryData.byteOffset, 4 * rows)
  const isNull = nullsOf(memory)
  const ends = new Uint32Array(rows)
  let end = 0
  for (let i = 0; i < rows; i++) {
    if (!isNull?.(i)) end += entries[4 * i + 2]!
    ends[i] = end
  }
  const together = new Float64Array(end)
  for (let i = 0; i < rows; i++) {
    const from = i ? ends[i - 1]! : 0
    const start = entries[4 * i]!
    if (ends[i]! > from) together.set(values.subarray(start, start + ends[i]! - from), from)
  }
  return { values: together, ends }
}
