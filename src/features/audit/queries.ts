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

export async function selectHead(ctx: Context): Promise<{ seq: number; hash: string }> {
  const head = await ctx.rows
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('workspace', '=', ctx.workspace)
    .executeTakeFirst()
  return head ?? { seq: 0, hash: '' }
}
