import { type Batch, batchOf, heldAtOnce } from './batch.ts'
import type { BatchLink } from './batch-links.ts'
import { type Drawn, drawTogether } from './draw-together.ts'
import { type Mentions, mentionsOf } from './identity.ts'
import { bringUpToDate, create, gather, standingOf } from './news.ts'
import type { NodeLink } from './people-steps.ts'
import { region } from './region.ts'
import { actsOf, carryOut, grouped, type Regrouped, remember, retell } from './regroup.ts'
import type { Why } from './resolve.ts'
import type { Row } from './row.ts'
import type { Settled } from './settle.ts'
import type { Writing } from './write.ts'

export type SettledPeople = Settled & {
  /** The node of each fact's strongest identifier. */
  visitors: readonly (number | null)[]
}

/**
 * Ties facts to people. Where a batch cannot break a rule, people who turn out to be one are merged; where it could, all that
 * is connected with them is read and worked out anew, so that the same facts give the same people in any order.
 */
export async function settlePeople(rows: readonly Row[], last: number, to: Writing): Promise<SettledPeople> {
  const mentions = mentionsOf(rows.map(row => row.person))
  if (!mentions.values.length) {
    const nobody = rows.map(() => null)
    return { holders: nobody, visitors: nobody, last, finish: async () => {} }
  }
  const batch = await batchOf(rows, mentions, last, to)
  const drawn = await drawTogether(batch, to)
  const { owners, merges } = drawn
  const anew = drawn.risky.length ? await workOutAnew(batch, drawn, to) : undefined
  const holders: (number | null)[] = []
  const visitors: (number | null)[] = []
  for (let i = 0; i < rows.length; i++) {
    const from = i ? mentions.ends[i - 1]! : 0
    const strongest = mentions.ends[i]! > from ? mentions.named[from]! : null
    holders.push(strongest === null ? null : owners[strongest]!)
    visitors.push(strongest === null ? null : batch.nodes[strongest]!)
  }
  const news = gather('person', rows, holders)
  age(rows, mentions, owners, holders, news)
  for (const person of anew?.concerned ?? []) news.delete(person)
  const standing = await standingOf('person', news, merges, last, to)
  if (merges.length) {
    await to.merge('person', merges)
    await remember(
      merges.map(
        ({ into, from, fact }): Regrouped => ({ ts: batch.at, act: 'merge', person: into, other: from, fact }),
      ),
      to,
    )
  }
  const fresh = mentions.values.map((_, n) => n).filter(n => !batch.found.nodes[n])
  if (fresh.length) await to.name('person', mentions, fresh, owners, batch.nodes)
  await keepLinks(batch, anew?.held, to)
  return {
    holders,
    visitors,
    last: batch.last,
    async finish() {
      await create('person', news, last, to)
      await bringUpToDate('person', news, standing, merges, last, to)
      if (anew) await retell(anew.concerned, to)
    },
  }
}

/** Works out whose the identifiers of the risky groups are, and moves what was stored; corrects the owners. */
async function workOutAnew(
  batch: Batch,
  drawn: Drawn,
  to: Writing,
): Promise<{ concerned: Set<number>; held: ReadonlyMap<BatchLink, Why | null> }> {
  const { mentions, found, nodes, rules } = batch
  const { risky, owners } = drawn
  const isRisky = new Set(risky)
  const persons = risky.flatMap(n => [
    ...(found.holders[n] ? [found.holders[n]!] : []),
    ...(drawn.partners.get(nodes[n]!) ?? []).flatMap(node => drawn.personOfPartner.get(node) ?? []),
  ])
  const { members, links: stored } = await region(persons, drawn.partners, to)
  const fresh = risky
    .filter(n => !found.nodes[n])
    .map(n => ({ node: nodes[n]!, kind: mentions.kinds[n]!, value: mentions.values[n]!, person: 0 }))
  const mine = new Map(
    batch.links
      .filter(({ x, y }) => isRisky.has(x) || isRisky.has(y))
      .map(link => [pairOf(nodes[link.x]!, nodes[link.y]!), link]),
  )
  const moments = stored.map((link): NodeLink => {
    const earlier = mine.get(pairOf(link.a, link.b))
    return earlier && (earlier.ts < link.ts || (earlier.ts === link.ts && earlier.id < link.id))
      ? { ...link, ts: earlier.ts, id: earlier.id }
      : link
  })
  const added = [...mine.values()].filter(({ known }) => !known)
  const addedLinks = added.map(link => nodeLink(link, batch, heldAtOnce(link, batch)))
  const result = grouped([...members, ...fresh], [...moments, ...addedLinks], rules)
  const ownerOf = new Map(result.members.map(({ node, person }) => [node, person]))
  nodes.forEach((node, n) => {
    owners[n] = ownerOf.get(node) ?? owners[n]!
  })
  const now = new Map(result.links.map(link => [pairOf(link.a, link.b), link.held]))
  const acts = actsOf(result.members, batch.at, causeOf(added, mine))
  const old = new Set(stored.map(({ a, b }) => pairOf(a, b)))
  const changed = result.changed.filter(({ a, b }) => old.has(pairOf(a, b)))
  const concerned = await carryOut({ ...result, changed }, acts, to)
  return {
    concerned,
    held: new Map(added.map((link, i) => [link, now.get(pairOf(addedLinks[i]!.a, addedLinks[i]!.b)) ?? null])),
  }
}

const pairOf = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

const causeOf = (added: readonly BatchLink[], all: ReadonlyMap<string, BatchLink>): string | null =>
  added[0]?.id ?? [...all.values()][0]?.id ?? null

function nodeLink({ x, y, ts, id }: BatchLink, { nodes }: Pick<Batch, 'nodes'>, held: Why | null): NodeLink {
  const [a, b] = [nodes[x]!, nodes[y]!]
  return a < b ? { a, b, ts, id, held } : { a: b, b: a, ts, id, held }
}

async function keepLinks(
  batch: Batch,
  judged: ReadonlyMap<BatchLink, Why | null> | undefined,
  to: Writing,
): Promise<void> {
  const fresh = batch.links.filter(({ known }) => !known)
  const earlier = batch.links.filter(({ known }) => known)
  if (fresh.length)
    await to.people.addLinks(fresh.map(link => nodeLink(link, batch, judged?.get(link) ?? heldAtOnce(link, batch))))
  if (earlier.length) await to.people.antedate(earlier.map(link => nodeLink(link, batch, null)))
}

/** A fact that names identifiers of several people makes each of them at least as old as itself. */
function age(
  rows: readonly Row[],
  { named, ends }: Mentions,
  owners: readonly number[],
  holders: readonly (number | null)[],
  news: ReturnType<typeof gather>,
): void {
  let start = 0
  rows.forEach(({ ts }, i) => {
    for (let at = start + 1; at < ends[i]!; at++) {
      const owner = owners[named[at]!]!
      if (owner === holders[i]) continue
      const entry = news.get(owner)
      if (!entry) news.set(owner, { created: ts, sayings: [] })
      else if (ts < entry.created) entry.created = ts
    }
    start = ends[i]!
  })
}
