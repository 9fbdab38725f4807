import { blockedBy, type Identifier, type IdentityRules, limitOf, rankOf } from '../../core/identity-rules.ts'

/** Two identifiers, by their places in a list, that a fact named together; `ts` and `id` are of the first such fact. */
export type Link = { a: number; b: number; ts: number; id: string }

/** Why a link ties nothing: `limit` is followed by the kind there would be too many of, as in `limit email`. */
export type Why = 'blocked' | 'crowded' | 'apart' | `limit ${string}`

export type Resolved = {
  /** For each identifier the first place of its profile. */
  profiles: Int32Array
  /** For each link why it was held back, `null` where it holds. */
  held: (Why | null)[]
}

/**
 * The profiles that a set of links gives, in whatever order it is listed. Links are taken one after the other: what the
 * rules join, then by the weaker kind of the two, then by the moment, then by text; one that would break a rule is held back.
 *
 * `met` says with how many others each identifier was named together, where links that tie nothing anyway are not given.
 */
export function resolve(
  identifiers: readonly Identifier[],
  links: readonly Link[],
  rules: IdentityRules,
  met: ArrayLike<number> = metIn(links, identifiers.length),
): Resolved {
  const isBlocked = blockedBy(rules.blocked)
  const closed = identifiers.map((each, n) =>
    isBlocked(each) ? 'blocked' : met[n]! > rules.crowd ? 'crowded' : undefined,
  )
  const held: (Why | null)[] = links.map(({ a, b }) => shutOf(closed[a], closed[b]))
  const { apart, together } = ruled(identifiers, rules)
  const whole = disjoint(identifiers.length)
  for (const [a, b] of together) whole.unite(a, b)
  links.forEach(({ a, b }, i) => {
    if (!held[i]) whole.unite(a, b)
  })
  const troubled = conflicts(identifiers, rules, apart, whole)
  if (!troubled.size) return { profiles: whole.roots(), held }
  const inTrouble = identifiers.map((_, n) => troubled.has(whole.root(n)))
  const parts = disjoint(identifiers.length)
  const may = permission(identifiers, rules, apart)
  const take = (a: number, b: number, given: boolean): Why | null => {
    const [x, y] = [parts.root(a), parts.root(b)]
    if (x === y) return null
    const why = inTrouble[a] ? may.join(x, y, given) : null
    if (!why) may.joined(x, y, parts.unite(x, y))
    return why
  }
  for (const [a, b] of together) take(a, b, true)
  const open = links.map((_, i) => i).filter(i => !held[i])
  for (const i of open) if (!inTrouble[links[i]!.a]) parts.unite(links[i]!.a, links[i]!.b)
  for (const i of inOrder(
    identifiers,
    links,
    open.filter(i => inTrouble[links[i]!.a]),
    rules,
  ))
    held[i] = take(links[i]!.a, links[i]!.b, false)
  return { profiles: parts.roots(), held }
}

function metIn(links: readonly Link[], identifiers: number): Uint32Array {
  const met = new Uint32Array(identifiers)
  for (const { a, b } of links) {
    met[a]!++
    met[b]!++
  }
  return met
}

/** Why a link ties nothing, by why its two ends do not. */
export const shutOf = (a: Why | undefined, b: Why | undefined): Why | null => (b === 'blocked' ? b : (a ?? b ?? null))

const textOf = ({ kind, value }: Identifier): string => `${kind}:${value}`

type Pair = readonly [number, number]

