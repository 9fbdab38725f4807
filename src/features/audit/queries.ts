import type { Context } from '../context.ts'
import type { AuditEntry } from '../operation-log.ts'

export type Chained = AuditEntry & { hash: string }

/** Entries after a number, oldest first. */
export async function selectEntries(ctx: Context, after: number, limit: number): Promise<Chained[]> {
  return ctx.rows
    .selectFrom('audit')
    .select(['seq', 'at', 'actor', 'operation', 'object', 'input', 'previous', 'hash'])
    .where('workspace', '=', ctx.workspace)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
}

type Wanted = {
  newest: boolean
  /** Number of the entry after which, or where the newest come first, before which they begin. */
  beyond: number | undefined
  limit: number
  actor?: string | undefined
  operation?: string | undefined
  object?: string | undefined
}

/** Some of the entries, in either order. */
export async function selectFiltered(ctx: Context, wanted: Wanted): Promise<Chained[]> {
  const { newest, beyond, limit, actor, operation, object } = wanted
  let query = ctx.rows
    .selectFrom('audit')
    .select(['seq', 'at', 'actor', 'operation', 'object', 'input', 'previous', 'hash'])
    .where('workspace', '=', ctx.workspace)
  if (beyond !== undefined) query = query.where('seq', newest ? '<' : '>', beyond)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (operation !== undefined) query = query.where('operation', 'like', `${operation}%`)
  if (object !== undefined) query = query.where('object', '=', object)
  return query
    .orderBy('seq', newest ? 'desc' : 'asc')
    .limit(limit)
    .execute()
}

export async function selectHead(ctx: Context): Promise<{ seq: number; hash: string }> {
  const head = await ctx.rows
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('workspace', '=', ctx.workspace)
    .executeTakeFirst()
  return head ?? { seq: 0, hash: '' }
}
