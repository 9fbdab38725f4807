import { matches } from '../../core/filter.ts'
import type { JsonValue } from '../../core/json.ts'
import { eventsOfLeaf, type Leaf, leavesOf, type StageRule } from '../../semantics/model/stage.ts'
import { type Hold, readReceipt } from '../../semantics/sql/receipt.ts'

/** Facts of one person in the order of time, then of their ids. */
export type Life = {
  events: readonly { ts: number; id: string; name: string; props: Readonly<Record<string, JsonValue>> }[]
  traits: readonly { ts: number; id: string; traits: Readonly<Record<string, JsonValue>> }[]
}

/** When a person entered a stage; null for one they never entered. What SQL says of all people at once, for one in memory. */
export function entryOf(rule: StageRule, life: Life): Hold | null {
  const rows = leavesOf(rule).map(({ leaf }) => fulfilling(leaf, life))
  return readReceipt(rule, rows).entry
}

/** The facts that fulfil a leaf, as `receiptStatements` would find them. */
function fulfilling(leaf: Leaf, { events, traits }: Life): { ts: number; id: string }[] {
  if (!('trait' in leaf)) {
    const names = eventsOfLeaf(leaf)
    return events.filter(({ name, props }) => names.includes(name) && (!leaf.where || matches(leaf.where, props)))
  }
  const known: Record<string, JsonValue> = {}
  return traits.filter(({ traits: said }) => {
    for (const [name, value] of Object.entries(said)) if (value !== null && name !== '__proto__') known[name] = value
    return matches(leaf.trait, known)
  })
}

/** The events that rules rest on. */
export function eventsOfRules(rules: readonly StageRule[]): string[] {
  const leaves = rules.flatMap(rule => leavesOf(rule).map(({ leaf }) => leaf))
  return [...new Set(leaves.flatMap(leaf => ('trait' in leaf ? [] : eventsOfLeaf(leaf))))]
}
