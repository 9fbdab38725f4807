import { list, listed } from './list.ts'
import type { Member, NodeLink } from './people-steps.ts'
import type { Writing } from './write.ts'

/** People whose profiles depend on each other, with all their identifiers and every link of these. */
export type Region = { members: Member[]; links: NodeLink[] }

/**
 * Reads everything that is connected with people: by links, those included that limits hold back, and by `partners`, the
 * nodes that rules join with a node. Links of a blocked or crowded identifier are read and not followed.
 */
export async function region(
  persons: Iterable<number>,
  partners: ReadonlyMap<number, readonly number[]>,
  to: Pick<Writing, 'rows'>,
): Promise<Region> {
  const members = new Map<number, Member>()
  const links = new Map<string, NodeLink>()
  let next = new Set(persons)
  const known = new Set(next)
  while (next.size) {
    const found = await to.rows<Member>(
      `SELECT node, kind, value, person FROM identifier JOIN ${listed({ whose: 'BIGINT' })} ON person = whose`,
      [list([...next])],
    )
    for (const member of found) members.set(member.node, member)
    const tied = await linksOf(found, to)
    for (const link of tied) links.set(`${link.a} ${link.b}`, link)
    const ends = tied.filter(isOpen).flatMap(({ a, b }) => [a, b])
    const joined = found.flatMap(({ node }) => partners.get(node) ?? [])
    const beyond = [...new Set([...ends, ...joined])].filter(node => !members.has(node))
    next = new Set(await personsOf(beyond, to))
    for (const person of next) if (known.has(person)) next.delete(person)
    for (const person of next) known.add(person)
  }
  return { members: [...members.values()], links: [...links.values()] }
}

/** Whether a link may tie: one of a blocked or crowded identifier never does. */
export const isOpen = ({ held }: Pick<NodeLink, 'held'>): boolean => held !== 'blocked' && held !== 'crowded'

async function linksOf(members: readonly Member[], to: Pick<Writing, 'rows'>): Promise<NodeLink[]> {
  if (!members.length) return []
  const nodes = listed({ node: 'BIGINT' })
  return to.rows<NodeLink>(
    `SELECT a, b, ts, id, held FROM link JOIN ${nodes} ON a = node
     UNION SELECT a, b, ts, id, held FROM link JOIN ${nodes} ON b = node`,
    [list(members.map(({ node }) => node))],
  )
}

async function personsOf(nodes: readonly number[], to: Pick<Writing, 'rows'>): Promise<number[]> {
  if (!nodes.length) return []
  const found = await to.rows<{ person: number }>(
    `SELECT DISTINCT person FROM identifier JOIN ${listed({ wanted: 'BIGINT' })} ON node = wanted`,
    [list(nodes)],
  )
  return found.map(({ person }) => person)
}
