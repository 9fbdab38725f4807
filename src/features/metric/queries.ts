import { type Behind, countBehind, rowsBehind } from '../../semantics/sql/behind.ts'
import type { Context } from '../context.ts'

/** A row behind a number, as it is stored. */
export type RowBehind = {
  id: string
  ts: number
  person: number | null
  account: number | null
  name: string | null
  source: string | null
  props: unknown
  value: number | null
}

/** A page of the rows behind a number, the newest first. */
export async function selectBehind(
  ctx: Context,
  behind: Behind,
  page: { limit: number; offset: number },
): Promise<RowBehind[]> {
  const { text, params } = rowsBehind(behind, page, ctx.events.dialect)
  return ctx.events.query<RowBehind>(text, params, { json: true })
}

/** How many rows are behind a number, and of how many people. */
export async function countRowsBehind(ctx: Context, behind: Behind): Promise<{ rows: number; people: number }> {
  const { text, params } = countBehind(behind, ctx.events.dialect)
  const [counted] = await ctx.events.cached<{ rows: number; people: number }>(text, params)
  return counted ?? { rows: 0, people: 0 }
}

/** The instant of the newest event of each name. */
export async function selectNewest(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.events.cached<{ name: string; ts: number }>(
    'SELECT name, max(ts) AS ts FROM event GROUP BY name',
  )
  return new Map(rows.map(({ name, ts }) => [name, ts]))
}
