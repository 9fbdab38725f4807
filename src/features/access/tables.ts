import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'
import type { Role } from '../context.ts'
import type { Scope } from './access.ts'

type Once<T> = ColumnType<T, T, never>

interface KeyTable {
  workspace: Once<string>
  id: Once<string>
  title: Once<string>
  scope: Once<Scope>
  hint: Once<string>
  /** SHA-256 of the secret, which is random and long, and is kept nowhere. */
  hash: Once<string>
  created_by: Once<string>
  created_at: Once<Instant>
  expires_at: Once<Instant>
  used_at: Instant | null
  revoked_at: Instant | null
  /** The source whose facts a key to bring facts in brings. */
  source: Once<string | null>
  /** 1 where it sees who customers are. */
  personal: Once<number | null>
}

interface InvitationTable {
  workspace: Once<string>
  id: Once<string>
  email: Once<string>
  name: Once<string>
  role: Once<Role>
  /** JSON: names of the teams they join as members. */
  teams: Once<string>
  hash: Once<string>
  invited_by: Once<string>
  created_at: Once<Instant>
  expires_at: Instant
  accepted_at: Instant | null
}

/** The library writes this one; we only look whether somebody is in it. */
interface AccountTable {
  id: Once<string>
  email: Once<string>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    access_key: KeyTable
    invitation: InvitationTable
    auth_user: AccountTable
  }
}

export const accessMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 access',
    async up(db) {
      await db.schema
        .createTable('access_key')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('title', 'text', c => c.notNull())
        .addColumn('scope', 'text', c => c.notNull())
        .addColumn('hint', 'text', c => c.notNull())
        .addColumn('hash', 'text', c => c.notNull().unique())
        .addColumn('created_by', 'text', c => c.notNull())
        .addColumn('created_at', 'text', c => c.notNull())
        .addColumn('expires_at', 'text', c => c.notNull())
        .addColumn('used_at', 'text')
        .addColumn('revoked_at', 'text')
        .addPrimaryKeyConstraint('access_key_key', ['workspace', 'id'])
        .execute()
      await db.schema
        .createTable('invitation')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('email', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('role', 'text', c => c.notNull())
        .addColumn('teams', 'text', c => c.notNull())
        .addColumn('hash', 'text', c => c.notNull().unique())
        .addColumn('invited_by', 'text', c => c.notNull())
        .addColumn('created_at', 'text', c => c.notNull())
        .addColumn('expires_at', 'text', c => c.notNull())
        .addColumn('accepted_at', 'text')
        .addPrimaryKeyConstraint('invitation_key', ['workspace', 'id'])
        .execute()
    },
  },
  // The tables that the library for signing in works with; their columns are called as it calls them.
  {
    name: '2026-11-22 sign-in',
    async up(db) {
      await db.schema
        .createTable('auth_user')
        .addColumn('id', 'text', c => c.primaryKey().notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('email', 'text', c => c.notNull().unique())
        .addColumn('emailVerified', 'integer', c => c.notNull())
        .addColumn('image', 'text')
        .addColumn('createdAt', 'text', c => c.notNull())
        .addColumn('updatedAt', 'text', c => c.notNull())
        .addColumn('twoFactorEnabled', 'integer')
        .execute()
      await db.schema
        .createTable('auth_session')
        .addColumn('id', 'text', c => c.primaryKey().notNull())
        .addColumn('expiresAt', 'text', c => c.notNull())
        .addColumn('token', 'text', c => c.notNull().unique())
        .addColumn('createdAt', 'text', c => c.notNull())
        .addColumn('updatedAt', 'text', c => c.notNull())
        .addColumn('ipAddress', 'text')
        .addColumn('userAgent', 'text')
        .addColumn('userId', 'text', c => c.notNull().references('auth_user.id').onDelete('cascade'))
        .execute()
      await db.schema
        .createTable('auth_account')
        .addColumn('id', 'text', c => c.primaryKey().notNull())
        .addColumn('accountId', 'text', c => c.notNull())
        .addColumn('providerId', 'text', c => c.notNull())
        .addColumn('userId', 'text', c => c.notNull().references('auth_user.id').onDelete('cascade'))
        .addColumn('accessToken', 'text')
        .addColumn('refreshToken', 'text')
        .addColumn('idToken', 'text')
        .addColumn('accessTokenExpiresAt', 'text')
        .addColumn('refreshTokenExpiresAt', 'text')
        .addColumn('scope', 'text')
        .addColumn('password', 'text')
        .addColumn('createdAt', 'text', c => c.notNull())
        .addColumn('updatedAt', 'text', c => c.notNull())
        .execute()
      await db.schema
        .createTable('auth_verification')
        .addColumn('id', 'text', c => c.primaryKey().notNull())
        .addColumn('identifier', 'text', c => c.notNull())
        .addColumn('value', 'text', c => c.notNull())
        .addColumn('expiresAt', 'text', c => c.notNull())
        .addColumn('createdAt', 'text', c => c.notNull())
        .addColumn('updatedAt', 'text', c => c.notNull())
        .execute()
      await db.schema
        .createTable('auth_two_factor')
        .addColumn('id', 'text', c => c.primaryKey().notNull())
        .addColumn('secret', 'text', c => c.notNull())
        .addColumn('backupCodes', 'text', c => c.notNull())
        .addColumn('userId', 'text', c => c.notNull().references('auth_user.id').onDelete('cascade'))
        .addColumn('verified', 'integer')
        .addColumn('failedVerificationCount', 'integer')
        .addColumn('lockedUntil', 'text')
        .execute()
      await db.schema
        .createTable('auth_rate_limit')
        .addColumn('id', 'text', c => c.primaryKey().notNull())
        .addColumn('key', 'text', c => c.notNull().unique())
        .addColumn('count', 'integer', c => c.notNull())
        .addColumn('lastRequest', 'integer', c => c.notNull())
        .execute()
      for (const table of ['auth_session', 'auth_account', 'auth_two_factor'])
        await db.schema.createIndex(`${table}_user`).on(table).column('userId').execute()
      await db.schema.createIndex('auth_verification_identifier').on('auth_verification').column('identifier').execute()
    },
  },
  {
    name: '2026-11-22 keys of sources',
    async up(db) {
      await db.schema.alterTable('access_key').addColumn('source', 'text').execute()
    },
  },
  {
    name: '2026-11-22 keys that see who customers are',
    async up(db) {
      await db.schema.alterTable('access_key').addColumn('personal', 'integer').execute()
    },
  },
]
