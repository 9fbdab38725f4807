import type { Dialect } from '../../core/dialect.ts'

/** Numbers below 0.0000005 that JSON writes with a first digit of 5 to 9 (6e-8) are rounded up to 0.000001 by DuckDB's cast. */
export const duckdb: Dialect = {
  engine: 'duckdb',
  json: 'JSON',
  text: (column, key) => `(${column}->>${pointer(key)})`,
  number: (column, key) => `TRY_CAST(CAST(json_extract(${column}, ${pointer(key)}) AS VARCHAR) AS DECIMAL(18,6))`,
  packed: (ts, code, bits) => `list_sort(list((${ts}) * ${2 ** bits} + (${code})))`,
}

export const postgres: Dialect = {
  engine: 'postgres',
  json: 'JSONB',
  text: (column, key) => `(${column}->>${literal(key)})`,
  number: (column, key) => {
    const text = `(${column}->>${literal(key)})`
    const fits = `abs(CAST(${text} AS NUMERIC)) < 999999999999.9999995`
    const isNumber = `jsonb_typeof(${column}->${literal(key)}) = 'number'`
    return `(CASE WHEN ${isNumber} THEN CASE WHEN ${fits} THEN CAST(${text} AS NUMERIC(18,6)) END END)`
  },
  packed: (ts, code, bits) =>
    `array_agg((${ts}) * ${2 ** bits} + (${code}) ORDER BY (${ts}) * ${2 ** bits} + (${code}))`,
}

/** A JSON pointer, because DuckDB's `$."key"` means something else for keys such as `*`. */
const pointer = (key: string): string => literal(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)

/** NUL cannot occur in a stored key, and in SQL text it would end the statement. */
const literal = (text: string): string => `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`
