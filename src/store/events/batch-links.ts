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
  people: Pick<People, 'first' | 'firsts'>,
): Promise<BatchLink[]> {
  const { first } = people
  const isOld = first
    ? (x: number, y: number, ts: number): boolean => found[x]! > 0 && found[y]! > 0 && ts > first(nodes[x]!, nodes[y]!)
    : undefined
  const all = pairsIn(rows, mentions, isOld)
  const doubtful = all.filter(({ x, y }) => found[x] && found[y])
  if (!doubtful.length) return all
  const firsts = await people.firsts(
    doubtful.map(({ x, y }) => Math.min(nodes[x]!, nodes[y]!)),
    doubtful.map(({ x, y }) => Math.max(nodes[x]!, nodes[y]!)),
  )
  const old = new Set<BatchLink>()
  doubtful.forEach((link, i) => {
    link.known = !Number.isNaN(firsts[i]!)
    if (link.ts > firsts[i]!) old.add(link)
  })
  return old.size ? all.filter(link => !old.has(link)) : all
}

/** Every two identifiers of each fact, once, with the first fact that names both; without those known to be older. */
function pairsIn(
  rows: readonly Row[],
  { values, named, ends }: Mentions,
  isOld: ((x: number, y: number, ts: number) => boolean) | undefined,
): BatchLink[] {
  const found = new Map<number, BatchLink>()
  for (let i = 0; i < rows.length; i++) {
    const end = ends[i]!
    for (let at = i ? ends[i - 1]! : 0; at < end; at++)
      for (let other = at + 1; other < end; other++) {
        const [one, two] = [named[at]!, named[other]!]
        const x = one < two ? one : two
        const y = one < two ? two : one
        const { ts, id } = rows[i]!
        if (x === y || isOld?.(x, y, ts)) continue
        const key = x * values.length + y
        const link = found.get(key)
        if (!link) found.set(key, { x, y, ts, id, known: false })
        else if (ts < link.ts || (ts === link.ts && id < link.id)) {
          link.ts = ts
          link.id = id
        }
      }
  }
  return [...found.values()]
}
