import type { Merge } from './identity.ts'
import type { Row, Traits } from './row.ts'
import type { Kind } from './schema.ts'
import { before, type Saying, type Standing, told } from './traits.ts'
import type { Told, Writing } from './write.ts'

/** What a batch says about one holder. */
export type News = { created: number; sayings: Saying[] }

/** What facts say about their holders. */
export function gather(kind: Kind, rows: readonly Row[], holders: readonly (number | null)[]): Map<number, News> {
  const news = new Map<number, News>()
  rows.forEach((row, i) => {
    const holder = holders[i]
    if (holder === null || holder === undefined) return
    let entry = news.get(holder)
    if (!entry) {
      entry = { created: row.ts, sayings: [] }
      news.set(holder, entry)
    } else if (row.ts < entry.created) entry.created = row.ts
    const said = kind === 'person' ? row.traits : row.accountTraits
    if (said) entry.sayings.push({ ts: row.ts, id: row.id, traits: said.value })
  })
  return news
}

/** The traits of known holders that hear news or are merged, as they are before the merge. */
export async function standingOf(
  kind: Kind,
  news: ReadonlyMap<number, News>,
  merges: readonly Merge[],
  last: number,
  to: Writing,
): Promise<Map<number, Standing>> {
  const holders = new Set(merges.flatMap(merge => [merge.from, merge.into]))
  for (const [holder, { sayings }] of news) if (holder <= last && sayings.length) holders.add(holder)
  return holders.size ? to.standing(kind, [...holders]) : new Map()
}

/** Adds the rows of holders that are new. */
export async function create(kind: Kind, news: ReadonlyMap<number, News>, last: number, to: Writing): Promise<void> {
  const created = [...news].filter(([holder]) => holder > last)
  if (!created.length) return
  const tales = created.map(([, { sayings }]) => told(sayings, {}))
  await to.insert(kind, [
    created.map(([holder]) => holder),
    created.map(([, entry]) => entry.created),
    tales.map(tale => JSON.stringify(tale.traits)),
    tales.map(tale => tale.said?.ts ?? null),
    tales.map(tale => tale.said?.id ?? null),
  ])
}

/**
 * Writes what is new about known holders. Traits said in order are laid over those that stand; where something was said
 * late, or a holder with traits was merged into another, they are told again from the history.
 */
export async function bringUpToDate(
  kind: Kind,
  news: ReadonlyMap<number, News>,
  standing: ReadonlyMap<number, Standing>,
  merges: readonly Merge[],
  last: number,
  to: Writing,
): Promise<void> {
  const known = [...news].filter(([holder]) => holder <= last)
  const again = new Set(merges.filter(merge => standing.has(merge.from)).map(merge => merge.into))
  const changes: Told[] = []
  const tell = (holder: number, sayings: readonly Saying[], traits: Traits): void => {
    const tale = told(sayings, traits)
    if (tale.said) changes.push({ holder, traits: JSON.stringify(tale.traits), said: tale.said })
  }
  for (const [holder, { sayings }] of known) {
    const old = standing.get(holder)
    if (!sayings.length || again.has(holder)) continue
    if (old && !sayings.every(saying => before(old, saying))) again.add(holder)
    else tell(holder, sayings, old ? (JSON.parse(old.traits) as Traits) : {})
  }
  const histories = again.size ? Map.groupBy(await to.history(kind, [...again]), line => line.holder) : []
  for (const [holder, lines] of histories)
    tell(
      holder,
      lines.map(line => line.saying),
      {},
    )
  if (changes.length) await to.tell(kind, changes)
  if (known.length)
    await to.age(
      kind,
      known.map(([holder]) => holder),
      known.map(([, entry]) => entry.created),
    )
}
