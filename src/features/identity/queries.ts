import type { Selectable } from 'kysely'
import { newId } from '../../core/id.ts'
import type { Identifier } from '../../core/identity-rules.ts'
import type { Tables } from '../../store/records/tables.ts'
import type { Context } from '../context.ts'

/** SQL of what people decided about identifiers, and of whose identifiers are. */

export type Act = Selectable<Tables['identity_act']>

export async function insertAct(ctx: Context, act: Pick<Act, 'act' | 'one' | 'other' | 'why'>): Promise<string> {
  const id = newId()
  await ctx.rows
    .insertInto('identity_act')
    .values({
      workspace: ctx.workspace,
      id,
      ...act,
      by: ctx.actor.id,
      at: ctx.now(),
      undone_at: null,
      undone_by: null,
      undone_why: null,
    })
    .execute()
  return id
}

/** What was decided, the oldest first; what was undone too when asked. */
export async function selectActs(ctx: Context, { undone = false } = {}): Promise<Act[]> {
  const all = ctx.rows.selectFrom('identity_act').selectAll().where('workspace', '=', ctx.workspace).orderBy('id')
  const rows = await (undone ? all : all.where('undone_at', 'is', null)).execute()
  return rows.map(row => ({ ...row, one: Number(row.one), other: Number(row.other) }))
}

export async function undoAct(ctx: Context, id: string, why: string): Promise<void> {
  await ctx.rows
    .updateTable('identity_act')
    .set({ undone_at: ctx.now(), undone_by: ctx.actor.id, undone_why: why })
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .execute()
}

export type Known = Identifier & { node: number; person: number }

/** Identifiers by their nodes; those that are not there any more are left out. */
export async function selectNodes(ctx: Context, nodes: readonly number[]): Promise<Map<number, Known>> {
  if (!nodes.length) return new Map()
  const found = await ctx.events.query<Known>(
    `SELECT node, kind, value, person FROM identifier WHERE node IN (${[...new Set(nodes)].map(Math.trunc).join(', ')})`,
  )
  return new Map(found.map(each => [each.node, each]))
}

/** Identifiers that read as one of these values, of a kind where it is said. */
export async function selectNamed(
  ctx: Context,
  readings: readonly { kind: string | null; value: string }[],
): Promise<Known[]> {
  const params = readings.flatMap(({ kind, value }) => (kind === null ? [value] : [kind, value]))
  let at = 0
  const conditions = readings.map(({ kind }) =>
    kind === null ? `value = $${++at}` : `(kind = $${++at} AND value = $${++at})`,
  )
  return ctx.events.query<Known>(
    `SELECT node, kind, value, person FROM identifier WHERE ${conditions.join(' OR ')} ORDER BY node LIMIT 20`,
    params,
  )
}

/** Of each kind the people with the most identifiers of it. */
export async function selectFullest(
  ctx: Context,
  limit: number,
): Promise<{ person: number; kind: string; n: number }[]> {
  return ctx.events.query(
    `SELECT person, kind, count(*) AS n FROM identifier GROUP BY person, kind HAVING count(*) > 1
     ORDER BY n DESC, person, kind LIMIT ${Math.trunc(limit)}`,
  )
}

/** Identifiers most of whose links are held back, and why. */
export async function selectHeldBack(ctx: Context, limit: number): Promise<(Known & { held: string; n: number })[]> {
  return ctx.events.query(
    `SELECT node, kind, value, person, held, count(*) AS n FROM (
       SELECT a AS "end", held FROM link WHERE held IS NOT NULL
       UNION ALL SELECT b AS "end", held FROM link WHERE held IS NOT NULL) AS ends
     JOIN identifier ON node = "end" GROUP BY node, kind, value, person, held HAVING count(*) > 1
     ORDER BY n DESC, node, held LIMIT ${Math.trunc(limit)}`,
  )
}
