import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { PlainDate } from '../../core/plain-date.ts'
import type { Migration } from '../../store/records/records.ts'
import type { Severity } from './finding.ts'

type Once<T> = ColumnType<T, T, never>

interface FindingRunTable {
  workspace: Once<string>
  id: Once<string>
  recorded_at: Once<Instant>
  /** Its day in the company’s zone. */
  recorded_on: Once<PlainDate>
  as_of: Once<PlainDate>
  score: Once<number>
  /** JSON of `TeamScore[]`. */
  teams: Once<string>
  /** JSON of `Counts`. */
  counts: Once<string>
}

/** What a run found. */
interface FindingSeenTable {
  workspace: Once<string>
  run: Once<string>
  finding: Once<string>
  severity: Once<Severity>
  suppressed: Once<number>
  extent: Once<number | null>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    finding_run: FindingRunTable
    finding_seen: FindingSeenTable
  }
}

export const findingMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 finding',
    async up(db) {
      await db.schema
        .createTable('finding_run')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('recorded_at', 'text', c => c.notNull())
        .addColumn('recorded_on', 'text', c => c.notNull())
        .addColumn('as_of', 'text', c => c.notNull())
        .addColumn('score', 'real', c => c.notNull())
        .addColumn('teams', 'text', c => c.notNull())
        .addColumn('counts', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('finding_run_key', ['workspace', 'id'])
        .execute()
      await db.schema
        .createIndex('finding_run_in_time')
        .on('finding_run')
        .columns(['workspace', 'recorded_at', 'id'])
        .execute()
      await db.schema
        .createTable('finding_seen')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('run', 'text', c => c.notNull())
        .addColumn('finding', 'text', c => c.notNull())
        .addColumn('severity', 'text', c => c.notNull())
        .addColumn('suppressed', 'integer', c => c.notNull())
        .addColumn('extent', 'real')
        .addPrimaryKeyConstraint('finding_seen_key', ['workspace', 'run', 'finding'])
        .addForeignKeyConstraint('finding_seen_by', ['workspace', 'run'], 'finding_run', ['workspace', 'id'])
        .execute()
      await db.schema.createIndex('finding_seen_of').on('finding_seen').columns(['workspace', 'finding']).execute()
    },
  },
]
