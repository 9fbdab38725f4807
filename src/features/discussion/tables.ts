import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'
import type { Mention } from './discussion.ts'

type Once<T> = ColumnType<T, T, never>

interface CommentTable {
  workspace: Once<string>
  id: Once<string>
  kind: Once<string>
  name: Once<string>
  number: Once<number>
  person: Once<string>
  /** Empty once it was taken back. */
  text: string
  at: Once<Instant>
  retracted_at: Instant | null
}

interface MentionTable {
  workspace: Once<string>
  comment: Once<string>
  kind: Once<Mention['kind']>
  /** Id of a person or name of a team. */
  target: Once<string>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    comment: CommentTable
    mention: MentionTable
  }
}

export const discussionMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 discussion',
    async up(db) {
      await db.schema
        .createTable('comment')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('kind', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('text', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('retracted_at', 'text')
        .addPrimaryKeyConstraint('comment_key', ['workspace', 'id'])
        .addForeignKeyConstraint('comment_on', ['workspace', 'kind', 'name', 'number'], 'revision', [
          'workspace',
          'kind',
          'name',
          'number',
        ])
        .execute()
      await db.schema
        .createTable('mention')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('comment', 'text', c => c.notNull())
        .addColumn('kind', 'text', c => c.notNull())
        .addColumn('target', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('mention_key', ['workspace', 'comment', 'kind', 'target'])
        .addForeignKeyConstraint('mention_in', ['workspace', 'comment'], 'comment', ['workspace', 'id'])
        .execute()
      await db.schema.createIndex('mention_of').on('mention').columns(['workspace', 'kind', 'target']).execute()
      await db.schema.createIndex('comment_about').on('comment').columns(['workspace', 'kind', 'name', 'id']).execute()
    },
  },
]
