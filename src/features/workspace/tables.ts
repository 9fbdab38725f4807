import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'

interface WorkspaceTable {
  workspace: ColumnType<string, string, never>
  name: string
  title: string
  /** JSON. */
  calendar: string
  currency: string
  signatures: number
  created_at: ColumnType<Instant, Instant, never>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    workspace: WorkspaceTable
  }
}

export const workspaceMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 workspace',
    async up(db) {
      await db.schema
        .createTable('workspace')
        .addColumn('workspace', 'text', c => c.primaryKey())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('title', 'text', c => c.notNull())
        .addColumn('calendar', 'text', c => c.notNull())
        .addColumn('currency', 'text', c => c.notNull())
        .addColumn('signatures', 'integer', c => c.notNull())
        .addColumn('created_at', 'text', c => c.notNull())
        .execute()
    },
  },
]
