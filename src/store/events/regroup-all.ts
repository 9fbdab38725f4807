import { blockedBy, type Identifier, type IdentityRules, limitOf } from '../../core/identity-rules.ts'
import { counts } from './counts.ts'
import type { Batch } from './events.ts'
import type { Member, NodeLink } from './people-steps.ts'
import { actsOf, carryOut, type Grouped, grouped, type Regrouped, retell } from './regroup.ts'
import type { Why } from './resolve.ts'
import type { Writing } from './write.ts'

/** What other rules make of everybody. */
export type Regrouping = {
  /** People before and after. */
  before: number
  after: number
  /** Identifiers that are counted to another person. */
  moved: number
  /** Links that are held back after, by why. */
  held: Record<string, number>
  /** Who is put together and who is taken apart. */
  acts: Regrouped[]
}

/** Hands over the rows of one SELECT in batches of columns. */
type Stream = (sql: string, onBatch: (batch: Batch) => void) => Promise<void>

export type Plan = { grouped: Grouped; regrouping: Regrouping }

/**
 * Works out what rules make of everybody. Identifiers and links pass by as they are read; only what is connected with a broken
 * limit, a crowd, a rule about a value, something held back or joined by a rule before is kept and worked out one link after the other.
 */
export async function planned(rules: IdentityRules, ts: number, stream: Stream): Promise<Plan> {
  const graph = await graphOf(rules, stream)
  const members: Member[] = []
  await eachIdentifier(stream, (node, person, kind, value) => {
    if (graph.isTroubled(node)) members.push({ node, person, kind, value })
  })
  const links: NodeLink[] = []
  await stream('SELECT a, b, ts, id, held FROM link', ({ rows, columns }) => {
    const [a, b, moments] = [columns.a, columns.b, columns.ts] as Float64Array[]
    const [ids, why] = [columns.id as string[], columns.held as (Why | null)[]]
    for (let i = 0; i < rows; i++)
      if (graph.isTroubled(a![i]!))
        links.push({ a: a![i]!, b: b![i]!, ts: moments![i]!, id: String(ids[i]), held: why[i] ?? null })
  })
  const result = grouped(members, links, rules, () => true)
  const held: Record<string, number> = {}
  for (const { held: why } of result.links) if (why) held[why] = (held[why] ?? 0) + 1
  const [old, now] = [new Set<number>(), new Set<number>()]
  for (const { from, person } of result.members) {
    old.add(from)
    now.add(person)
  }
  return {
    grouped: result,
    regrouping: {
      before: graph.persons,
      after: graph.persons - old.size + now.size,
      moved: result.members.filter(({ from, person }) => from !== person).length,
      held,
      acts: actsOf(result.members, ts, null),
    },
  }
}

/** Keeps the rules and puts everything where it belongs under them, within an open transaction. */
export async function regroup(rules: IdentityRules, ts: number, to: Writing): Promise<Regrouping> {
  const { grouped: result, regrouping } = await planned(rules, ts, to.stream)
  const concerned = await carryOut(result, regrouping.acts, to)
  await retell(concerned, to)
  await to.people.ruled(rules)
  const mark = await to.mark()
  await to.setMark({ ...mark, watermark: mark.watermark + 1 })
  return regrouping
}

type Visit = (node: number, person: number, kind: string, value: string) => void

async function eachIdentifier(stream: Stream, visit: Visit): Promise<void> {
  await stream('SELECT node, person, kind, value FROM identifier', ({ rows, columns }) => {
    const [nodes, persons] = [columns.node, columns.person] as Float64Array[]
    const [kinds, values] = [columns.kind, columns.value] as string[][]
    for (let i = 0; i < rows; i++) visit(nodes![i]!, persons![i]!, kinds![i]!, values![i]!)
  })
}

/** What is connected by links of any sort, and in what of it a rule could matter. */
async function graphOf(
  rules: IdentityRules,
  stream: Stream,
): Promise<{ persons: number; isTroubled(node: number): boolean }> {
  const parent = counts()
  const personOf = counts()
  const met = counts()
  const isBlocked = blockedBy(rules.blocked)
  const kinds = new Map<string, number[]>()
  const persons = new Set<number>()
  const suspicious: number[] = []
  const isRuled = ruledIn(rules)
  const nodeOf = new Map<string, number>()
  await eachIdentifier(stream, (node, person, kind, value) => {
    parent.put(node, node)
    personOf.put(node, person)
    persons.add(person)
    const ofKind = kinds.get(kind)
    if (ofKind) ofKind.push(node)
    else kinds.set(kind, [node])
    if (isBlocked({ kind, value })) suspicious.push(node)
    if (isRuled({ kind, value })) nodeOf.set(textOf({ kind, value }), node)
  })
  const root = (node: number): number => {
    let at = node
    for (let up = parent.at(at); up !== at; up = parent.at(at)) {
      parent.put(at, parent.at(up))
      at = up
    }
    return at
  }
  const unite = (a: number, b: number): void => {
    const [x, y] = [root(a), root(b)]
    parent.put(Math.max(x, y), Math.min(x, y))
  }
  await stream('SELECT a, b, held FROM link', ({ rows, columns }) => {
    const [a, b] = [columns.a, columns.b] as Float64Array[]
    const held = columns.held as (string | null)[]
    for (let i = 0; i < rows; i++) {
      for (const node of [a![i]!, b![i]!]) {
        met.add(node, 1)
        if (met.at(node) === rules.crowd + 1) suspicious.push(node)
      }
      if (held[i]) suspicious.push(a![i]!)
      unite(a![i]!, b![i]!)
    }
  })
  for (const [one, other] of rules.together) {
    const [a, b] = [nodeOf.get(textOf(one)), nodeOf.get(textOf(other))]
    if (a && b) unite(a, b)
  }
  suspicious.push(...nodeOf.values())
  for (const [kind, nodes] of kinds) {
    const limit = limitOf(kind, rules)
    if (nodes.length <= limit) continue
    const count = counts()
    for (const node of nodes) {
      count.add(root(node), 1)
      if (count.at(root(node)) === limit + 1) suspicious.push(node)
    }
  }
  for (const nodes of kinds.values())
    for (const node of nodes) if (personOf.at(node) !== root(node)) suspicious.push(node)
  for (const nodes of kinds.values()) for (const node of nodes) unite(node, personOf.at(node))
  const troubled = new Set(suspicious.map(root))
  return { persons: persons.size, isTroubled: node => troubled.has(root(node)) }
}

const textOf = ({ kind, value }: Identifier): string => `${kind}:${value}`

function ruledIn({ apart, together }: IdentityRules): (identifier: Identifier) => boolean {
  const named = new Set([...apart, ...together].flat().map(textOf))
  return identifier => named.size > 0 && named.has(textOf(identifier))
}
