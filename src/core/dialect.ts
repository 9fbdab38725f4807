/**
 * The only SQL that differs between the engines that hold facts; everything else is one text.
 *
 * `column` is an SQL expression of the engine's JSON type; `key` is the plain name of a top-level key, quoted here.
 */
export interface Dialect {
  readonly engine: 'duckdb' | 'postgres'
  /** The column type that holds a JSON document. */
  readonly json: 'JSON' | 'JSONB'
  /** Text of a key: JSON text without quotes, NULL when the key is absent or null. */
  text(column: string, key: string): string
  /** DECIMAL(18,6) of a key that holds a JSON number, NULL for anything else; never an error. */
  number(column: string, key: string): string
  /** The group's values of `ts * 2^bits + code`, ascending, as one list; `code` must be below `2^bits`. */
  packed(ts: string, code: string, bits: number): string
}
