import { totalmem } from 'node:os'
import type { Dialect } from '../../core/dialect.ts'
import { fail, failOn } from '../../core/error.ts'
import type { Fact } from '../../core/fact.ts'
import { resultCache } from './cache.ts'
import { committer } from './commit.ts'
import { openDuckdb } from './duckdb.ts'
import { isStorable, problemsOfFact, type Verdict } from './fact.ts'
import { openPostgres } from './postgres.ts'
import { type Row, rowOf } from './row.ts'
import { write } from './write.ts'

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
  /**
   * Hands over a large result in batches of columns, and waits for the callback before it reads on. The callback must not
   * ask this store anything: its question might wait for the stream to end.
   */
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

/**
 * Opens the facts of one workspace, creating them when they are not there. A file can be open once; a schema of PostgreSQL
 * may be open in any number of processes.
 */
export async function openEvents(where: EventsWhere, options: EventsOptions): Promise<Events> {
  const engine =
    'url' in where
      ? await openPostgres(where.url, where.schema)
      : await openDuckdb(
          'file' in where ? where.file : undefined,
          options.memoryBytes ?? Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2,
        )
  const commit = committer((rows: readonly Row[]) => engine.transaction(writing => write(rows, writing)))
  const cache = resultCache(options.cacheBytes ?? 64 * 2 ** 20)
  const running = new Set<Promise<unknown>>()
  let open = true
  const whileOpen = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!open) fail('unavailable', 'The facts of this workspace are closed. Start Plumbline again.')
    const task = work()
    running.add(task)
    return task.finally(() => running.delete(task))
  }
  const query = <T>(sql: string, params: readonly Param[] = [], json = false): Promise<T[]> =>
    whileOpen(() => engine.query<T>(sql, params, json))
  const watermark = (): Promise<number> => whileOpen(() => engine.watermark())
  return {
    engine: engine.dialect.engine,
    dialect: engine.dialect,
    append: facts =>
      whileOpen(async () => {
        refuseUnstorable(facts)
        return facts.length ? commit(facts.map(fact => rowOf(fact, options.zone))) : []
      }),
    query: (sql, params, { json } = {}) => query(sql, params, json),
    cached: async <T extends object>(sql: string, params: readonly Param[] = []) =>
      cache.get(`${sql}\n${params.map(keyOf)}`, await watermark(), () => query<T>(sql, params)),
    stream: (sql, params, onBatch) => whileOpen(() => engine.stream(sql, params, onBatch)),
    watermark,
    counts: async () => (await query<Counts>(COUNTS))[0]!,
    sources: () => query<SourceCount>(SOURCES),
    async close() {
      if (!open) return
      open = false
      await Promise.allSettled(running)
      await engine.close()
    },
  }
}

const COUNTS = `SELECT count(*) AS events, min(ts) AS "firstTs", max(ts) AS "lastTs",
  (SELECT count(*) FROM person) AS persons, (SELECT count(*) FROM account) AS accounts FROM event`

const SOURCES = `SELECT source, count(*) AS events, max(ts) AS "lastTs" FROM event GROUP BY source ORDER BY source`

const keyOf = (param: Param): string => JSON.stringify(typeof param === 'bigint' ? `${param}n` : param)

function refuseUnstorable(facts: readonly Fact[]): void {
  if (facts.every(isStorable)) return
  const problems = facts.flatMap((fact, i) =>
    problemsOfFact(fact).map(problem => ({ ...problem, path: [i, ...problem.path] })),
  )
  failOn(problems, 'Nothing was stored, because the batch holds a fact that cannot be')
}
