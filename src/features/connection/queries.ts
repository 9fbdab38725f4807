import type { Selectable } from 'kysely'
import { fail } from '../../core/error.ts'
import { toInstant, toMs } from '../../core/instant.ts'
import { locking } from '../../store/records/records.ts'
import type { Tables } from '../../store/records/tables.ts'
import type { Context } from '../context.ts'
import type { Wanted } from './connection.ts'

/** A connection as it is kept; its settings are sealed. */
export type Kept = {
  name: string
  title: string
  connector: string
  owner: string
  objects: Wanted[]
  settings: string
  schedule: string
  state: 'active' | 'paused'
  nextAt: string | null
  lastAt: string | null
  failures: number
  failingSince: string | null
  error: string | null
  run: string | null
  claimedUntil: string | null
}

type Row = Selectable<Tables['connection']>

export async function selectConnections(ctx: Context): Promise<Kept[]> {
  const rows = await ctx.rows
    .selectFrom('connection')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .orderBy('name')
    .execute()
  return rows.map(toKept)
}

export async function findConnection(ctx: Context, name: string): Promise<Kept | undefined> {
  const row = await ctx.rows
    .selectFrom('connection')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toKept(row)
}

export async function getConnection(ctx: Context, name: string): Promise<Kept> {
  return (await findConnection(ctx, name)) ?? absent(name)
}

/** A connection that stays as it is until the transaction ends. */
export async function lockConnection(ctx: Context, name: string): Promise<Kept> {
  const query = ctx.rows
    .selectFrom('connection')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('name', '=', name)
  const row = await locking(query, ctx.records).executeTakeFirst()
  return row ? toKept(row) : absent(name)
}

const absent = (name: string): never =>
  fail('not_found', `There is no connection “${name}”. See “connection list” for those there are.`)

export async function insertConnection(
  ctx: Context,
  {
    objects,
    nextAt,
    ...rest
  }: Pick<Kept, 'name' | 'title' | 'connector' | 'owner' | 'objects' | 'settings'> & Pick<Kept, 'schedule' | 'nextAt'>,
): Promise<void> {
  await ctx.rows
    .insertInto('connection')
    .values({
      workspace: ctx.workspace,
      ...rest,
      objects: JSON.stringify(objects),
      state: 'active',
      created_at: ctx.now(),
      next_at: nextAt,
      last_at: null,
      failures: 0,
      failing_since: null,
      error: null,
      run: null,
      claimed_until: null,
    })
    .execute()
}

type Change = Partial<Omit<Kept, 'name' | 'connector' | 'run' | 'claimedUntil'>>

export async function updateConnection(ctx: Context, name: string, change: Change): Promise<void> {
  await ctx.rows
    .updateTable('connection')
    .set(columnsOf(change))
    .where('workspace', '=', ctx.workspace)
    .where('name', '=', name)
    .execute()
}

function columnsOf({ objects, nextAt, lastAt, failingSince, ...rest }: Change) {
  return {
    ...rest,
    ...(objects === undefined ? {} : { objects: JSON.stringify(objects) }),
    ...(nextAt === undefined ? {} : { next_at: nextAt }),
    ...(lastAt === undefined ? {} : { last_at: lastAt }),
    ...(failingSince === undefined ? {} : { failing_since: failingSince }),
  }
}

export async function deleteConnection(ctx: Context, name: string): Promise<void> {
  for (const table of ['connection_cursor', 'connection_run', 'webhook_delivery'] as const)
    await ctx.rows.deleteFrom(table).where('workspace', '=', ctx.workspace).where('connection', '=', name).execute()
  await ctx.rows.deleteFrom('connection').where('workspace', '=', ctx.workspace).where('name', '=', name).execute()
}

/** Connections that are to run by an instant, the longest due first. */
export async function selectDue(ctx: Context, at: string): Promise<string[]> {
  const rows = await ctx.rows
    .selectFrom('connection')
    .select('name')
    .where('workspace', '=', ctx.workspace)
    .where('state', '=', 'active')
    .where('next_at', '<=', at)
    .where(on => on.or([on('run', 'is', null), on('claimed_until', '<=', at)]))
    .orderBy('next_at')
    .execute()
  return rows.map(({ name }) => name)
}

/** How long a run holds a connection without a word of it. */
export const HELD_MS = 3 * 60_000

export async function claimConnection(ctx: Context, name: string, run: string): Promise<void> {
  await ctx.rows
    .updateTable('connection')
    .set({ run, claimed_until: heldUntil(ctx) })
    .where('workspace', '=', ctx.workspace)
    .where('name', '=', name)
    .execute()
}

/** Holds a connection for longer; fails when another run has taken it over, or it was removed. */
export async function holdConnection(ctx: Context, name: string, run: string): Promise<void> {
  const held = await ctx.rows
    .updateTable('connection')
    .set({ claimed_until: heldUntil(ctx) })
    .where('workspace', '=', ctx.workspace)
    .where('name', '=', name)
    .where('run', '=', run)
    .returning('name')
    .executeTakeFirst()
  if (!held)
    fail('conflict', 'Another run has taken this connection over, or it was removed. See “connection runs”.', {
      reason: 'taken_over',
    })
}

const heldUntil = (ctx: Context): string => toInstant(toMs(ctx.now()) + HELD_MS)

/** Lets a connection go, if this run still has it. */
export async function releaseConnection(ctx: Context, name: string, run: string, change: Change): Promise<boolean> {
  const released = await ctx.rows
    .updateTable('connection')
    .set({ ...columnsOf(change), run: null, claimed_until: null })
    .where('workspace', '=', ctx.workspace)
    .where('name', '=', name)
    .where('run', '=', run)
    .returning('name')
    .executeTakeFirst()
  return released !== undefined
}

export async function selectCursors(ctx: Context, connection: string): Promise<Map<string, string>> {
  const rows = await ctx.rows
    .selectFrom('connection_cursor')
    .select(['object', 'cursor'])
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
    .execute()
  return new Map(rows.map(({ object, cursor }) => [object, cursor]))
}

export async function upsertCursor(ctx: Context, connection: string, object: string, cursor: string): Promise<void> {
  const at = ctx.now()
  await ctx.rows
    .insertInto('connection_cursor')
    .values({ workspace: ctx.workspace, connection, object, cursor, at })
    .onConflict(conflict => conflict.columns(['workspace', 'connection', 'object']).doUpdateSet({ cursor, at }))
    .execute()
}

/** Forgets where some objects went on from, so that all of them is asked for again. */
export async function deleteCursors(ctx: Context, connection: string, objects: readonly string[]): Promise<void> {
  if (objects.length === 0) return
  await ctx.rows
    .deleteFrom('connection_cursor')
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
    .where('object', 'in', objects)
    .execute()
}

function toKept(row: Row): Kept {
  const { name, title, connector, owner, objects, settings, schedule, state, failures, error, run } = row
  return {
    name,
    title,
    connector,
    owner,
    objects: JSON.parse(objects),
    settings,
    schedule,
    state,
    nextAt: row.next_at,
    lastAt: row.last_at,
    failures,
    failingSince: row.failing_since,
    error,
    run,
    claimedUntil: row.claimed_until,
  }
}
