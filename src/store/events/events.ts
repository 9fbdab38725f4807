import { totalmem } from 'node:os'
import type { Dialect } from '../../core/dialect.ts'
import { fail, failOn } from '../../core/error.ts'
import type { Fact } from '../../core/fact.ts'
import type { IdentityRules } from '../../core/identity-rules.ts'
import { storable } from '../../core/json.ts'
import { resultCache } from './cache.ts'
import { committer } from './commit.ts'
import { type Delivered, type Delivery, deliver, drop, type Holding, type Messages } from './delivery.ts'
import { openDuckdb } from './duckdb.ts'
import { bar, type Erased, erase, forget, NOBODY, PAST } from './erase.ts'
import { isStorable, problemsOfFact, type Verdict } from './fact.ts'
import { comparableRules, RULES, rulesOf } from './kept-rules.ts'
import { openPostgres } from './postgres.ts'
import { type HistoryWhere, historyOf, type Profile, profileOf } from './profile.ts'
import { type Held, type HeldWhere, holding, type Tally } from './quarantine.ts'
import type { Regrouped } from './regroup.ts'
import { planned, type Regrouping, regroup } from './regroup-all.ts'
import { identifiersOf, type Row, rowOf } from './row.ts'

/**
 * Where facts rest: one workspace's events, the people and accounts behind them, and what was said about them.
 * What a number means is not known here; SQL comes in as text from `semantics`.
 *
 * Tables, of the same names and meaning in both engines (`person` and `account` are numbers of this store, `ts` epoch ms):
 * `event(person, ts, id, visitor, account, day, source, name, props)`, `trait(person, ts, id, visitor, account, traits)`,
 * `account_trait(account, ts, id, traits)`, `person(person, created, traits)`, `account(account, created, traits)`,
 * `identifier(kind, value, person, node)`, `account_identifier(kind, value, account)`, `link(a, b, ts, id, held)`. A `node` is
 * the number of an identifier, `visitor` that of a fact's strongest one: neither ever changes, while `person` follows the
 * rules of identity. `created` is the instant of the earliest fact.
 */
