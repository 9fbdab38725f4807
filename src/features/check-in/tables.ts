import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'

type Once<T> = ColumnType<T, T, never>

interface ConfidenceRoundTable {
  workspace: Once<string>
  id: Once<string>
  goal: Once<string>
  team: Once<string>
  opened_at: Once<Instant>
  opened_by: Once<string>
  revealed_at: Instant | null
  /** `open` while it is, then its own id: a team has one open round for a goal. */
  slot: string
  /** JSON of the answers from low to high, once they are shown. */
  votes: string | null
}

interface ConfidenceVoteTable {
  workspace: Once<string>
  round: Once<string>
  person: Once<string>
  /** A number in digits; gone once the answers are shown, when only who voted is known. */
  confidence: string | null
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    confidence_round: ConfidenceRoundTable
    confidence_vote: ConfidenceVoteTable
  }
}

export const checkInMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 check-in',
    async up(db) {
      await db.schema
        .createTable('confidence_round')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('goal', 'text', c => c.notNull())
        .addColumn('team', 'text', c => c.notNull())
        .addColumn('opened_at', 'text', c => c.notNull())
        .addColumn('opened_by', 'text', c => c.notNull())
        .addColumn('revealed_at', 'text')
        .addColumn('slot', 'text', c => c.notNull())
        .addColumn('votes', 'text')
        .addPrimaryKeyConstraint('confidence_round_key', ['workspace', 'id'])
        .addUniqueConstraint('confidence_round_slot', ['workspace', 'goal', 'team', 'slot'])
        .execute()
      await db.schema
        .createTable('confidence_vote')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('round', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('confidence', 'text')
        .addPrimaryKeyConstraint('confidence_vote_key', ['workspace', 'round', 'person'])
        .addForeignKeyConstraint('confidence_vote_round', ['workspace', 'round'], 'confidence_round', [
          'workspace',
          'id',
        ])
        .execute()
    },
  },
]
