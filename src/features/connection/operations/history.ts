import type { Context } from '../../context.ts'
import { type ConnectionRun, type ObjectRun, RUNS_KEPT } from '../connection.ts'

export async function insertRun(ctx: Context, connection: string, id: string): Promise<void> {
  await ctx.rows
    .insertInto('connection_run')
    .values({
      workspace: ctx.workspace,
      connection,
      id,
      actor: ctx.actor.id,
      started_at: ctx.now(),
      finished_at: null,
      state: 'under way',
      error: null,
      objects: '[]',
    })
    .execute()
}

export async function updateRun(
  ctx: Context,
  connection: string,
  id: string,
  {
    objects,
    ...change
  }: { state?: ConnectionRun['state']; finished_at?: string; error?: string | null } & {
    objects?: readonly ObjectRun[]
  },
): Promise<void> {
  await ctx.rows
    .updateTable('connection_run')
    .set({ ...change, ...(objects === undefined ? {} : { objects: JSON.stringify(objects) }) })
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
    .where('id', '=', id)
    .execute()
}

/** Says of runs that ended without a word that they did. */
export async function endBroken(ctx: Context, connection: string): Promise<void> {
  await ctx.rows
    .updateTable('connection_run')
    .set({ state: 'broken off', finished_at: ctx.now() })
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
    .where('state', '=', 'under way')
    .execute()
}

/** Runs, newest first. */
export async function selectRuns(
  ctx: Context,
  { connection, before, limit }: { connection: string; before?: string | undefined; limit: number },
): Promise<ConnectionRun[]> {
  let query = ctx.rows
    .selectFrom('connection_run')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
  if (before !== undefined) query = query.where('id', '<', before)
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map(row => ({
    run: row.id,
    connection,
    by: row.actor,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    state: row.state,
    error: row.error,
    objects: JSON.parse(row.objects),
  }))
}

/** Lets go of runs beyond those that are kept. */
export async function trimRuns(ctx: Context, connection: string): Promise<void> {
  const oldest = await ctx.rows
    .selectFrom('connection_run')
    .select('id')
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
    .orderBy('id', 'desc')
    .offset(RUNS_KEPT)
    .limit(1)
    .executeTakeFirst()
  if (!oldest) return
  await ctx.rows
    .deleteFrom('connection_run')
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
    .where('id', '<=', oldest.id)
    .execute()
}
