import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'
import type { Settings } from './inbox.ts'

type Once<T> = ColumnType<T, T, never>

interface InboxTable {
  workspace: Once<string>
  person: Once<string>
  /** When they last said that they have seen what happened. */
  seen_at: Instant | null
  mail: Settings['mail']
  /** When the last mail went out. */
  mailed_at: Instant | null
}

/** What somebody was told of, so that they are told once. */
interface InboxToldTable {
  workspace: Once<string>
  person: Once<string>
  id: Once<string>
  at: Once<Instant>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    inbox: InboxTable
    inbox_told: InboxToldTable
  }
}

export const inboxMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 inbox',
    async up(db) {
      await db.schema
        .createTable('inbox')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('seen_at', 'text')
        .addColumn('mail', 'text', c => c.notNull())
        .addColumn('mailed_at', 'text')
        .addPrimaryKeyConstraint('inbox_key', ['workspace', 'person'])
        .execute()
      await db.schema
        .createTable('inbox_told')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('inbox_told_key', ['workspace', 'person', 'id'])
        .execute()
    },
  },
]
