import { DEFAULT_RULES, type Identifier, type IdentityRules } from '../../../core/identity-rules.ts'
import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import { comparableRules } from '../../../store/events/kept-rules.ts'
import type { Regrouping } from '../../../store/events/regroup-all.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { type IdentitySpec, nodeOf, type RulingSpec } from '../identity.ts'
import { selectActs, selectNodes } from '../queries.ts'

/** The rules that the agreements in force, and what single people decided, come to; `tried` is laid over the agreement. */
export async function rulesInForce(ctx: Context, tried: Partial<IdentitySpec> = {}): Promise<IdentityRules> {
  const [agreed] = [...(await standing<IdentitySpec>(ctx, 'identity')).values()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  const spec = { ...agreed?.spec, ...tried }
  const { apart, together } = await pairsInForce(ctx)
  const nodes = await selectNodes(ctx, [...apart, ...together].flat())
  const named = (pairs: readonly Pair[]): [Identifier, Identifier][] =>
    pairs.flatMap(([one, other]) => {
      const [a, b] = [nodes.get(one), nodes.get(other)]
      return a && b ? [[plain(a), plain(b)]] : []
    })
  return {
    order: spec.order ?? DEFAULT_RULES.order,
    limits: spec.limits ?? DEFAULT_RULES.limits,
    crowd: spec.crowd ?? DEFAULT_RULES.crowd,
    blocked: spec.blocked ?? DEFAULT_RULES.blocked,
    apart: named(apart),
    together: named(together),
  }
}

const plain = ({ kind, value }: Identifier): Identifier => ({ kind, value })

export type Pair = readonly [number, number]

/** What teams ruled goes before what one person decided about the same two. */
async function pairsInForce(ctx: Context): Promise<{ apart: Pair[]; together: Pair[] }> {
  const decided = new Map<string, { act: 'apart' | 'together'; pair: Pair }>()
  const decide = (act: 'apart' | 'together', one: number, other: number) =>
    decided.set([one, other].sort((a, b) => a - b).join(), { act, pair: [one, other] })
  for (const { act, one, other } of await selectActs(ctx)) decide(act === 'split' ? 'apart' : 'together', one, other)
  for (const { spec } of (await standing<RulingSpec>(ctx, 'ruling')).values())
    for (const act of ['apart', 'together'] as const) {
      const [one, other] = spec[act] ?? []
      if (one && other) decide(act, nodeOf(one), nodeOf(other))
    }
  const of = (act: 'apart' | 'together') =>
    [...decided.values()].filter(each => each.act === act).map(({ pair }) => pair)
  return { apart: of('apart'), together: of('together') }
}

/**
 * Puts everybody together as the agreements in force say, where the facts are still put together otherwise. Whoever lets an
 * agreement come into force, end or be undone calls it afterwards, outside of any transaction.
 */
export async function settleIdentity(ctx: Context): Promise<Regrouping | null> {
  const wanted = comparableRules(await rulesInForce({ ...ctx, reading: {} }))
  const kept = await ctx.events.identity.rules()
  const same = canonicalJson(wanted as unknown as JsonValue) === canonicalJson(kept as unknown as JsonValue)
  return same ? null : ctx.events.identity.apply(wanted)
}

/** Operations after which other rules may be in force. */
export const mayRule = (operation: string): boolean => /^(identity|ruling|declaration|agreement|team)\./.test(operation)
