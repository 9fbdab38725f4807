import type { ColumnType } from 'kysely'
import { fail } from '../core/error.ts'
import type { Instant } from '../core/instant.ts'
import { canonicalJson, type JsonValue } from '../core/json.ts'
import { sha256 } from '../store/hash.ts'
import type { Migration } from '../store/records/records.ts'
import { locking } from '../store/records/records.ts'
import type { Context } from './context.ts'

type Once<T> = ColumnType<T, T, never>

interface AuditTable {
  workspace: Once<string>
  seq: Once<number>
  at: Once<Instant>
  actor: Once<string>
  operation: Once<string>
  object: Once<string>
  /** JSON of the input. */
  input: Once<string>
  previous: Once<string>
  hash: Once<string>
}

interface AuditHeadTable {
  workspace: string
  seq: number
  hash: string
}

interface IdempotencyTable {
  workspace: string
  actor: string
  key: string
  operation: string
  /** Fingerprint of the input. */
  input: string
  /** JSON; absent while the first call is under way. */
  output: string | null
  at: Instant
}

declare module '../store/records/tables.ts' {
  interface Tables {
    audit: AuditTable
    audit_head: AuditHeadTable
    idempotency: IdempotencyTable
  }
}

export const operationLogMigration: Migration = {
  name: '2026-11-22 operation log',
  async up(db) {
    await db.schema
      .createTable('audit')
      .addColumn('workspace', 'text', c => c.notNull())
      .addColumn('seq', 'integer', c => c.notNull())
      .addColumn('at', 'text', c => c.notNull())
      .addColumn('actor', 'text', c => c.notNull())
      .addColumn('operation', 'text', c => c.notNull())
      .addColumn('object', 'text', c => c.notNull())
      .addColumn('input', 'text', c => c.notNull())
      .addColumn('previous', 'text', c => c.notNull())
      .addColumn('hash', 'text', c => c.notNull())
      .addPrimaryKeyConstraint('audit_key', ['workspace', 'seq'])
      .execute()
    await db.schema
      .createTable('audit_head')
      .addColumn('workspace', 'text', c => c.primaryKey())
      .addColumn('seq', 'integer', c => c.notNull())
      .addColumn('hash', 'text', c => c.notNull())
      .execute()
    await db.schema
      .createTable('idempotency')
      .addColumn('workspace', 'text', c => c.notNull())
      .addColumn('actor', 'text', c => c.notNull())
      .addColumn('key', 'text', c => c.notNull())
      .addColumn('operation', 'text', c => c.notNull())
      .addColumn('input', 'text', c => c.notNull())
      .addColumn('output', 'text')
      .addColumn('at', 'text', c => c.notNull())
      .addPrimaryKeyConstraint('idempotency_key', ['workspace', 'actor', 'key'])
      .execute()
  },
}

export type AuditEntry = {
  seq: number
  at: Instant
  actor: string
  operation: string
  object: string
  input: string
  previous: string
}

/** The fingerprint that chains an entry to the one before it. */
export function auditHash(workspace: string, entry: AuditEntry): string {
  return sha256(canonicalJson({ workspace, ...entry }))
}

/** Appends to the workspace's chain. Writers queue on its head, so the chain never forks. */
export async function recordAudit(
  ctx: Context,
  what: { operation: string; object: string; input: unknown },
): Promise<void> {
  await ctx.rows
    .insertInto('audit_head')
    .values({ workspace: ctx.workspace, seq: 0, hash: '' })
    .onConflict(conflict => conflict.column('workspace').doNothing())
    .execute()
  const head = await locking(
    ctx.rows.selectFrom('audit_head').select(['seq', 'hash']).where('workspace', '=', ctx.workspace),
    ctx.records,
  ).executeTakeFirstOrThrow()
  const entry: AuditEntry = {
    seq: head.seq + 1,
    at: ctx.now(),
    actor: ctx.actor.id,
    operation: what.operation,
    object: what.object,
    input: canonicalJson((what.input ?? null) as JsonValue),
    previous: head.hash,
  }
  const hash = auditHash(ctx.workspace, entry)
  await ctx.rows
    .insertInto('audit')
    .values({ workspace: ctx.workspace, ...entry, hash })
    .execute()
  await ctx.rows
    .updateTable('audit_head')
    .set({ seq: entry.seq, hash })
    .where('workspace', '=', ctx.workspace)
    .execute()
}

/**
 * Takes a key for this call, or finds what the first call under it answered. The same key with another input is refused.
 */
export async function claimKey(
  ctx: Context,
  key: string,
  operation: string,
  input: unknown,
): Promise<{ settled: false } | { settled: true; output: unknown }> {
  if (key.length > 255) fail('invalid', 'An idempotency key has at most 255 characters. Send a shorter one.')
  const fingerprint = sha256(canonicalJson((input ?? null) as JsonValue))
  const taken = await ctx.rows
    .insertInto('idempotency')
    .values({
      workspace: ctx.workspace,
      actor: ctx.actor.id,
      key,
      operation,
      input: fingerprint,
      output: null,
      at: ctx.now(),
    })
    .onConflict(conflict => conflict.columns(['workspace', 'actor', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return { settled: false }
  const first = await ctx.rows
    .selectFrom('idempotency')
    .select(['operation', 'input', 'output'])
    .where('workspace', '=', ctx.workspace)
    .where('actor', '=', ctx.actor.id)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (first.operation !== operation || first.input !== fingerprint)
    fail('invalid', 'This idempotency key was used for a different request. Send a new key for a new request.', {
      reason: 'idempotency_mismatch',
    })
  if (first.output === null)
    fail('conflict', 'The first request under this idempotency key is still under way. Try again in a moment.', {
      reason: 'idempotency_in_flight',
    })
  return { settled: true, output: JSON.parse(first.output) }
}

export async function settleKey(ctx: Context, key: string, output: unknown): Promise<void> {
  await ctx.rows
    .updateTable('idempotency')
    .set({ output: JSON.stringify(output ?? null) })
    .where('workspace', '=', ctx.workspace)
    .where('actor', '=', ctx.actor.id)
    .where('key', '=', key)
    .execute()
}

/** A number that grows with every change that is written down here. */
export async function lastChange(ctx: Pick<Context, 'rows' | 'workspace'>): Promise<number> {
  const head = await ctx.rows
    .selectFrom('audit_head')
    .select('seq')
    .where('workspace', '=', ctx.workspace)
    .executeTakeFirst()
  return head?.seq ?? 0
}
