import type { JsonValue } from '../../core/json.ts'
import { HERE } from '../check-in/check-in.ts'
import type { Context } from '../context.ts'
import type { Looked } from './shape.ts'

/** How many events of a name ever came from a source: when the first and the last of them happened, and on which day the first. */
export type Total = { source: string; name: string; events: number; first: number; last: number; begin: number }

/** Totals up to a day, without what people say in Plumbline itself. */
export async function countTotals(ctx: Context, today: number): Promise<readonly Total[]> {
  return ctx.events.cached<Total>(TOTALS, [today, HERE])
}

const TOTALS = `SELECT source, name, count(*) AS events, min(ts) AS first, max(ts) AS last, min(day) AS begin
FROM event WHERE day <= $1 AND source <> $2 GROUP BY source, name`

/** How many events came from a source on a day. */
export type SourceDay = { source: string; day: number; events: number }

/** All days up to one on which a source brought events. */
export async function countBySourceDay(ctx: Context, today: number): Promise<readonly SourceDay[]> {
  return ctx.events.cached<SourceDay>(BY_SOURCE, [today, HERE])
}

const BY_SOURCE = `SELECT source, day, count(*) AS events FROM event WHERE day <= $1 AND source <> $2 GROUP BY source, day`

/** How many events of a name came from a source on a day, and when the first and the last of them happened. */
export type NameDay = SourceDay & { name: string; first: number; last: number }

/** Events by name on the days `[from, to]`. */
export async function countByNameDay(ctx: Context, from: number, to: number): Promise<readonly NameDay[]> {
  return ctx.events.cached<NameDay>(BY_NAME, [from, to, HERE])
}

const BY_NAME = `SELECT source, name, day, count(*) AS events, min(ts) AS first, max(ts) AS last FROM event
WHERE day >= $1 AND day <= $2 AND source <> $3 GROUP BY source, name, day`

export type Touched = { source: string; people: number; accounts: number }

/** How many people and accounts the events of each source are about, in the days `[from, to)`. */
export async function countTouched(ctx: Context, from: number, to: number): Promise<readonly Touched[]> {
  return ctx.events.cached<Touched>(TOUCHED, [from, to])
}

const TOUCHED = `SELECT source, count(DISTINCT person) AS people, count(DISTINCT account) AS accounts FROM event
WHERE day >= $1 AND day < $2 GROUP BY source`

export type SaidRow = { source: string; said: number; last: number }

/** How often each source said something about a person or an account up to an instant, and when last. */
export async function countSaid(ctx: Context, until: number): Promise<readonly SaidRow[]> {
  const [people, accounts] = await Promise.all(
    ['trait', 'account_trait'].map(table =>
      ctx.events.cached<SaidRow>(`SELECT source, count(*) AS said, max(ts) AS last FROM ${table} GROUP BY source`),
    ),
  )
  const sums = new Map<string, SaidRow>()
  for (const { source, said, last } of [...(people ?? []), ...(accounts ?? [])]) {
    const before = sums.get(source)
    const newest = Math.min(until, Math.max(last, before?.last ?? last))
    sums.set(source, { source, said: said + (before?.said ?? 0), last: newest })
  }
  return [...sums.values()]
}

/**
 * The newest events of a name, of some sources; `since` is a day from which on there are enough of them, so that nothing older has
 * to be read.
 */
export async function selectNewest(
  ctx: Context,
  { event, sources, since, most }: { event: string; sources: readonly string[]; since: number; most: number },
): Promise<Looked[]> {
  if (sources.length === 0) return []
  const rows = await ctx.events.cached<{ ts: number; source: string; props: string }>(
    `SELECT ts, source, props FROM event WHERE name = $1 AND day >= $2 AND source IN (${placeholders(sources, 3)})
ORDER BY ts DESC, id LIMIT ${Math.floor(most)}`,
    [event, since, ...sources],
  )
  return rows.map(({ ts, source, props }) => ({ ts, source, fields: fieldsOf(props) }))
}

const placeholders = (values: readonly unknown[], from: number): string =>
  values.map((_, i) => `$${from + i}`).join(', ')

/** The newest people or accounts of whom something was said, and of how many it was. */
export async function selectHolders(
  ctx: Context,
  holder: 'person' | 'account',
  most: number,
): Promise<{ looked: Looked[]; known: number; all: number }> {
  const rows = await ctx.events.cached<{ ts: number; traits: string }>(
    `SELECT created AS ts, traits FROM ${holder} WHERE ${KNOWN} ORDER BY created DESC, ${holder} LIMIT ${Math.floor(most)}`,
  )
  const [counts] = await ctx.events.cached<{ known: number; everybody: number }>(
    `SELECT count(CASE WHEN ${KNOWN} THEN 1 END) AS known, count(*) AS everybody FROM ${holder}`,
  )
  return {
    looked: rows.map(({ ts, traits }) => ({ ts, source: null, fields: fieldsOf(traits) })),
    known: counts?.known ?? 0,
    all: counts?.everybody ?? 0,
  }
}

const KNOWN = `traits IS NOT NULL AND CAST(traits AS TEXT) <> '{}'`

function fieldsOf(text: string | null): Record<string, JsonValue> {
  const value = text === null ? {} : (JSON.parse(text) as JsonValue)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** How many messages of each source are held that came after an instant, and when the newest of all did. */
export async function countHeld(ctx: Context, since: number): Promise<Map<string, { recent: number; last: number }>> {
  const rows = await ctx.events.cached<{ source: string; recent: number; last: number }>(
    `SELECT source, count(CASE WHEN received >= $1 THEN 1 END) AS recent, max(received) AS last FROM quarantine GROUP BY source`,
    [since],
  )
  return new Map(rows.map(({ source, ...held }) => [source, held]))
}
