import type { Rows } from '../../store/records/records.ts'
import type { Context } from '../context.ts'
import type { Workspace } from './workspace.ts'

export async function selectWorkspace(rows: Rows, id: string): Promise<Workspace | undefined> {
  const row = await rows.selectFrom('workspace').selectAll().where('workspace', '=', id).executeTakeFirst()
  if (!row) return undefined
  return {
    name: row.name,
    title: row.title,
    calendar: JSON.parse(row.calendar),
    currency: row.currency,
    signatures: row.signatures === 1,
  }
}

export async function selectWorkspaces(rows: Rows): Promise<{ id: string; name: string }[]> {
  return rows.selectFrom('workspace').select(['workspace as id', 'name']).orderBy('created_at').execute()
}

export async function upsertWorkspace(ctx: Context, workspace: Workspace): Promise<void> {
  const columns = {
    name: workspace.name,
    title: workspace.title,
    calendar: JSON.stringify(workspace.calendar),
    currency: workspace.currency,
    signatures: workspace.signatures ? 1 : 0,
  }
  await ctx.rows
    .insertInto('workspace')
    .values({ workspace: ctx.workspace, ...columns, created_at: ctx.now() })
    .onConflict(conflict => conflict.column('workspace').doUpdateSet(columns))
    .execute()
}
