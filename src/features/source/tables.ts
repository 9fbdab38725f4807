import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'

type Once<T> = ColumnType<T, T, never>

interface ImportRunTable {
  workspace: Once<string>
  id: Once<string>
  source: Once<string>
  revision: Once<number>
  /** Its name; of rows that no file brought, what stands for it. */
  file: string
  /** What tells one content from another, a file’s SHA-256, by which an interrupted import is found again. */
  content: Once<string>
  bytes: Once<number>
  /** JSON of `Shape`: the file's columns, and how it writes dates and numbers. */
  shape: string
  actor: Once<string>
  started_at: Once<Instant>
  /** The call that is at work on it; another that takes over writes its own name here. */
  worker: string
  /** How many rows of the file are accounted for. */
  position: number
  rows: number
  stored: number
  duplicate: number
  rejected: number
  skipped: number
  /** JSON of `Mark` while a batch is under way. */
  mark: string | null
  finished_at: Instant | null
}

interface RejectedRowTable {
  workspace: Once<string>
  import: Once<string>
  row: Once<number>
  line: Once<number>
  reason: string
  column: string | null
  /** JSON: an object of cells, or a text. */
  content: string
  cut: number
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    import_run: ImportRunTable
    rejected_row: RejectedRowTable
  }
}

export const sourceMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 source',
    async up(db) {
      await db.schema
        .createTable('import_run')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('source', 'text', c => c.notNull())
        .addColumn('revision', 'integer', c => c.notNull())
        .addColumn('file', 'text', c => c.notNull())
        .addColumn('content', 'text', c => c.notNull())
        .addColumn('bytes', 'integer', c => c.notNull())
        .addColumn('shape', 'text', c => c.notNull())
        .addColumn('actor', 'text', c => c.notNull())
        .addColumn('started_at', 'text', c => c.notNull())
        .addColumn('worker', 'text', c => c.notNull())
        .addColumn('position', 'integer', c => c.notNull())
        .addColumn('rows', 'integer', c => c.notNull())
        .addColumn('stored', 'integer', c => c.notNull())
        .addColumn('duplicate', 'integer', c => c.notNull())
        .addColumn('rejected', 'integer', c => c.notNull())
        .addColumn('skipped', 'integer', c => c.notNull())
        .addColumn('mark', 'text')
        .addColumn('finished_at', 'text')
        .addPrimaryKeyConstraint('import_run_key', ['workspace', 'id'])
        .execute()
      await db.schema
        .createIndex('import_run_of_source')
        .on('import_run')
        .columns(['workspace', 'source', 'content'])
        .execute()
      await db.schema
        .createTable('rejected_row')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('import', 'text', c => c.notNull())
        .addColumn('row', 'integer', c => c.notNull())
        .addColumn('line', 'integer', c => c.notNull())
        .addColumn('reason', 'text', c => c.notNull())
        .addColumn('column', 'text')
        .addColumn('content', 'text', c => c.notNull())
        .addColumn('cut', 'integer', c => c.notNull())
        .addPrimaryKeyConstraint('rejected_row_key', ['workspace', 'import', 'row'])
        .addForeignKeyConstraint('rejected_row_of', ['workspace', 'import'], 'import_run', ['workspace', 'id'])
        .execute()
    },
  },
]
