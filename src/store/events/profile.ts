import { list, listed } from './list.ts'
import type { NodeLink } from './people-steps.ts'
import type { Why } from './resolve.ts'

/** Everything that makes one person: identifiers, and the links that tie them or were held back. */
export type Profile = {
  person: number
  identifiers: ProfileIdentifier[]
  /** Links between the person's identifiers, the earliest first. */
  links: Omit<NodeLink, 'held'>[]
  /** Links that tie nothing, the earliest first; `other` is the identifier at the far end, and whose it is. */
  held: { node: number; other: ProfileIdentifier & { person: number }; ts: number; id: string; held: Why }[]
}

/** `seen` is the instant of the first fact that names it: epoch milliseconds. */
export type ProfileIdentifier = { node: number; kind: string; value: string; seen: number }

type Query = <T extends object>(sql: string, params: readonly string[]) => Promise<T[]>

/** The profile of a person; undefined when there is none of that number. Of links that are held back at most `most` are read. */
export async function profileOf(person: number, query: Query, most = 1000): Promise<Profile | undefined> {
  const number = [String(person)]
  const identifiers = await query<ProfileIdentifier>(IDENTIFIERS, number)
  if (!identifiers.length) return undefined
  const links = await query<NodeLink>(`${LINKS} AND held IS NULL ORDER BY ts, id, a, b`, number)
  const held = await query<NodeLink & { held: Why }>(
    `${LINKS} AND held IS NOT NULL ORDER BY ts, id, a, b LIMIT ${most}`,
    number,
  )
  const mine = new Set(identifiers.map(({ node }) => node))
  const others = [...new Set(held.flatMap(({ a, b }) => [a, b]))]
  const named = others.length
    ? await query<ProfileIdentifier & { person: number }>(
        `SELECT node, kind, value, person, 0 AS seen FROM identifier JOIN ${listed({ wanted: 'BIGINT' })} ON node = wanted`,
        [list(others)],
      )
    : []
  const byNode = new Map(named.map(each => [each.node, each]))
  return {
    person,
    identifiers,
    links: links.map(({ a, b, ts, id }) => ({ a, b, ts, id })),
    held: held.flatMap(({ a, b, ts, id, held: why }) => {
      const [node, far] = mine.has(a) ? [a, b] : [b, a]
      const other = byNode.get(far)
      return other ? [{ node, other: { ...other, seen: ts }, ts, id, held: why }] : []
    }),
  }
}

const MINE = 'SELECT node FROM identifier WHERE person = CAST($1 AS BIGINT)'

const LINKS = `SELECT a, b, ts, id, held FROM link WHERE (a IN (${MINE}) OR b IN (${MINE}))`

const IDENTIFIERS = `SELECT node, kind, value, min(ts) AS seen FROM identifier JOIN (
    SELECT visitor AS named, ts FROM event WHERE person = CAST($1 AS BIGINT)
    UNION ALL SELECT visitor, ts FROM trait WHERE person = CAST($1 AS BIGINT)
    UNION ALL SELECT a, ts FROM link WHERE a IN (${MINE})
    UNION ALL SELECT b, ts FROM link WHERE b IN (${MINE})) AS facts ON named = node
  WHERE person = CAST($1 AS BIGINT) GROUP BY node, kind, value ORDER BY seen, node`

/** Merges and splits, the latest first; of one person when asked. */
export function historyOf({ person, limit }: HistoryWhere): [sql: string, params: string[]] {
  const where = person === undefined ? '' : 'WHERE person = CAST($1 AS BIGINT) OR other = CAST($1 AS BIGINT)'
  return [
    `SELECT ts, act, person, other, fact FROM regrouping ${where} ORDER BY ts DESC, person, other LIMIT ${Math.floor(limit)}`,
    person === undefined ? [] : [String(person)],
  ]
}

export type HistoryWhere = { person?: number | undefined; limit: number }
