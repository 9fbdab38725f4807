import type { Mentions } from './identity.ts'
import type { People } from './people-steps.ts'
import type { Row } from './row.ts'

/**
 * Two identifiers, by their places in a batch, that its facts name together, first at `ts` in fact `id`: for the first time
 * ever, or (`known`) earlier than any fact before.
 */
export type BatchLink = { x: number; y: number; ts: number; id: string; known: boolean }

/** The links that a batch brings news of. `found` are the nodes that were known, 0 elsewhere; `nodes` those of all. */
export async function linksIn(
  rows: readonly Row[],
  mentions: Mentions,
  found: ArrayLike<number>,
  nodes: readonly number[],
  people: Pick<People, 'firsts'>,
): Promise<BatchLink[]> {
  const all = pairsIn(rows, mentions)
  const doubtful = all.filter(({ x, y }) => found[x] && found[y])
  if (!doubtful.length) return all
  const firsts = await people.firsts(
    doubtful.map(({ x, y }) => Math.min(nodes[x]!, nodes[y]!)),
    doubtful.map(({ x, y }) => Math.max(nodes[x]!, nodes[y]!)),
  )
  const old = new Set<BatchLink>()
  doubtful.forEach((link, i) => {
    const first = firsts[i]!
    link.known = !Number.isNaN(first)
    if (link.ts > first) old.add(link)
  })
  return old.size ? all.filter(link => !old.has(link)) : all
}

/** Every two identifiers of each fact, once, with the first fact that names both. */
function pairsIn(rows: readonly Row[], { values, named, ends }: Mentions): BatchLink[] {
  const found = new Map<number, BatchLink>()
  let start = 0
  rows.forEach(({ ts, id }, i) => {
    const end = ends[i]!
    for (let at = start; at < end; at++)
      for (let other = at + 1; other < end; other++) {
        const [x, y] = named[at]! < named[other]! ? [named[at]!, named[other]!] : [named[other]!, named[at]!]
        if (x === y) continue
        const key = x * values.length + y
        const link = found.get(key)
        if (!link) found.set(key, { x, y, ts, id, known: false })
        else if (ts < link.ts || (ts === link.ts && id < link.id)) {
          link.ts = ts
          link.id = id
        }
      }
    start = end
  })
  return [...found.values()]
}