export interface Events {
  readonly engine: 'duckdb' | 'postgres'
  readonly dialect: Dialect
  /**
   * Stores the facts in one transaction and says of each whether it is new; it is on disk when the promise resolves.
   * Facts with an id that is already stored, or came earlier in the batch, change nothing. A failed append may be repeated.
   */
  append(facts: readonly Fact[]): Promise<Verdict[]>
  /**
   * Settles messages of one source in one transaction: facts are stored, bad ones held, all are counted (see `Tally`). A fact
   * in conflict with what is stored is held too.
   */
  collect(collected: Collected): Promise<Delivered>
  /** What became of everything that each source brought, by the name of the source. */
  tallies(): Promise<Tally[]>
  /** Messages that are held, newest first. */
  holding(where: HeldWhere): Promise<Held[]>
  held(ids: readonly string[]): Promise<Held[]>
  /** Puts another text in the place of a held message’s. */
  amend(id: string, raw: string): Promise<void>
  /** Gives up held messages, which count as refused from now on; says how many were held. */
  drop(ids: readonly string[]): Promise<number>
  /**
   * Removes everything about people, for good: no byte of it is left in a DuckDB file. Their identifiers may not be stored
   * again: such facts get the verdict `suppressed`.
   */
  erase(persons: readonly number[]): Promise<Erased>
  /** Lets identifiers not be stored from now on; what is stored stays. */
  suppress(identifiers: readonly { kind: string; value: string }[]): Promise<void>
  /** Suppresses what hashes stand for, as the table `suppressed` has them; needed where facts were put back from a backup. */
  suppressHashes(hashes: readonly string[]): Promise<void>
  /** Lets identifiers be stored again that were suppressed. */
  admit(identifiers: readonly { kind: string; value: string }[]): Promise<void>
  /** Removes a source’s facts from before an instant (epoch milliseconds), for good, and says how many there were. */
  forget(source: string, before: number): Promise<number>
  /** How identifiers become people. */
  readonly identity: Identity
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

export interface Identity {
  rules(): Promise<IdentityRules>
  /** What other rules would change; nothing is written. */
  preview(rules: IdentityRules): Promise<Regrouping>
  /** Keeps rules and puts every event, saying and identifier where it belongs under them, in one transaction. */
  apply(rules: IdentityRules): Promise<Regrouping>
  profile(person: number): Promise<Profile | undefined>
  /** Merges and splits, the latest first. */
  history(where: HistoryWhere): Promise<Regrouped[]>
}

export type Param = string | number | boolean | bigint | null | readonly (string | number)[]

export type QueryOptions = {
  /** JSON columns as values instead of their text. */
  json?: boolean
}

/** Messages of one source, read by whoever collects them. */
export type Collected = Omit<Messages, 'released' | 'held'> & {
  facts: readonly Fact[]
  /** With whom each names, where that is known: nothing is held about people who may not be stored. */
  held: readonly (Held & { about?: Pick<Fact, 'user' | 'email' | 'anonymous' | 'phone' | 'ids'> })[]
  released?: readonly string[]
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
  const commit = committer(
    (deliveries: readonly Delivery[]) => engine.transaction(writing => deliver(deliveries, writing)),
    ({ rows, messages }) => rows.length + (messages?.held.length ?? 0),
  )
  const rowsOf = (facts: readonly Fact[]): Row[] => {
    refuseUnstorable(facts)
    return facts.map(fact => rowOf(fact, options.zone))
  }
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
        const rows = rowsOf(facts)
        return rows.length ? (await commit({ rows })).verdicts : []
      }),
    collect: ({ facts, released = [], held, ...messages }) =>
      whileOpen(async () =>
        commit({ rows: rowsOf(facts), messages: { ...messages, released, held: held.map(each => holdingOf(each)) } }),
      ),
    erase: persons =>
      whileOpen(async () => {
        if (!persons.length) return NOBODY
        const erased = await engine.removing(writing => erase(persons, Date.now(), writing))
        await engine.rewrite()
        return erased
      }),
    suppress: identifiers => whileOpen(() => engine.transaction(writing => bar(identifiers, Date.now(), writing))),
    suppressHashes: hashes => whileOpen(() => engine.transaction(writing => writing.barHashes(hashes, Date.now()))),
    admit: identifiers => whileOpen(() => engine.transaction(writing => writing.unbar(identifiers))),
    forget: (source, before) =>
      whileOpen(async () => {
        if (!(await query<{ n: number }>(PAST, [source, before]))[0]!.n) return 0
        const facts = await engine.removing(writing => forget(source, before, writing))
        if (facts) await engine.rewrite()
        return facts
      }),
    tallies: () => query<Tally>('SELECT * FROM tally ORDER BY source COLLATE "C"'),
    holding: where => query<Held>(...holding(where)),
    held: async ids => {
      const found = await query<Held>(
        `SELECT * FROM quarantine WHERE CAST(id AS TEXT) IN (SELECT unnest(string_to_array($1, ',')))`,
        [ids.join()],
      )
      return found
    },
    amend: (id, raw) => whileOpen(() => engine.transaction(writing => writing.amend(id, storable(raw)))),
    drop: ids => whileOpen(() => engine.transaction(writing => drop(ids, writing))),
    identity: {
      rules: async () => rulesOf(await query<{ rules: string }>(RULES)),
      preview: rules =>
        whileOpen(async () => {
          const stream = (sql: string, onBatch: (batch: Batch) => void) => engine.stream(sql, [], onBatch)
          return (await planned(comparableRules(rules), Date.now(), stream)).regrouping
        }),
      apply: rules =>
        whileOpen(() => engine.transaction(writing => regroup(comparableRules(rules), Date.now(), writing))),
      profile: person => profileOf(person, query),
      history: where => query<Regrouped>(...historyOf(where)),
    },
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

/** Identifiers are compared as those of facts are. */
function holdingOf({ about, ...held }: Collected['held'][number]): Holding {
  if (!about) return held
  const row = rowOf({ id: '', ts: 0, source: '', props: {}, ...about }, 'UTC')
  return { ...held, names: identifiersOf(row) }
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
