import type { ColumnType } from 'kysely'
import type { Migration } from '../../store/records/records.ts'
import type { Role } from '../context.ts'
import type { Part } from './team.ts'

type Once<T> = ColumnType<T, T, never>

interface TeamTable {
  workspace: Once<string>
  name: Once<string>
  title: string
  department: string
}

interface PersonTable {
  workspace: Once<string>
  id: Once<string>
  name: string
  email: string
  role: Role
  left_at: string | null
  /** JSON list; null where there is none. */
  grants: string | null
}

interface MembershipTable {
  workspace: Once<string>
  team: Once<string>
  person: Once<string>
  part: Part
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    team: TeamTable
    person: PersonTable
    membership: MembershipTable
  }
}

export const teamMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 team',
    async up(db) {
      await db.schema
        .createTable('team')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('title', 'text', c => c.notNull())
        .addColumn('department', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('team_key', ['workspace', 'name'])
        .execute()
      await db.schema
        .createTable('person')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('email', 'text', c => c.notNull())
        .addColumn('role', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('person_key', ['workspace', 'id'])
        .addUniqueConstraint('person_email', ['workspace', 'email'])
        .execute()
      await db.schema
        .createTable('membership')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('team', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('part', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('membership_key', ['workspace', 'team', 'person'])
        .addForeignKeyConstraint('membership_team', ['workspace', 'team'], 'team', ['workspace', 'name'])
        .addForeignKeyConstraint('membership_person', ['workspace', 'person'], 'person', ['workspace', 'id'])
        .execute()
    },
  },
  {
    name: '2026-11-22 people who left',
    async up(db) {
      await db.schema.alterTable('person').addColumn('left_at', 'text').execute()
    },
  },
  {
    name: '2026-11-22 what people may see beyond their role',
    async up(db) {
      await db.schema.alterTable('person').addColumn('grants', 'text').execute()
    },
  },
]