/** The rules about pairs, by place; those about identifiers that are not there say nothing. In the order of their texts. */
function ruled(identifiers: readonly Identifier[], rules: IdentityRules): { apart: Pair[]; together: Pair[] } {
  const named = [...rules.apart, ...rules.together]
  if (!named.length) return { apart: [], together: [] }
  const wanted = new Set(named.flat().map(textOf))
  const places = new Map<string, number>()
  identifiers.forEach((identifier, n) => {
    const text = textOf(identifier)
    if (wanted.has(text)) places.set(text, n)
  })
  const pairsOf = (pairs: IdentityRules['apart']): Pair[] =>
    pairs
      .map(pair => pair.map(textOf).toSorted())
      .filter(([a, b]) => a !== b && places.has(a!) && places.has(b!))
      .toSorted((x, y) => compare(x.join('\n'), y.join('\n')))
      .map(([a, b]) => [places.get(a!)!, places.get(b!)!])
  return { apart: pairsOf(rules.apart), together: pairsOf(rules.together) }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The roots of what would be one profile and may not be. */
function conflicts(
  identifiers: readonly Identifier[],
  rules: IdentityRules,
  apart: readonly Pair[],
  whole: Disjoint,
): Set<number> {
  const troubled = new Set<number>()
  for (const [a, b] of apart) if (whole.root(a) === whole.root(b)) troubled.add(whole.root(a))
  for (const kind of new Set(identifiers.map(each => each.kind))) {
    const limit = limitOf(kind, rules)
    if (limit === Number.POSITIVE_INFINITY) continue
    const count = new Uint32Array(identifiers.length)
    identifiers.forEach((each, n) => {
      if (each.kind === kind && ++count[whole.root(n)]! > limit) troubled.add(whole.root(n))
    })
  }
  return troubled
}

/** Keeps count of what is in each profile while they grow, and says what forbids to join two. */
function permission(identifiers: readonly Identifier[], rules: IdentityRules, apart: readonly Pair[]) {
  const counts = new Map<number, Map<string, number>>()
  const sides = new Map<number, Set<number>>()
  apart.forEach(([a, b], pair) => {
    for (const [n, side] of [
      [a, 2 * pair],
      [b, 2 * pair + 1],
    ] as const)
      sides.set(n, (sides.get(n) ?? new Set()).add(side))
  })
  const countsOf = (root: number): Map<string, number> => counts.get(root) ?? new Map([[identifiers[root]!.kind, 1]])
  return {
    /** What forbids to join two profiles, by their roots; limits do not bind what a rule joins. */
    join(x: number, y: number, given: boolean): Why | null {
      const [left, right] = [sides.get(x), sides.get(y)]
      if (left && right) for (const side of left) if (right.has(side ^ 1)) return 'apart'
      if (given) return null
      const [mine, others] = [countsOf(x), countsOf(y)]
      const over = [...others].filter(([kind, n]) => mine.has(kind) && mine.get(kind)! + n > limitOf(kind, rules))
      return over.length ? `limit ${over.map(([kind]) => kind).sort()[0]!}` : null
    },
    joined(x: number, y: number, root: number): void {
      const [mine, others] = [countsOf(x), countsOf(y)]
      const [more, fewer] = mine.size >= others.size ? [mine, others] : [others, mine]
      for (const [kind, count] of fewer) more.set(kind, (more.get(kind) ?? 0) + count)
      const all = new Set([...(sides.get(x) ?? []), ...(sides.get(y) ?? [])])
      for (const old of [x, y]) {
        counts.delete(old)
        sides.delete(old)
      }
      counts.set(root, more)
      if (all.size) sides.set(root, all)
    },
  }
}

/** The links, by their places, in the order in which they are taken. */
function inOrder(
  identifiers: readonly Identifier[],
  links: readonly Link[],
  chosen: readonly number[],
  rules: IdentityRules,
): number[] {
  const rank = identifiers.map(({ kind }) => rankOf(kind, rules.order))
  const texts = (link: Link): string =>
    [link.a, link.b]
      .map(n => textOf(identifiers[n]!))
      .sort()
      .join('\n')
  return chosen.toSorted((i, j) => {
    const [x, y] = [links[i]!, links[j]!]
    return (
      Math.max(rank[x.a]!, rank[x.b]!) - Math.max(rank[y.a]!, rank[y.b]!) ||
      x.ts - y.ts ||
      compare(x.id, y.id) ||
      compare(texts(x), texts(y))
    )
  })
}

type Disjoint = ReturnType<typeof disjoint>

/** Sets of places, each called by its smallest member. */
function disjoint(size: number) {
  const parent = Int32Array.from({ length: size }, (_, n) => n)
  const root = (n: number): number => {
    let at = n
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  return {
    root,
    /** Makes one set of two and gives its root. */
    unite(a: number, b: number): number {
      const [x, y] = [root(a), root(b)]
      const [keep, drop] = x < y ? [x, y] : [y, x]
      parent[drop] = keep
      return keep
    },
    roots: (): Int32Array => parent.map((_, n) => root(n)),
  }
}
