import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'

type Once<T> = ColumnType<T, T, never>

interface FreezeTable {
  workspace: Once<string>
  scorecard: Once<string>
  /** Label of the period, such as 2026-Q1. */
  period: Once<string>
  /** Counts the freezes of a period from 1. */
  number: Once<number>
  starts_on: Once<string>
  ends_on: Once<string>
  frozen_at: Once<Instant>
  /** Canonical JSON of everything that was frozen. */
  content: Once<string>
  /** SHA-256 of the content. */
  hash: Once<string>
}

interface SignOffTable {
  workspace: Once<string>
  scorecard: Once<string>
  period: Once<string>
  number: Once<number>
  team: Once<string>
  person: Once<string>
  at: Once<Instant>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    scorecard_freeze: FreezeTable
    scorecard_sign_off: SignOffTable
  }
}

const freeze = ['workspace', 'scorecard', 'period', 'number'] as const

export const scorecardMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 scorecard freeze',
    async up(db) {
      await db.schema
        .createTable('scorecard_freeze')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('scorecard', 'text', c => c.notNull())
        .addColumn('period', 'text', c => c.notNull())
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('starts_on', 'text', c => c.notNull())
        .addColumn('ends_on', 'text', c => c.notNull())
        .addColumn('frozen_at', 'text', c => c.notNull())
        .addColumn('content', 'text', c => c.notNull())
        .addColumn('hash', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('scorecard_freeze_key', [...freeze])
        .execute()
      await db.schema
        .createTable('scorecard_sign_off')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('scorecard', 'text', c => c.notNull())
        .addColumn('period', 'text', c => c.notNull())
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('team', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('scorecard_sign_off_key', [...freeze, 'team', 'person'])
        .addForeignKeyConstraint('scorecard_sign_off_of', [...freeze], 'scorecard_freeze', [...freeze])
        .execute()
    },
  },
]
