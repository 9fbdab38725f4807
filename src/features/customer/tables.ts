import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'

type Once<T> = ColumnType<T, T, never>

/** A pseudonym is the salted hash of an identifier, as the facts keep it of whoever is suppressed. */
interface CustomerErasureTable {
  workspace: Once<string>
  id: Once<string>
  /** The pseudonym by which the audit log and the register name the person. */
  pseudonym: Once<string>
  /** JSON list of the pseudonyms of all their identifiers. */
  pseudonyms: Once<string>
  by: Once<string>
  at: Once<Instant>
  /** When everything of it was done; null while it is under way, or was broken off. */
  finished_at: Instant | null
  /** How often the facts had changed when it was done: facts that changed less often were restored from a backup. */
  watermark: number | null
  /** JSON: how much was removed. */
  counts: string | null
}

interface CustomerConsentTable {
  workspace: Once<string>
  id: Once<string>
  pseudonym: Once<string>
  purpose: Once<string>
  state: Once<'given' | 'withdrawn'>
  at: Once<Instant>
  by: Once<string>
}

interface CustomerSuppressionTable {
  workspace: Once<string>
  pseudonym: Once<string>
  why: Once<string>
  at: Once<Instant>
  by: Once<string>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    customer_erasure: CustomerErasureTable
    customer_consent: CustomerConsentTable
    customer_suppression: CustomerSuppressionTable
  }
}

export const customerMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 customer',
    async up(db) {
      await db.schema
        .createTable('customer_erasure')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('pseudonym', 'text', c => c.notNull())
        .addColumn('pseudonyms', 'text', c => c.notNull())
        .addColumn('by', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('finished_at', 'text')
        .addColumn('watermark', 'integer')
        .addColumn('counts', 'text')
        .addPrimaryKeyConstraint('customer_erasure_key', ['workspace', 'id'])
        .execute()
      await db.schema
        .createTable('customer_consent')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('pseudonym', 'text', c => c.notNull())
        .addColumn('purpose', 'text', c => c.notNull())
        .addColumn('state', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('by', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('customer_consent_key', ['workspace', 'pseudonym', 'id'])
        .execute()
      await db.schema
        .createTable('customer_suppression')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('pseudonym', 'text', c => c.notNull())
        .addColumn('why', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('by', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('customer_suppression_key', ['workspace', 'pseudonym'])
        .execute()
    },
  },
]
