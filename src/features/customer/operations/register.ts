import type { Selectable } from 'kysely'
import { newId } from '../../../core/id.ts'
import type { Tables } from '../../../store/records/tables.ts'
import type { Context } from '../../context.ts'

/** SQL of the registers of what customers want done with what is known of them. */

type Consent = Selectable<Tables['customer_consent']>
type Erasure = Selectable<Tables['customer_erasure']>

export async function insertConsents(
  ctx: Context,
  pseudonyms: readonly string[],
  said: Pick<Consent, 'purpose' | 'state'>,
): Promise<void> {
  const line = { workspace: ctx.workspace, id: newId(), ...said, at: ctx.now(), by: ctx.actor.id }
  await ctx.rows
    .insertInto('customer_consent')
    .values(pseudonyms.map(pseudonym => ({ ...line, pseudonym })))
    .execute()
}

/** What was last said of each purpose. */
export async function selectConsents(ctx: Context, pseudonyms: readonly string[]) {
  if (pseudonyms.length === 0) return []
  const rows = await ctx.rows
    .selectFrom('customer_consent')
    .select(['id', 'purpose', 'state', 'at', 'by'])
    .distinct()
    .where('workspace', '=', ctx.workspace)
    .where('pseudonym', 'in', pseudonyms)
    .orderBy('id', 'asc')
    .execute()
  const last = new Map(rows.map(({ id: _, ...row }) => [row.purpose, row]))
  return [...last.values()].toSorted((a, b) => (a.purpose < b.purpose ? -1 : 1))
}

export async function insertSuppressions(ctx: Context, pseudonyms: readonly string[], why: string): Promise<void> {
  await ctx.rows
    .insertInto('customer_suppression')
    .values(
      pseudonyms.map(pseudonym => ({ workspace: ctx.workspace, pseudonym, why, at: ctx.now(), by: ctx.actor.id })),
    )
    .onConflict(conflict => conflict.columns(['workspace', 'pseudonym']).doNothing())
    .execute()
}

export async function deleteSuppressions(ctx: Context, pseudonyms: readonly string[]): Promise<void> {
  await ctx.rows
    .deleteFrom('customer_suppression')
    .where('workspace', '=', ctx.workspace)
    .where('pseudonym', 'in', pseudonyms)
    .execute()
}

export async function selectSuppressions(ctx: Context, pseudonyms?: readonly string[]) {
  const all = ctx.rows
    .selectFrom('customer_suppression')
    .select(['pseudonym', 'why', 'at', 'by'])
    .where('workspace', '=', ctx.workspace)
    .orderBy('at')
  return (pseudonyms ? all.where('pseudonym', 'in', pseudonyms) : all).execute()
}

export async function insertErasure(ctx: Context, pseudonyms: readonly string[]): Promise<string> {
  const id = newId()
  const [pseudonym = ''] = pseudonyms
  const columns = { pseudonym, pseudonyms: JSON.stringify(pseudonyms), by: ctx.actor.id, at: ctx.now() }
  await ctx.rows
    .insertInto('customer_erasure')
    .values({ workspace: ctx.workspace, id, ...columns, finished_at: null, watermark: null, counts: null })
    .execute()
  return id
}

export async function finishErasure(
  ctx: Context,
  id: string,
  done: { watermark: number; counts?: object },
): Promise<void> {
  const { watermark, counts } = done
  await ctx.rows
    .updateTable('customer_erasure')
    .set({ finished_at: ctx.now(), watermark, ...(counts ? { counts: JSON.stringify(counts) } : {}) })
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .execute()
}

export async function selectErasures(ctx: Context): Promise<Omit<Erasure, 'workspace'>[]> {
  return ctx.rows
    .selectFrom('customer_erasure')
    .select(['id', 'pseudonym', 'pseudonyms', 'by', 'at', 'finished_at', 'watermark', 'counts'])
    .where('workspace', '=', ctx.workspace)
    .orderBy('id', 'desc')
    .execute()
}

/** Lines of the audit log about somebody, who stands there by a pseudonym. */
export async function selectAudit(ctx: Context, pseudonyms: readonly string[]) {
  return ctx.rows
    .selectFrom('audit')
    .select(['seq', 'at', 'actor', 'operation', 'object'])
    .where('workspace', '=', ctx.workspace)
    .where('object', 'in', pseudonyms)
    .orderBy('seq')
    .execute()
}
