import type { IdentityRules } from '../../core/identity-rules.ts'
import { list, listed } from './list.ts'
import type { Member, Moved, NodeLink } from './people-steps.ts'
import { isOpen } from './region.ts'
import { resolve } from './resolve.ts'
import { type Saying, told } from './traits.ts'
import type { Writing } from './write.ts'

/** What people a set of identifiers and links gives: `members` in the order of their nodes, `from` whose each was before. */
export type Grouped = {
  members: Moved[]
  links: NodeLink[]
  /** The links whose `held` is another than before. */
  changed: NodeLink[]
  /** People who are careful: some of their links are held back though they could tie. */
  careful: Set<number>
}

/** Works out anew whose each identifier is, from those links that are open, all of which must be given. */
export function grouped(
  members: readonly Member[],
  links: readonly NodeLink[],
  rules: IdentityRules,
  isOpenNow: (link: NodeLink) => boolean = isOpen,
): Grouped {
  const ordered = members.toSorted((x, y) => x.node - y.node)
  const place = new Map(ordered.map(({ node }, n) => [node, n]))
  const met = new Uint32Array(ordered.length)
  for (const { a, b } of links)
    for (const node of [a, b]) {
      const n = place.get(node)
      if (n !== undefined) met[n]!++
    }
  const open = links.filter(link => isOpenNow(link) && place.has(link.a) && place.has(link.b))
  const { profiles, held } = resolve(
    ordered,
    open.map(({ a, b, ts, id }) => ({ a: place.get(a)!, b: place.get(b)!, ts, id })),
    rules,
    met,
  )
  const moved = ordered.map((member, n) => ({ ...member, from: member.person, person: ordered[profiles[n]!]!.node }))
  const judged = new Map(open.map((link, i) => [link, { ...link, held: held[i]! }]))
  const careful = new Set<number>()
  for (const link of judged.values())
    if (link.held && isOpen(link)) for (const node of [link.a, link.b]) careful.add(moved[place.get(node)!]!.person)
  return {
    members: moved,
    links: links.map(link => judged.get(link) ?? link),
    changed: [...judged].filter(([link, now]) => link.held !== now.held).map(([, now]) => now),
    careful,
  }
}

/** Who was made one of whom (`merge`: `other` is `person` now), and who was taken out of whom (`split`: `other` out of `person`). */
export type Regrouped = { ts: number; act: 'merge' | 'split'; person: number; other: number; fact: string | null }

/** Merges and splits that moving identifiers comes to. */
export function actsOf(members: readonly Moved[], ts: number, fact: string | null): Regrouped[] {
  const left = new Set(members.map(({ person }) => person))
  const acts = new Map<string, Regrouped>()
  for (const { from, person } of members)
    if (from && from !== person)
      acts.set(
        `${from} ${person}`,
        left.has(from)
          ? { ts, act: 'split', person: from, other: person, fact }
          : { ts, act: 'merge', person, other: from, fact },
      )
  return [...acts.values()]
}

/**
 * Puts what was stored where it belongs now: identifiers, events and sayings of those who moved, and what is held back. The
 * rows of the people concerned are removed; `retell` writes them anew.
 */
export async function carryOut(
  { members, changed, careful }: Pick<Grouped, 'members' | 'changed' | 'careful'>,
  acts: readonly Regrouped[],
  to: Writing,
): Promise<Set<number>> {
  const known = members.filter(({ from }) => from)
  const moved = known.filter(({ from, person }) => from !== person)
  const concerned = new Set(moved.flatMap(({ from, person }) => [from, person]))
  await to.people.move(known, careful)
  if (moved.length) {
    const people = list([...concerned])
    await to.run(`DELETE FROM person WHERE person IN (SELECT whose FROM ${listed({ whose: 'BIGINT' })})`, [people])
    await to.run(
      `UPDATE identifier SET person = kept FROM ${listed({ moved: 'BIGINT', kept: 'BIGINT' })} WHERE node = moved`,
      [list(moved.map(({ node }) => node)), list(moved.map(({ person }) => person))],
    )
  }
  if (changed.length)
    await to.run(
      `UPDATE link SET held = nullif(why, '') FROM ${listed({ x: 'BIGINT', y: 'BIGINT', why: 'TEXT' })} WHERE a = x AND b = y`,
      [list(changed.map(({ a }) => a)), list(changed.map(({ b }) => b)), list(changed.map(({ held }) => held ?? ''))],
    )
  await remember(acts, to)
  return concerned
}

export async function remember(acts: readonly Regrouped[], to: Writing): Promise<void> {
  if (!acts.length) return
  await to.insert('regrouping', [
    acts.map(({ ts }) => ts),
    acts.map(({ act }) => act),
    acts.map(({ person }) => person),
    acts.map(({ other }) => other),
    acts.map(({ fact }) => fact),
  ])
}

/** Writes the rows of people anew, those that have an identifier, from all that is stored about them. */
export async function retell(persons: ReadonlySet<number>, to: Writing): Promise<void> {
  if (!persons.size) return
  const created = await to.rows<{ person: number; created: number }>(FIRST_SEEN, [list([...persons])])
  if (!created.length) return
  const histories = Map.groupBy(
    await to.history(
      'person',
      created.map(({ person }) => person),
    ),
    line => line.holder,
  )
  const tales = created.map(({ person }) => told(histories.get(person)?.map((line): Saying => line.saying) ?? [], {}))
  await to.insert('person', [
    created.map(({ person }) => person),
    created.map(each => each.created),
    tales.map(({ traits }) => JSON.stringify(traits)),
    tales.map(({ said }) => said?.ts ?? null),
    tales.map(({ said }) => said?.id ?? null),
  ])
}

/** A person exists from the earliest fact that names one of its identifiers: by a visitor, or by a link. */
const FIRST_SEEN = `WITH wanted AS (SELECT whose, node FROM ${listed({ whose: 'BIGINT' })} JOIN identifier ON person = whose)
  SELECT whose AS person, min(ts) AS created FROM (
    SELECT whose, ts FROM event JOIN (SELECT DISTINCT whose FROM wanted) AS w ON person = whose
    UNION ALL SELECT whose, ts FROM trait JOIN (SELECT DISTINCT whose FROM wanted) AS w ON person = whose
    UNION ALL SELECT whose, ts FROM link JOIN wanted ON a = node
    UNION ALL SELECT whose, ts FROM link JOIN wanted ON b = node) AS seen GROUP BY whose`
