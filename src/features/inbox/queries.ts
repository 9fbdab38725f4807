import type { Instant } from '../../core/instant.ts'
import type { Context } from '../context.ts'
import type { Settings } from './inbox.ts'

export type Known = { seenAt: Instant | null; mail: Settings['mail']; mailedAt: Instant | null }

/** What is known of somebody’s inbox; those who never set anything get no mail. */
export async function selectKnown(ctx: Context, person = ctx.actor.id): Promise<Known> {
  const row = await ctx.rows
    .selectFrom('inbox')
    .select(['seen_at', 'mail', 'mailed_at'])
    .where('workspace', '=', ctx.workspace)
    .where('person', '=', person)
    .executeTakeFirst()
  return { seenAt: row?.seen_at ?? null, mail: row?.mail ?? 'never', mailedAt: row?.mailed_at ?? null }
}

export async function changeKnown(
  ctx: Context,
  change: { seen_at?: Instant; mail?: Settings['mail']; mailed_at?: Instant },
): Promise<void> {
  await ctx.rows
    .insertInto('inbox')
    .values({
      workspace: ctx.workspace,
      person: ctx.actor.id,
      seen_at: null,
      mail: 'never',
      mailed_at: null,
      ...change,
    })
    .onConflict(conflict => conflict.columns(['workspace', 'person']).doUpdateSet(change))
    .execute()
}

/** Ids of those who want a mail. */
export async function selectReaders(ctx: Context): Promise<string[]> {
  const rows = await ctx.rows
    .selectFrom('inbox')
    .select('person')
    .where('workspace', '=', ctx.workspace)
    .where('mail', '=', 'daily')
    .orderBy('person')
    .execute()
  return rows.map(({ person }) => person)
}

export async function selectTold(ctx: Context): Promise<{ id: string; at: Instant }[]> {
  return ctx.rows
    .selectFrom('inbox_told')
    .select(['id', 'at'])
    .where('workspace', '=', ctx.workspace)
    .where('person', '=', ctx.actor.id)
    .execute()
}

export async function insertTold(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { workspace, actor } = ctx
  const at = ctx.now()
  await ctx.rows
    .insertInto('inbox_told')
    .values(ids.map(id => ({ workspace, person: actor.id, id, at })))
    .onConflict(conflict => conflict.columns(['workspace', 'person', 'id']).doNothing())
    .execute()
}
