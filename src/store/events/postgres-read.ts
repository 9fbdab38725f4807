import pg from 'pg'
import Cursor from 'pg-cursor'
import type { Batch, Column } from './events.ts'

const { INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC, JSON: JSON_TYPE, JSONB } = pg.types.builtins
const INT8_LIST = 1016
const NUMERIC_LIST = 1231

const NUMBERS = new Set<number>([INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC])
const LISTS = new Set<number>([INT8_LIST, NUMERIC_LIST])

/** How values of a result become JavaScript's: numbers wherever one holds the value, JSON as text unless asked. */
export function parsers(json: boolean): pg.CustomTypesConfig {
  const jsonParser = json ? (text: string) => JSON.parse(text) as unknown : (text: string) => text
  const own: Record<number, (text: string) => unknown> = {
    [INT8]: numberOf,
    [NUMERIC]: numberOf,
    [JSON_TYPE]: jsonParser,
    [JSONB]: jsonParser,
    [INT8_LIST]: listOf,
    [NUMERIC_LIST]: listOf,
  }
  const parserOf = (oid: number, format?: 'text' | 'binary') =>
    own[oid] ?? pg.types.getTypeParser(oid, format as 'text')
  return { getTypeParser: parserOf as pg.CustomTypesConfig['getTypeParser'] }
}

/** Rows as arrays of values, turned into columns. */
function batchOf(rows: readonly unknown[][], fields: readonly pg.FieldDef[]): Batch {
  const columns: Record<string, Column> = {}
  fields.forEach((field, i) => {
    if (NUMBERS.has(field.dataTypeID))
      columns[field.name] = Float64Array.from(rows, row => (row[i] === null ? Number.NaN : Number(row[i])))
    else if (LISTS.has(field.dataTypeID)) columns[field.name] = listsOf(rows.map(row => row[i] as number[] | null))
    else columns[field.name] = rows.map(row => row[i])
  })
  return { rows: rows.length, columns }
}

function listsOf(lists: readonly (number[] | null)[]): Column {
  const ends = new Uint32Array(lists.length)
  let end = 0
  lists.forEach((list, i) => {
    end += list?.length ?? 0
    ends[i] = end
  })
  const values = new Float64Array(end)
  lists.forEach((list, i) => {
    if (list) values.set(list, ends[i]! - list.length)
  })
  return { values, ends }
}

function numberOf(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text)
}

const listOf = (text: string): unknown[] =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map(item => (item === 'NULL' ? null : numberOf(item)))

/** Rows that a stream fetches at a time. */
const FETCHED = 10_000

/** Hands over a result in batches of columns. */
export async function streamFrom(
  connection: pg.ClientBase,
  sql: string,
  values: unknown[],
  onBatch: (batch: Batch) => void | Promise<void>,
): Promise<void> {
  const cursor = connection.query(new Cursor<unknown[]>(sql, values, { rowMode: 'array', types: parsers(false) }))
  try {
    for (;;) {
      const { rows, fields } = await read(cursor)
      if (rows.length) await onBatch(batchOf(rows, fields))
      if (rows.length < FETCHED) return
    }
  } finally {
    await cursor.close()
  }
}

function read(cursor: Cursor<unknown[]>): Promise<{ rows: unknown[][]; fields: pg.FieldDef[] }> {
  return new Promise((resolve, reject) =>
    cursor.read(FETCHED, (error, rows, result) => (error ? reject(error) : resolve({ rows, fields: result.fields }))),
  )
}
