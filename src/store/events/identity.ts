/** Two holders that turned out to be one: everything of `from` becomes `into`'s. */
export type Merge = { from: number; into: number }

export type Links = {
  /** The holder of each fact, null for a fact without identifiers. */
  holders: (number | null)[]
  /** Identifiers seen for the first time, and whose they are. */
  fresh: { key: string; holder: number }[]
  merges: Merge[]
  /** The highest number given out. */
  last: number
}

/**
 * Decides who each fact belongs to. Facts that share an identifier, directly or through a chain of others, belong to one
 * holder; identifiers already known bring their holder with them.
 *
 * Where two known holders meet, the older one (the smaller number) survives. New holders are numbered after `lastGiven` in the
 * order of the facts. This is union-find over the batch's identifiers and their known holders.
 */
export function link(
  keysOfFacts: readonly (readonly string[])[],
  known: ReadonlyMap<string, number>,
  last: number,
): Links {
  const nodes = new Map<string, number>()
  const parent: number[] = []
  const holder: number[] = []
  const nodeOfHolder = new Map<number, number>()
  const merged = new Set<number>()

  const add = (holderNumber: number): number => {
    holder.push(holderNumber)
    return parent.push(parent.length) - 1
  }
  const nodeOf = (key: string): number => {
    let node = nodes.get(key)
    if (node !== undefined) return node
    const number = known.get(key)
    node = number === undefined ? add(0) : (nodeOfHolder.get(number) ?? add(number))
    if (number !== undefined) nodeOfHolder.set(number, node)
    nodes.set(key, node)
    return node
  }
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
    parent[drop] = keep
    const [first, second] = [holder[keep]!, holder[drop]!]
    if (first && second) merged.add(Math.max(first, second))
    holder[keep] = first && second ? Math.min(first, second) : first || second
  }

  for (const keys of keysOfFacts) {
    const [first, ...rest] = keys
    if (first === undefined) continue
    const node = nodeOf(first)
    for (const key of rest) unite(node, nodeOf(key))
  }
  const holderOf = (key: string): number => {
    const node = root(nodeOf(key))
    holder[node] ||= ++last
    return holder[node]
  }
  const holders = keysOfFacts.map(keys => (keys.length ? holderOf(keys[0]!) : null))
  const fresh = [...nodes.keys()].filter(key => !known.has(key)).map(key => ({ key, holder: holderOf(key) }))
  const merges = [...merged].map(from => ({ from, into: holder[root(nodeOfHolder.get(from)!)]! }))
  return { holders, fresh, merges, last }
}
