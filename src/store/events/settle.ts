import { link, mentionsOf } from './identity.ts'
import { bringUpToDate, create, gather, standingOf } from './news.ts'
import type { Row } from './row.ts'
import type { Writing } from './write.ts'

export type Settled = {
  /** The holder of each fact. */
  holders: readonly (number | null)[]
  /** The highest number given out. */
  last: number
  /** Brings the holders' own rows up to date, once the facts are inserted. */
  finish(): Promise<void>
}

/** Ties facts to accounts, numbering new ones after `last`, and merges those that turned out to be one. */
export async function settle(rows: readonly Row[], last: number, to: Writing): Promise<Settled> {
  const kind = 'account'
  const mentions = mentionsOf(rows.map(row => row[kind]))
  if (!mentions.values.length) return { holders: rows.map(() => null), last, finish: async () => {} }
  const { holders: known } = await to.find(kind, mentions)
  const links = link(mentions, known, last)
  const news = gather(kind, rows, links.holders)
  const standing = await standingOf(kind, news, links.merges, last, to)
  if (links.merges.length) await to.merge(kind, links.merges)
  const fresh = mentions.values.map((_, n) => n).filter(n => !known[n])
  if (fresh.length) await to.name(kind, mentions, fresh, links.owners, [])
  return {
    holders: links.holders,
    last: links.last,
    async finish() {
      await create(kind, news, last, to)
      await bringUpToDate(kind, news, standing, links.merges, last, to)
    },
  }
}
