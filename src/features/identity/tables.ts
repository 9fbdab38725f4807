import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'

type Once<T> = ColumnType<T, T, never>

/** What somebody decided about two identifiers, by their nodes: a number that says nothing once the facts are gone. */
interface IdentityActTable {
  workspace: Once<string>
  id: Once<string>
  act: Once<'split' | 'join'>
  one: Once<number>
  other: Once<number>
  why: Once<string>
  by: Once<string>
  at: Once<Instant>
  undone_at: Instant | null
  undone_by: string | null
  undone_why: string | null
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    identity_act: IdentityActTable
  }
}

export const identityMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 identity',
    async up(db) {
      await db.schema
        .createTable('identity_act')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('act', 'text', c => c.notNull())
        .addColumn('one', 'integer', c => c.notNull())
        .addColumn('other', 'integer', c => c.notNull())
        .addColumn('why', 'text', c => c.notNull())
        .addColumn('by', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('undone_at', 'text')
        .addColumn('undone_by', 'text')
        .addColumn('undone_why', 'text')
        .addPrimaryKeyConstraint('identity_act_key', ['workspace', 'id'])
        .execute()
    },
  },
]
