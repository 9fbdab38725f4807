import type { Dialect } from '../../core/dialect.ts'
import type { Fact } from '../../core/fact.ts'
import { openDuckdb } from './duckdb.ts'
import type { Verdict } from './fact.ts'

/**
 * Where facts rest: one workspace's events, the people and accounts behind them, and what was said about them.
 * What a number means is not known here; SQL comes in as text from `semantics`.
 *
 * Tables, of the same names and meaning in both engines (`person` and `account` are numbers of this store, `ts` epoch ms):
 * `event(person, ts, id, visitor, account, day, source, name, props)`, `trait(person, ts, id, visitor, traits)`,
 * `account_trait(account, ts, id, traits)`, `person(person, created, traits)`, `account(account, created, traits)`,
 * `identifier(kind, value, person)`, `account_identifier(kind, value, account)`. `visitor` is the person a fact was
 * stored under before later merges; `created` is the instant of the earliest fact.
 */
export interface Events {
  readonly engine: 'duckdb' | 'postgres'
  readonly dialect: Dialect
  /**
   * Stores the facts in one transaction and says of each whether it is new; it is on disk when the promise resolves.
   * Facts with an id that is already stored, or came earlier in the batch, change nothing. A failed append may be repeated.
   */
  append(facts: readonly Fact[]): Promise<Verdict[]>
  /** Rows of one SELECT with `$1` placeholders. Whole numbers and decimals come as numbers wherever a number holds them. */
  query<T extends object>(sql: string, params?: readonly Param[], options?: QueryOptions): Promise<T[]>
  /** Like `query`, but rows are kept in memory (least recently used go first) until the store changes. */
  cached<T extends object>(sql: string, params?: readonly Param[]): Promise<readonly T[]>
  /** Hands over a large result in batches of columns; awaits the callback before it reads on. */
  stream(sql: string, params: readonly Param[], onBatch: (batch: Batch) => void | Promise<void>): Promise<void>
  /** A number that grows with every change of the store: results computed at the same watermark are equal. */
  watermark(): Promise<number>
  counts(): Promise<Counts>
  sources(): Promise<SourceCount[]>
  /** Waits for what runs, then lets go of the file or the connections. */
  close(): Promise<void>
}

export type Param = string | number | boolean | bigint | null | readonly (string | number)[]

export type QueryOptions = {
  /** JSON columns as values instead of their text. */
  json?: boolean
}

/**
 * Numbers come as `Float64Array` with NaN for NULL, lists of numbers as one array of values, all else as plain arrays.
 */
export type Batch = { rows: number; columns: Record<string, Column> }
export type Column = Float64Array | NumberLists | readonly unknown[]
/** The list of row `i` is `values.subarray(i ? ends[i - 1] : 0, ends[i])`. */
export type NumberLists = { values: Float64Array; ends: Uint32Array }

export type Counts = {
  events: number
  persons: number
  accounts: number
  firstTs: number | null
  lastTs: number | null
}
export type SourceCount = { source: string; events: number; lastTs: number }

export type EventsWhere = { memory: true } | { file: string } | { url: string; schema: string }

export type EventsOptions = {
  /** The time zone whose calendar days the column `day` counts. */
  zone: string
  /** What DuckDB may keep in memory before it spills to disk; half of the machine's memory by default. */
  memoryBytes?: number
  /** What `cached` may keep; 64 MB by default. */
  cacheBytes?: number
}

/** Opens the facts of one workspace, creating them when they are not there. A file can be open once. */
export function openEvents(where: EventsWhere, options: EventsOptions): Promise<Events> {
  if ('url' in where) throw new Error('PostgreSQL is being built')
  return openDuckdb('file' in where ? where.file : ':memory:', options)
}
