import { type Identifier, type IdentityRules, limitOf } from '../../core/identity-rules.ts'
import { type Batch, heldAtOnce } from './batch.ts'
import { type Merge, mentionsOf } from './identity.ts'
import type { Weight } from './people-steps.ts'
import type { Found, Writing } from './write.ts'

export type Drawn = {
  /** The person of each identifier, as far as it is not of a risky group. */
  owners: number[]
  /** Places of identifiers whose groups might break a rule. */
  risky: readonly number[]
  merges: (Merge & { fact: string })[]
  /** The nodes that rules join with a node, and whose they are. */
  partners: ReadonlyMap<number, readonly number[]>
  personOfPartner: ReadonlyMap<number, number>
}

/**
 * Joins the identifiers and people of a batch that new links tie (union-find). A group is risky when more than the limits may
 * come together in it, when links of its people are held back, when a rule names one of it, or when an identifier of it
 * ties nothing from now on.
 */
export async function drawTogether(batch: Batch, to: Writing): Promise<Drawn> {
  const { mentions, found, nodes, rules, links, before, crossing } = batch
  const owners = nodes.map((node, n) => found.holders[n] || node)
  const open = links.filter(link => !heldAtOnce(link, batch))
  const ruled = await ruledBy(batch, to)
  const { partners, personOfPartner } = ruled
  const places = placesIn(open, [...crossing, ...ruled.fresh], nodes.length)
  if (!places.length) return { owners, risky: [], merges: [], partners, personOfPartner }

  const kinds = Object.keys(rules.limits).filter(kind => kind !== '*')
  const weights = await weigh(batch, places, kinds, to)
  const parent = new Int32Array(nodes.length)
  const all = new Float64Array(nodes.length)
  const ofKind = kinds.map(() => new Float64Array(nodes.length))
  const flagged = new Uint8Array(nodes.length)
  const replaced = new Map<number, string>()
  const root = (n: number): number => {
    let at = n
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  const unite = (a: number, b: number, fact: string): void => {
    const [x, y] = [root(a), root(b)]
    if (x === y) return
    const [keep, drop] = x < y ? [x, y] : [y, x]
    const [first, second] = [owners[keep]!, owners[drop]!]
    parent[drop] = keep
    if (first !== second && first <= before && second <= before) replaced.set(Math.max(first, second), fact)
    owners[keep] = Math.min(first, second)
    all[keep]! += all[drop]!
    for (const counts of ofKind) counts[keep]! += counts[drop]!
    flagged[keep]! |= flagged[drop]!
  }

  const placeOf = new Map<number, number>()
  for (const n of places) {
    parent[n] = n
    const person = found.holders[n]!
    if (!person) {
      all[n] = 1
      const kind = kinds.length ? kinds.indexOf(mentions.kinds[n]!) : -1
      if (kind >= 0) ofKind[kind]![n] = 1
      if (ruled.fresh.has(n)) flagged[n] = 1
      continue
    }
    const same = placeOf.get(person)
    if (same !== undefined) {
      unite(same, n, '')
      continue
    }
    placeOf.set(person, n)
    const weight = weights.get(person)!
    all[n] = weight.all
    weight.of.forEach((count, kind) => {
      ofKind[kind]![n] = count
    })
    if (weight.careful || ruled.persons.has(person)) flagged[n] = 1
  }
  for (const n of crossing) flagged[root(n)] = 1
  for (const { x, y, id, known } of open) if (!known) unite(x, y, id)

  const isRisky = (n: number): boolean => flagged[n] === 1 || isOver(all[n]!, ofKind, n, kinds, rules)
  const merges = Array.from(replaced, ([from, fact]) => ({ from, fact, at: root(placeOf.get(from)!) }))
    .filter(({ at }) => !isRisky(at))
    .map(({ from, fact, at }) => ({ from, into: owners[at]!, fact }))
  for (const n of places) owners[n] = owners[root(n)]!
  if (merges.length) {
    const into = new Map(merges.map(merge => [merge.from, merge.into]))
    for (let n = 0; n < owners.length; n++) owners[n] = into.get(owners[n]!) ?? owners[n]!
  }
  return { owners, risky: places.filter(n => isRisky(root(n))), merges, partners, personOfPartner }
}

/** The places that links and a list name, each once. */
function placesIn(links: Batch['links'], others: readonly number[], size: number): number[] {
  const marked = new Uint8Array(size)
  const places: number[] = []
  const mark = (n: number): void => {
    if (!marked[n]) places.push(n)
    marked[n] = 1
  }
  for (const { x, y } of links) {
    mark(x)
    mark(y)
  }
  others.forEach(mark)
  return places
}

function isOver(
  all: number,
  ofKind: readonly Float64Array[],
  at: number,
  kinds: readonly string[],
  rules: IdentityRules,
): boolean {
  const others = rules.limits['*']
  if (others !== undefined && all > others) return true
  return kinds.some((kind, i) => ofKind[i]![at]! > limitOf(kind, rules))
}

/** The weight of the people of these identifiers. */
async function weigh(
  { found }: Batch,
  places: readonly number[],
  kinds: readonly string[],
  to: Writing,
): Promise<ReadonlyMap<number, Weight>> {
  const persons = new Set<number>()
  for (const n of places) if (found.holders[n]) persons.add(found.holders[n]!)
  return persons.size ? to.people.weights([...persons], kinds) : new Map()
}

type Ruled = {
  /** Places of new identifiers that rules name. */
  fresh: ReadonlySet<number>
  /** People that rules name an identifier of. */
  persons: ReadonlySet<number>
  partners: ReadonlyMap<number, readonly number[]>
  personOfPartner: ReadonlyMap<number, number>
}

const NOBODY: Ruled = { fresh: new Set(), persons: new Set(), partners: new Map(), personOfPartner: new Map() }

async function ruledBy({ mentions, nodes, rules }: Batch, to: Writing): Promise<Ruled> {
  const pairs = [...rules.apart, ...rules.together]
  if (!pairs.length) return NOBODY
  const named = mentionsOf(pairs)
  const found: Found = await to.find('person', named)
  const textOf = ({ kind, value }: Identifier): string => `${kind}:${value}`
  const places = new Map(mentions.values.map((value, n) => [textOf({ kind: mentions.kinds[n]!, value }), n]))
  const nodeOf = new Map<string, number>()
  const fresh = new Set<number>()
  const persons = new Set<number>()
  const personOfPartner = new Map<number, number>()
  named.values.forEach((value, i) => {
    const text = textOf({ kind: named.kinds[i]!, value })
    const place = places.get(text)
    const node = found.nodes[i] || (place === undefined ? 0 : nodes[place]!)
    if (!node) return
    nodeOf.set(text, node)
    if (found.holders[i]) {
      persons.add(found.holders[i]!)
      personOfPartner.set(node, found.holders[i]!)
    } else if (place !== undefined) fresh.add(place)
  })
  const partners = new Map<number, number[]>()
  for (const [one, other] of rules.together) {
    const [a, b] = [nodeOf.get(textOf(one)), nodeOf.get(textOf(other))]
    if (!a || !b) continue
    partners.set(a, [...(partners.get(a) ?? []), b])
    partners.set(b, [...(partners.get(b) ?? []), a])
  }
  return { fresh, persons, partners, personOfPartner }
}
