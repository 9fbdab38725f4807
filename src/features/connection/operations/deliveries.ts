import type { Context } from '../../context.ts'

/** Whether something was delivered already, by what tells one delivery from another. */
export async function hasDelivery(ctx: Context, connection: string, delivery: string): Promise<boolean> {
  const found = await ctx.rows
    .selectFrom('webhook_delivery')
    .select('at')
    .where('workspace', '=', ctx.workspace)
    .where('connection', '=', connection)
    .where('delivery', '=', delivery)
    .executeTakeFirst()
  return found !== undefined
}

export async function insertDelivery(ctx: Context, connection: string, delivery: string): Promise<void> {
  await ctx.rows
    .insertInto('webhook_delivery')
    .values({ workspace: ctx.workspace, connection, delivery, at: ctx.now() })
    .onConflict(conflict => conflict.columns(['workspace', 'connection', 'delivery']).doNothing())
    .execute()
}

export async function deleteDeliveries(ctx: Context, before: string): Promise<void> {
  await ctx.rows
    .deleteFrom('webhook_delivery')
    .where('workspace', '=', ctx.workspace)
    .where('at', '<', before)
    .execute()
}
