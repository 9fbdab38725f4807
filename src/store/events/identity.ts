import type { Identifier } from '../../core/identity-rules.ts'

/** Two holders that turned out to be one: everything of `from` becomes `into`'s. */
export type Merge = { from: number; into: number }

/**
 * The distinct identifiers of a batch, numbered by their first appearance, and which of them each fact names: those of
 * fact `i` are `named[ends[i - 1]]` up to, not including, `named[ends[i]]`.
 */
export type Mentions = { kinds: string[]; values: string[]; named: number[]; ends: Uint32Array }

/** Collects the identifiers of facts. */
export function mentionsOf(facts: readonly (readonly Identifier[])[]): Mentions {
  const numbers = new Map<string, Map<string, number>>()
  const mentions: Mentions = { kinds: [], values: [], named: [], ends: new Uint32Array(facts.length) }
  facts.forEach((identifiers, i) => {
    for (const { kind, value } of identifiers) {
      let ofKind = numbers.get(kind)
      if (!ofKind) {
        ofKind = new Map()
        numbers.set(kind, ofKind)
      }
      let number = ofKind.get(value)
      if (number === undefined) {
        number = mentions.values.push(value) - 1
        mentions.kinds.push(kind)
        ofKind.set(value, number)
      }
      mentions.named.push(number)
    }
    mentions.ends[i] = mentions.named.length
  })
  return mentions
}

export type Links = {
  /** The holder of each fact, null for a fact without identifiers. */
  holders: (number | null)[]
  /** The holder of each identifier. */
  owners: number[]
  merges: Merge[]
  /** The highest number given out. */
  last: number
}

/**
 * Decides who each fact belongs to. Facts that share an identifier, directly or through a chain of others, belong to one
 * holder; identifiers that are known already bring their holder with them (`known`, 0 where unknown).
 *
 * Where two known holders meet, the older one (the smaller number) survives. New holders are numbered after `lastGiven` in
 * the order of the facts. This is union-find over identifiers and known holders.
 */
export function link(mentions: Mentions, known: ArrayLike<number>, lastGiven: number): Links {
  const parent = mentions.values.map((_, node) => node)
  const holder = Array.from(known)
  const replaced = new Set<number>()

  const root = (node: number): number => {
    let at = node
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  const unite = (a: number, b: number): void => {
    const [x, y] = [root(a), root(b)]
    if (x === y) return
    const [keep, drop] = x < y ? [x, y] : [y, x]
    const [first, second] = [holder[keep]!, holder[drop]!]
    parent[drop] = keep
    if (first && second && first !== second) replaced.add(Math.max(first, second))
    holder[keep] = first && second ? Math.min(first, second) : first || second
  }

  const nodeOfHolder = new Map<number, number>()
  for (let node = 0; node < parent.length; node++) {
    const owner = known[node]!
    if (!owner) continue
    const other = nodeOfHolder.get(owner)
    if (other === undefined) nodeOfHolder.set(owner, node)
    else unite(other, node)
  }
  let start = 0
  for (const end of mentions.ends) {
    for (let i = start + 1; i < end; i++) unite(mentions.named[start]!, mentions.named[i]!)
    start = end
  }

  let last = lastGiven
  const owners = parent.map((_, node) => {
    const at = root(node)
    if (!holder[at]) holder[at] = ++last
    return holder[at]!
  })
  const holders = Array.from(mentions.ends, (end, i) => {
    const from = i ? mentions.ends[i - 1]! : 0
    return end > from ? owners[mentions.named[from]!]! : null
  })
  const merges = Array.from(replaced, from => ({ from, into: owners[nodeOfHolder.get(from)!]! }))
  return { holders, owners, merges, last }
}
