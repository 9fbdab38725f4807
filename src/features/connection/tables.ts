import type { ColumnType } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import type { Migration } from '../../store/records/records.ts'

type Once<T> = ColumnType<T, T, never>

interface ConnectionTable {
  workspace: Once<string>
  name: Once<string>
  title: string
  connector: Once<string>
  owner: string
  /** JSON: list of `Wanted`. */
  objects: string
  /** JSON of what was entered, sealed. */
  settings: string
  schedule: string
  state: 'active' | 'paused'
  created_at: Once<Instant>
  next_at: Instant | null
  last_at: Instant | null
  failures: number
  failing_since: Instant | null
  error: string | null
  /** The run that is under way, until `claimed_until` unless it says otherwise. */
  run: string | null
  claimed_until: Instant | null
}

interface ConnectionCursorTable {
  workspace: Once<string>
  connection: Once<string>
  object: Once<string>
  cursor: string
  at: Instant
}

interface ConnectionRunTable {
  workspace: Once<string>
  connection: Once<string>
  id: Once<string>
  actor: Once<string>
  started_at: Once<Instant>
  finished_at: Instant | null
  state: 'under way' | 'done' | 'failed' | 'stopped' | 'broken off'
  error: string | null
  /** JSON: list of `ObjectRun`. */
  objects: string
}

interface WebhookDeliveryTable {
  workspace: Once<string>
  connection: Once<string>
  /** SHA-256 of the id that the sender gave, or of what was sent. */
  delivery: Once<string>
  at: Once<Instant>
}

declare module '../../store/records/tables.ts' {
  interface Tables {
    connection: ConnectionTable
    connection_cursor: ConnectionCursorTable
    connection_run: ConnectionRunTable
    webhook_delivery: WebhookDeliveryTable
  }
}

export const connectionMigrations: readonly Migration[] = [
  {
    name: '2026-11-22 connection',
    async up(db) {
      await db.schema
        .createTable('connection')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('title', 'text', c => c.notNull())
        .addColumn('connector', 'text', c => c.notNull())
        .addColumn('owner', 'text', c => c.notNull())
        .addColumn('objects', 'text', c => c.notNull())
        .addColumn('settings', 'text', c => c.notNull())
        .addColumn('schedule', 'text', c => c.notNull())
        .addColumn('state', 'text', c => c.notNull())
        .addColumn('created_at', 'text', c => c.notNull())
        .addColumn('next_at', 'text')
        .addColumn('last_at', 'text')
        .addColumn('failures', 'integer', c => c.notNull())
        .addColumn('failing_since', 'text')
        .addColumn('error', 'text')
        .addColumn('run', 'text')
        .addColumn('claimed_until', 'text')
        .addPrimaryKeyConstraint('connection_key', ['workspace', 'name'])
        .execute()
      await db.schema
        .createTable('connection_cursor')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('connection', 'text', c => c.notNull())
        .addColumn('object', 'text', c => c.notNull())
        .addColumn('cursor', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('connection_cursor_key', ['workspace', 'connection', 'object'])
        .execute()
      await db.schema
        .createTable('connection_run')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('connection', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('actor', 'text', c => c.notNull())
        .addColumn('started_at', 'text', c => c.notNull())
        .addColumn('finished_at', 'text')
        .addColumn('state', 'text', c => c.notNull())
        .addColumn('error', 'text')
        .addColumn('objects', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('connection_run_key', ['workspace', 'connection', 'id'])
        .execute()
      await db.schema
        .createTable('webhook_delivery')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('connection', 'text', c => c.notNull())
        .addColumn('delivery', 'text', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('webhook_delivery_key', ['workspace', 'connection', 'delivery'])
        .execute()
    },
  },
]
