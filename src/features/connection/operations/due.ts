import type { Context } from '../../context.ts'
import type { ConnectionRun } from '../connection.ts'
import { selectDue } from '../queries.ts'
import { type Syncing, sync } from './syncing.ts'

/** Connections that are to run by now, the longest due first. */
export const dueConnections = (ctx: Context): Promise<string[]> => selectDue(ctx, ctx.now())

/** Runs a connection because it is due; `undefined` when another server has just done it. */
export async function syncDue(
  ctx: Context,
  name: string,
  syncing: Pick<Syncing, 'signal' | 'bug'>,
): Promise<ConnectionRun | undefined> {
  const actor: Context['actor'] = { id: `connection:${name}`, name, role: 'member', signsFor: [] }
  try {
    return await sync({ ...ctx, actor }, name, { ...syncing, due: true })
  } catch (error) {
    if ((error as { details?: { reason?: string } }).details?.reason === 'under_way') return undefined
    throw error
  }
}
