import type { JsonValue } from '../../../core/json.ts'
import type { Context } from '../../context.ts'
import type { Holder, Identifier } from '../customer.ts'
import { IDENTIFIERS, type Named } from '../queries.ts'

/** SQL of what a search finds. */

/** How many of each kind of match a search looks at. */
const LOOKED_AT = 1000

/** Identifiers with a text in them; without `reachable`, none by which somebody is reached. */
export async function selectLike(
  ctx: Context,
  is: Holder['is'],
  text: string,
  { reachable }: { reachable: boolean },
): Promise<Named[]> {
  const hidden = reachable ? '' : `AND kind NOT IN ('email', 'phone') AND strpos(value, '@') = 0`
  const rows = await ctx.events.query<Identifier & { number: number }>(
    `SELECT kind, value, ${is} AS number FROM ${IDENTIFIERS[is]}
     WHERE strpos(lower(value), $1) > 0 ${hidden} ORDER BY length(value), value, kind LIMIT ${LOOKED_AT}`,
    [text],
  )
  return rows.map(row => ({ ...row, is }))
}

/** Those of whom something is known that has every word in it, or is called so. */
export async function selectSaid(
  ctx: Context,
  is: Holder['is'],
  words: readonly string[],
): Promise<{ number: number; traits: Record<string, JsonValue> }[]> {
  const conditions = words.map((_, i) => `strpos(lower(CAST(traits AS TEXT)), $${i + 1}) > 0`)
  return ctx.events.query(
    `SELECT ${is} AS number, traits FROM ${is} WHERE ${conditions.join(' AND ')} ORDER BY ${is} LIMIT ${LOOKED_AT}`,
    words,
    { json: true },
  )
}
