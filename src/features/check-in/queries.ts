import type { Selectable } from 'kysely'
import { fail } from '../../core/error.ts'
import { locking } from '../../store/records/records.ts'
import type { Tables } from '../../store/records/tables.ts'
import type { Context } from '../context.ts'

/** A round as it is stored; its answers are in it only once they are shown. */
export type StoredRound = Selectable<Tables['confidence_round']> & { voters: string[] }

/** Opens a round; false where the team has one open for the goal. */
export async function insertRound(
  ctx: Context,
  round: Pick<StoredRound, 'id' | 'goal' | 'team' | 'opened_at'>,
): Promise<boolean> {
  const inserted = await ctx.rows
    .insertInto('confidence_round')
    .values({
      ...round,
      workspace: ctx.workspace,
      opened_by: ctx.actor.id,
      revealed_at: null,
      votes: null,
      slot: 'open',
    })
    .onConflict(conflict => conflict.columns(['workspace', 'goal', 'team', 'slot']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** One round, locked until the transaction ends, so that the last two votes do not miss each other. */
export async function lockRound(ctx: Context, id: string): Promise<StoredRound> {
  const row = await locking(
    ctx.rows.selectFrom('confidence_round').selectAll().where('workspace', '=', ctx.workspace).where('id', '=', id),
    ctx.records,
  ).executeTakeFirst()
  if (!row) return fail('not_found', 'There is no such round. See “check-in rounds”.')
  return { ...row, voters: (await votersOf(ctx, [id])).get(id) ?? [] }
}

/** Rounds, the newest first, before one where a page begins; who voted in each, and never what. */
export async function selectRounds(
  ctx: Context,
  where: { goal?: string | undefined; team?: string | undefined; before?: string | undefined; limit?: number },
): Promise<StoredRound[]> {
  let query = ctx.rows.selectFrom('confidence_round').selectAll().where('workspace', '=', ctx.workspace)
  if (where.goal !== undefined) query = query.where('goal', '=', where.goal)
  if (where.team !== undefined) query = query.where('team', '=', where.team)
  if (where.before !== undefined) query = query.where('id', '<', where.before)
  if (where.limit !== undefined) query = query.limit(where.limit)
  const rows = await query.orderBy('id', 'desc').execute()
  const voters = await votersOf(
    ctx,
    rows.map(row => row.id),
  )
  return rows.map(row => ({ ...row, voters: voters.get(row.id) ?? [] }))
}

async function votersOf(ctx: Context, rounds: readonly string[]): Promise<Map<string, string[]>> {
  if (rounds.length === 0) return new Map()
  const rows = await ctx.rows
    .selectFrom('confidence_vote')
    .select(['round', 'person'])
    .where('workspace', '=', ctx.workspace)
    .where('round', 'in', [...rounds])
    .orderBy('person')
    .execute()
  return new Map([...Map.groupBy(rows, row => row.round)].map(([round, of]) => [round, of.map(row => row.person)]))
}

export async function upsertVote(ctx: Context, round: string, share: number): Promise<void> {
  const confidence = String(share)
  await ctx.rows
    .insertInto('confidence_vote')
    .values({ workspace: ctx.workspace, round, person: ctx.actor.id, confidence })
    .onConflict(conflict => conflict.columns(['workspace', 'round', 'person']).doUpdateSet({ confidence }))
    .execute()
}

/** Takes the answers out of a round, leaving only who gave one. */
export async function takeVotes(ctx: Context, round: string): Promise<number[]> {
  const ofRound = { workspace: ctx.workspace, round }
  const rows = await ctx.rows
    .selectFrom('confidence_vote')
    .select('confidence')
    .where('workspace', '=', ofRound.workspace)
    .where('round', '=', ofRound.round)
    .execute()
  await ctx.rows
    .updateTable('confidence_vote')
    .set({ confidence: null })
    .where('workspace', '=', ofRound.workspace)
    .where('round', '=', ofRound.round)
    .execute()
  return rows.flatMap(row => (row.confidence === null ? [] : [Number(row.confidence)]))
}

export async function revealRound(ctx: Context, round: string, at: string, votes: readonly number[]): Promise<void> {
  await ctx.rows
    .updateTable('confidence_round')
    .set({ revealed_at: at, slot: round, votes: JSON.stringify(votes) })
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', round)
    .execute()
}
