import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { CompiledQuery, type Dialect, Kysely, type KyselyPlugin } from 'kysely'
import { explained, reasonOf } from '../failure.ts'
import { guarded } from './guard.ts'
import { type Engine, type Migration, migrate } from './migration.ts'
import { placeOf, postgresDialect } from './postgres.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type { Engine, Migration } from './migration.ts'

/** What queries are built from: the store itself, or a transaction of it. */
export type Rows = Kysely<Tables>

/** Agreements and people's work, on SQLite or PostgreSQL. Facts are in `events`; what a row means is a feature's business. */
export interface Records {
  readonly engine: Engine
  /** For single statements. Inside of a transaction use the transaction: this one refuses there. */
  readonly rows: Rows
  /**
   * All of `work` or nothing of it, on disk when the promise resolves, as if nobody else were at work meanwhile
   * (serializable). PostgreSQL may need several attempts for that, so `work` must do nothing but read and write rows.
   */
  transaction<T>(work: (tx: Rows) => Promise<T>): Promise<T>
  /**
   * Clears away what was deleted or overwritten, so that no byte of it is left in an SQLite file or its log. PostgreSQL reuses
   * the space; what its own logs and backups keep is up to whoever runs it.
   */
  compact(): Promise<void>
  /** Waits for work under way, then closes. */
  close(): Promise<void>
}

export type RecordsPlace = { memory: true } | { file: string } | { url: string; schema?: string }

/**
 * Opens the records and brings their tables up to date.
 *
 * A commit on a file survives a power cut (WAL, `synchronous=FULL`). A place that cannot be used fails as `unavailable`
 * with a sentence that says why. `patience` is how many milliseconds to wait for a connection.
 */
export async function openRecords(
  where: RecordsPlace,
  migrations: readonly Migration[],
  { patience = 30_000 }: { patience?: number } = {},
): Promise<Records> {
  const inside = new AsyncLocalStorage<{ open: boolean }>()
  const mayEnter = () => {
    if (inside.getStore()?.open) throw new Error(OUTSIDE)
  }
  const engine: Engine = 'url' in where ? 'postgres' : 'sqlite'
  const place = placeName(where)
  const explain = (error: unknown) => explained(error, place)
  const dialect = guarded(open(where, patience, explain), mayEnter, explain)
  const rows = new Kysely<Tables>({ dialect })
  const once = <T>(work: (tx: Rows) => Promise<T>): Promise<T> =>
    rows
      .transaction()
      .setIsolationLevel('serializable')
      .execute(tx => {
        const state = { open: true }
        return inside
          .run(state, () => work(tx.withPlugin(whileOpen(state))))
          .finally(() => {
            state.open = false
          })
      })
  try {
    await migrate(
      rows as unknown as Parameters<typeof migrate>[0],
      engine,
      migrations,
      'url' in where ? where.schema : undefined,
    )
  } catch (error) {
    await rows.destroy()
    throw error
  }
  return {
    engine,
    rows,
    async transaction(work) {
      mayEnter()
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(work)
        } catch (error) {
          if (engine === 'sqlite' || !mayHelp(error, attempt)) throw error
          await sleep(Math.random() * Math.min(10 * 2 ** attempt, 500))
        }
      }
    },
    async compact() {
      mayEnter()
      const statements = engine === 'sqlite' ? ['vacuum', 'pragma wal_checkpoint(truncate)'] : ['vacuum']
      for (const statement of statements) await rows.executeQuery(CompiledQuery.raw(statement))
    },
    close: () => rows.destroy(),
  }
}

/**
 * Keeps the rows that `query` selects from changing until the transaction ends: `FOR UPDATE` on PostgreSQL; on SQLite,
 * where a transaction already has the store to itself, the query as it is.
 */
export function locking<Q extends { forUpdate(): Q }>(query: Q, { engine }: { engine: Engine }): Q {
  return engine === 'postgres' ? query.forUpdate() : query
}

const OUTSIDE =
  'The records were used past the transaction that is open here. Use the `tx` it was given: outside of it the change would wait for itself.'

const ENDED = 'A transaction was used after it ended. Await everything that is done with `tx` inside of it.'

function placeName(where: RecordsPlace): string {
  if ('url' in where) return placeOf(where.url)
  return 'file' in where ? `“${where.file}”` : 'memory'
}

function open(where: RecordsPlace, patience: number, explain: (error: unknown) => unknown): Dialect {
  if ('url' in where) return postgresDialect(where.url, Math.min(patience, 10_000), where.schema)
  let database: Database.Database | undefined
  try {
    database = new Database('file' in where ? where.file : ':memory:', { timeout: Math.min(patience, 5000) })
    for (const pragma of PRAGMAS) database.pragma(pragma)
    return sqliteDialect(database, patience)
  } catch (error) {
    database?.close()
    throw explain(error)
  }
}

// Without case_sensitive_like LIKE would ignore case on SQLite only; fullfsync is what macOS needs to reach the disk.
const PRAGMAS = [
  'journal_mode = wal',
  'synchronous = full',
  'fullfsync = on',
  'checkpoint_fullfsync = on',
  'foreign_keys = on',
  'case_sensitive_like = on',
  'trusted_schema = off',
  'secure_delete = on',
  'journal_size_limit = 67108864',
]

/** PostgreSQL's manual (13.5) wants a duplicate retried too: the second attempt sees the row and can say what it is. */
function mayHelp(error: unknown, attempt: number): boolean {
  const reason = reasonOf(error)
  return (reason === 'contention' && attempt < 12) || (reason === 'duplicate' && attempt < 2)
}

function whileOpen(state: { open: boolean }): KyselyPlugin {
  return {
    transformQuery({ node }) {
      if (!state.open) throw new Error(ENDED)
      return node
    },
    transformResult: async ({ result }) => result,
  }
}
