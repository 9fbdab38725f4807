import { type Kysely, sql, type Transaction } from 'kysely'
import { assert, fail, ProductError } from '../../core/error.ts'
import { columnTypes } from './column-type.ts'

export type Engine = 'sqlite' | 'postgres'

/** One step that the tables have taken; steps only go forward. */
export type Migration = {
  /** The day it was written and what it is about: `2026-11-22 agreement`. */
  name: string
  /** Written with Kysely's schema builder in the types `text`, `integer`, `real` and `blob` only. */
  // biome-ignore lint/suspicious/noExplicitAny: a migration sees the tables as they were, not as they are
  up(db: Kysely<any>, engine: Engine): Promise<void>
}

/**
 * Brings the tables up to date: runs each of `migrations` that has not run yet, by day and within a day as listed.
 *
 * Each runs in a transaction with the note that it ran, so a process that is killed leaves whole steps behind and the
 * next one goes on. Several servers may start at once: one works while the others wait. Records that a newer Plumbline
 * made are refused and left alone.
 */
export async function migrate(
  db: Kysely<Ledger>,
  engine: Engine,
  migrations: readonly Migration[],
  schema?: string,
): Promise<void> {
  const ordered = inOrder(migrations)
  let done = false
  while (!done) {
    done = await db
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async tx => {
        if (engine === 'postgres') await lockAndEnter(tx, schema)
        return step(tx, engine, ordered)
      })
  }
}

interface Ledger {
  migration: { name: string; at: string }
}

function inOrder(migrations: readonly Migration[]): Migration[] {
  const names = migrations.map(migration => migration.name)
  assert(new Set(names).size === names.length, `two migrations have one name among: ${names.join(', ')}`)
  for (const name of names) assert(/^\d{4}-\d\d-\d\d ./.test(name), `migration “${name}” does not begin with its day`)
  const day = (migration: Migration) => migration.name.slice(0, 10)
  return [...migrations].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
}

/** Runs the next migration that is due; true when there was none. */
async function step(tx: Transaction<Ledger>, engine: Engine, ordered: readonly Migration[]): Promise<boolean> {
  const typed = tx.withPlugin(columnTypes(engine))
  await typed.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('name', 'text', column => column.primaryKey().notNull())
    .addColumn('at', 'text', column => column.notNull())
    .execute()
  const ran = new Set((await tx.selectFrom('migration').select('name').execute()).map(row => row.name))
  const known = new Set(ordered.map(migration => migration.name))
  const unknown = [...ran].filter(name => !known.has(name)).sort()
  if (unknown.length)
    fail(
      'unavailable',
      `These records were made by a newer Plumbline: this one does not know their step “${unknown[0]}”. ` +
        'Start the newer version again, or restore the backup from before the upgrade.',
      { reason: 'newer', unknown },
    )
  const next = ordered.find(migration => !ran.has(migration.name))
  if (!next) return true
  await next.up(typed, engine).catch(error => {
    if (error instanceof ProductError) throw error
    throw new Error(`Migration “${next.name}” failed and was undone: ${(error as Error).message}`, { cause: error })
  })
  await tx.insertInto('migration').values({ name: next.name, at: new Date().toISOString() }).execute()
  return false
}

async function lockAndEnter(tx: Transaction<Ledger>, schema?: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(1886090861, hashtext(${schema ?? 'public'}))`.execute(tx)
  if (!schema) return
  const { rows } = await sql<{ there: number }>`select to_regnamespace(${schema}) is not null as there`.execute(tx)
  if (!rows[0]?.there) await sql`create schema ${sql.id(schema)}`.execute(tx)
}
