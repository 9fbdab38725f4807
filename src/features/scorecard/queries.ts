import type { Selectable } from 'kysely'
import type { Period } from '../../core/calendar.ts'
import type { Instant } from '../../core/instant.ts'
import { sha256 } from '../../store/hash.ts'
import type { Tables } from '../../store/records/tables.ts'
import type { Signature } from '../agreement/agreement.ts'
import type { Context } from '../context.ts'

/** One freeze of a scorecard’s period. */
export type FreezeKey = { scorecard: string; period: string; number: number }

/** A freeze as it is stored, and whether its content still is what was frozen. */
export type Stored = FreezeKey & { frozenAt: Instant; content: string; hash: string; intact: boolean }

/** Stores a freeze; false where one of this number is there already. */
export async function insertFreeze(
  ctx: Context,
  {
    scorecard,
    number,
    period,
    frozenAt,
    content,
  }: Omit<FreezeKey, 'period'> & { period: Period; frozenAt: Instant; content: string },
): Promise<boolean> {
  const added = await ctx.rows
    .insertInto('scorecard_freeze')
    .values({
      workspace: ctx.workspace,
      scorecard,
      period: period.label,
      number,
      starts_on: period.start,
      ends_on: period.end,
      frozen_at: frozenAt,
      content,
      hash: sha256(content),
    })
    .onConflict(conflict => conflict.columns(['workspace', 'scorecard', 'period', 'number']).doNothing())
    .returning('number')
    .executeTakeFirst()
  return added !== undefined
}

/** Freezes of a scorecard, oldest first: all of them, those of a period, or those that hold any of the days `[start, end)`. */
export async function selectFreezes(
  ctx: Context,
  scorecard: string,
  where: { period?: string | undefined; start?: string; end?: string } = {},
): Promise<Stored[]> {
  let query = ctx.rows
    .selectFrom('scorecard_freeze')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('scorecard', '=', scorecard)
  if (where.period !== undefined) query = query.where('period', '=', where.period)
  if (where.start !== undefined) query = query.where('ends_on', '>', where.start)
  if (where.end !== undefined) query = query.where('starts_on', '<', where.end)
  const rows = await query.orderBy('starts_on').orderBy('frozen_at').orderBy('period').orderBy('number').execute()
  return rows.map(toStored)
}

function toStored(row: Selectable<Tables['scorecard_freeze']>): Stored {
  const { scorecard, period, number, frozen_at: frozenAt, content, hash } = row
  return { scorecard, period, number, frozenAt, content, hash, intact: sha256(content) === hash }
}

/** A team’s name under a freeze; the same person’s second one changes nothing. */
export async function insertSignOff(ctx: Context, key: FreezeKey, team: string): Promise<void> {
  await ctx.rows
    .insertInto('scorecard_sign_off')
    .values({ workspace: ctx.workspace, ...key, team, person: ctx.actor.id, at: ctx.now() })
    .onConflict(conflict =>
      conflict.columns(['workspace', 'scorecard', 'period', 'number', 'team', 'person']).doNothing(),
    )
    .execute()
}

/** Who signed the freezes of a scorecard, by period and number. */
export async function selectSignOffs(ctx: Context, scorecard: string): Promise<Map<string, Signature[]>> {
  const rows = await ctx.rows
    .selectFrom('scorecard_sign_off')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('scorecard', '=', scorecard)
    .orderBy('at')
    .orderBy('team')
    .execute()
  const found = Map.groupBy(rows, pathOf)
  return new Map([...found].map(([path, each]) => [path, each.map(({ team, person, at }) => ({ team, person, at }))]))
}

export const pathOf = ({ period, number }: Pick<FreezeKey, 'period' | 'number'>): string => `${period} ${number}`
