import type { Dialect } from '../../core/dialect.ts'
import { type Leaf, type LeafPath, leavesOf, type StageRule } from '../model/stage.ts'
import { eventRows, traitRows } from './stage.ts'
import { lines, type Statement, whole, writer } from './statement.ts'

/** When something first held, and the facts it rests on, in the order of time. */
export type Hold = { ts: number; ids: string[] }

/** Why a person is in a stage, or what is missing: each leaf of the rule with what fulfilled it first. */
export type Receipt = { entry: Hold | null; leaves: { path: LeafPath; leaf: Leaf; held: Hold | null }[] }

/** One statement per leaf of the rule, in the order of `leavesOf`; `readReceipt` takes their rows. */
export function receiptStatements(rule: StageRule, person: number, dialect: Dialect): Statement[] {
  return leavesOf(rule).map(({ leaf }) => {
    const w = writer(dialect)
    const of = `e.person = ${whole(person)}`
    if ('trait' in leaf) return w.finish(factsOf(...traitRows(leaf.trait, of, w), 1))
    const { times = 1, within, ...each } = leaf
    return w.finish(factsOf(...eventRows(each, of, w), within ? undefined : times))
  })
}

/** The receipt from the rows of `receiptStatements`, in their order. */
export function readReceipt(rule: StageRule, rows: readonly (readonly { ts: unknown; id: unknown }[])[]): Receipt {
  const leaves = leavesOf(rule).map(({ path, leaf }, i) => ({ path, leaf, held: heldBy(leaf, rows[i]!) }))
  let next = 0
  return { entry: entryOf(rule, () => leaves[next++]!.held), leaves }
}

function factsOf(from: string, where: string, most: number | undefined): string {
  return lines(
    'SELECT e.ts, CAST(e.id AS TEXT) AS id',
    `FROM ${from}`,
    `WHERE ${where}`,
    'ORDER BY e.ts, e.id',
    most !== undefined && `LIMIT ${whole(most)}`,
  )
}

function heldBy(leaf: Leaf, rows: readonly { ts: unknown; id: unknown }[]): Hold | null {
  const times = 'trait' in leaf ? 1 : (leaf.times ?? 1)
  const within = 'trait' in leaf ? undefined : leaf.within
  for (let last = times - 1; last < rows.length; last++) {
    const facts = rows.slice(last - times + 1, last + 1)
    const ts = Number(rows[last]!.ts)
    if (!within || ts - Number(facts[0]!.ts) <= within.ms) return { ts, ids: facts.map(fact => String(fact.id)) }
  }
  return null
}

/** The entry a rule yields from the holds of its leaves, taken in the order of `leavesOf`. */
function entryOf(rule: StageRule, take: () => Hold | null): Hold | null {
  if ('rule' in rule) return entryOf(rule.rule, take)
  if ('all' in rule) {
    const holds = rule.all.map(part => entryOf(part, take))
    return holds.includes(null) ? null : (holds as Hold[]).reduce((a, b) => (isBefore(a, b) ? b : a))
  }
  if (!('any' in rule)) return take()
  const holds = rule.any.map(part => entryOf(part, take)).filter(hold => hold !== null)
  return holds.length ? holds.reduce((a, b) => (isBefore(b, a) ? b : a)) : null
}

function isBefore(a: Hold, b: Hold): boolean {
  return a.ts !== b.ts ? a.ts < b.ts : a.ids.at(-1)! < b.ids.at(-1)!
}
