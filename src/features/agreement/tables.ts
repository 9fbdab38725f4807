import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'
import type { Adoption } from './agreement.ts'

type Once<T> = ColumnType<T, T, never>

interface AgreementTable {
  workspace: Once<string>
  kind: Once<string>
  name: Once<string>
  head: number
  in_force: number | null
  retired_at: Instant | null
  retired_why: string | null
}

interface RevisionTable {
  workspace: Once<string>
  kind: Once<string>
  name: Once<string>
  number: Once<number>
  title: Once<string>
  owner: Once<string>
  /** JSON. */
  spec: Once<string>
  why: Once<string>
  author: Once<string>
  at: Once<Instant>
  hash: Once<string>
  /** JSON list of teams. */
  binds: Once<string>
  proposed: number
  in_force_at: Instant | null
  adopted: Adoption | null
  /** JSON of `kind/name` → revision that this one rested on when it came into force without signatures. */
  seen: string | null
}

interface SignatureTable {
  workspace: Once<string>
  kind: Once<string>
  name: Once<string>
  number: Once<number>
  team: Once<string>
  person: Once<string>
  at: Instant
  /** JSON of `kind/name` → revision that the signer saw it rest on. */
  seen: string
}

interface ObjectionTable {
  workspace: Once<string>
  id: Once<string>
  kind: Once<string>
  name: Once<string>
  number: Once<number>
  team: Once<string>
  person: Once<string>
  reason: Once<string>
  at: Once<Instant>
  settled_at: Instant | null
  outcome: string | null
}

interface ReferenceTable {
  workspace: Once<string>
  kind: Once<string>
  name: Once<string>
  number: Once<number>
  to_kind: Once<string>
  to_name: Once<string>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    agreement: AgreementTable
    revision: RevisionTable
    signature: SignatureTable
    objection: ObjectionTable
    reference: ReferenceTable
  }
}

const identity = ['workspace', 'kind', 'name'] as const
const revision = [...identity, 'number'] as const

export const agreementMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 agreement',
    async up(db) {
      await db.schema
        .createTable('agreement')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('kind', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('head', 'integer', c => c.notNull())
        .addColumn('in_force', 'integer')
        .addColumn('retired_at', 'text')
        .addColumn('retired_why', 'text')
        .addPrimaryKeyConstraint('agreement_key', [...identity])
        .execute()
      await db.schema
        .createTable('revision')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('kind', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('title', 'text', c => c.notNull())
        .addColumn('owner', 'text', c => c.notNull())
        .addColumn('spec', 'text', c => c.notNull())
        .addColumn('why', 'text', c => c.notNull())
        .addColumn('author', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('hash', 'text', c => c.notNull())
        .addColumn('binds', 'text', c => c.notNull())
        .addColumn('proposed', 'integer', c => c.notNull())
        .addColumn('in_force_at', 'text')
        .addColumn('adopted', 'text')
        .addColumn('seen', 'text')
        .addPrimaryKeyConstraint('revision_key', [...revision])
        .addForeignKeyConstraint('revision_of', [...identity], 'agreement', [...identity])
        .execute()
      await db.schema
        .createTable('signature')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('kind', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('team', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('seen', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('signature_key', [...revision, 'team', 'person'])
        .addForeignKeyConstraint('signature_of', [...revision], 'revision', [...revision])
        .execute()
      await db.schema
        .createTable('objection')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('kind', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('team', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('reason', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addColumn('settled_at', 'text')
        .addColumn('outcome', 'text')
        .addPrimaryKeyConstraint('objection_key', ['workspace', 'id'])
        .addForeignKeyConstraint('objection_to', [...revision], 'revision', [...revision])
        .execute()
      await db.schema
        .createTable('reference')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('kind', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('to_kind', 'text', c => c.notNull())
        .addColumn('to_name', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('reference_key', [...revision, 'to_kind', 'to_name'])
        .addForeignKeyConstraint('reference_from', [...revision], 'revision', [...revision])
        .addForeignKeyConstraint('reference_to', ['workspace', 'to_kind', 'to_name'], 'agreement', [...identity], c =>
          c.deferrable().initiallyDeferred(),
        )
        .execute()
      await db.schema
        .createIndex('reference_used_in')
        .on('reference')
        .columns(['workspace', 'to_kind', 'to_name'])
        .execute()
    },
  },
]
