import type { JsonValue } from '../../core/json.ts'
import type { Param } from '../../store/events/events.ts'
import type { Context } from '../context.ts'
import type { Holder, Identifier } from './customer.ts'
import type { Life } from './stage-entry.ts'
import type { Part } from './timeline.ts'

/** An identifier and whose it is. */
export type Named = Identifier & Holder

export const IDENTIFIERS = { person: 'identifier', account: 'account_identifier' } as const

/** Numbers in the text of a statement, which both engines plan better than a list that is bound. */
export const among = (column: string, numbers: readonly number[]): string =>
  numbers.length ? `${column} IN (${numbers.map(whole).join(', ')})` : '1 = 0'

function whole(number: number): string {
  if (!Number.isSafeInteger(number)) throw new Error(`${number} is no number of a person or an account`)
  return String(number)
}

/** Whoever has one of the identifiers; a kind of `null` stands for any. */
export async function selectNamed(
  ctx: Context,
  is: Holder['is'],
  wanted: readonly { kind: string | null; value: string }[],
): Promise<Named[]> {
  const params: Param[] = []
  const place = (value: Param) => `$${params.push(value)}`
  const conditions = wanted.map(({ kind, value }) => {
    const same = `value = ${place(value)}`
    return kind === null ? same : `(kind = ${place(kind)} AND ${same})`
  })
  if (conditions.length === 0) return []
  const rows = await ctx.events.query<Identifier & { number: number }>(
    `SELECT kind, value, ${is} AS number FROM ${IDENTIFIERS[is]} WHERE ${conditions.join(' OR ')} ORDER BY ${is}, kind, value`,
    params,
  )
  return rows.map(row => ({ ...row, is }))
}

export async function exists(ctx: Context, { is, number }: Holder): Promise<boolean> {
  const rows = await ctx.events.query(`SELECT ${is} FROM ${is} WHERE ${is} = $1`, [number])
  return rows.length > 0
}

/** The identifiers of people or accounts, by their numbers. */
export async function selectIdentifiers(
  ctx: Context,
  is: Holder['is'],
  numbers: readonly number[],
): Promise<Map<number, Identifier[]>> {
  if (numbers.length === 0) return new Map()
  const rows = await ctx.events.query<Identifier & { number: number }>(
    `SELECT kind, value, ${is} AS number FROM ${IDENTIFIERS[is]} WHERE ${among(is, numbers)} ORDER BY kind, value`,
  )
  return Map.groupBy(rows, row => row.number)
}

export type Holding = { number: number; created: number; traits: Record<string, JsonValue> }

export async function selectHolders(
  ctx: Context,
  is: Holder['is'],
  numbers: readonly number[],
): Promise<Map<number, Holding>> {
  if (numbers.length === 0) return new Map()
  const rows = await ctx.events.query<Holding>(
    `SELECT ${is} AS number, created, traits FROM ${is} WHERE ${among(is, numbers)}`,
    [],
    { json: true },
  )
  return new Map(rows.map(row => [row.number, { ...row, traits: row.traits ?? {} }]))
}

/**
 * Whose facts a question is about: people’s, and those that name an account and nobody. Everybody whom facts name together with
 * an account must be among its people.
 */
export type Scope = { persons: readonly number[]; accounts: readonly number[] }

/** One condition for each column that is looked in: two of them joined by OR would make DuckDB read every fact. */
function partsOf({ persons, accounts }: Scope): string[] {
  const parts = [
    ...(persons.length > 0 ? [among('person', persons)] : []),
    ...(accounts.length > 0 ? [`${among('account', accounts)} AND person IS NULL`] : []),
  ]
  return parts.length > 0 ? parts : ['1 = 0']
}

/** A subquery of the events of a scope. */
const eventsOf = (scope: Scope, columns: string, more = ''): string =>
  `(${partsOf(scope)
    .map(part => `SELECT * FROM (SELECT ${columns} FROM event WHERE ${part} ${more}) AS part`)
    .join(' UNION ALL ')}) AS happened`

export type Facet = { source: string; name: string; events: number; first: number; last: number }

/** How many events of each source and name there are. */
export async function selectFacets(ctx: Context, scope: Scope): Promise<Facet[]> {
  return ctx.events.query<Facet>(
    `SELECT source, name, count(*) AS events, min(ts) AS first, max(ts) AS last
     FROM ${eventsOf(scope, 'source, name, ts')} GROUP BY source, name ORDER BY source, name`,
  )
}

export type EventRow = {
  id: string
  ts: number
  person: number | null
  account: number | null
  source: string
  name: string
  props: Record<string, JsonValue>
}

/** Which events of a scope: of these sources and names, and within these instants. */
export type Only = { pairs?: readonly { source: string; name: string }[]; since?: number; until?: number }

/** The first events of a part of a timeline, one more than its limit. */
export async function selectPart(ctx: Context, scope: Scope, part: Part, only: Only = {}): Promise<EventRow[]> {
  if (only.pairs?.length === 0) return []
  const params: Param[] = []
  const place = (value: Param) => `$${params.push(value)}`
  const conditions: string[] = []
  if (part.from) {
    const [least, ts] = part.towards === 'older' ? ['<', place(part.from.ts)] : ['>', place(part.from.ts)]
    conditions.push(`(ts ${least} ${ts} OR (ts = ${ts} AND id ${least} CAST(${place(part.from.id)} AS UUID)))`)
  }
  if (only.since !== undefined) conditions.push(`ts >= ${place(only.since)}`)
  if (only.until !== undefined) conditions.push(`ts < ${place(only.until)}`)
  if (only.pairs) {
    const names = Map.groupBy(only.pairs, pair => pair.source)
    const each = [...names].map(
      ([source, of]) => `(source = ${place(source)} AND name IN (${of.map(({ name }) => place(name)).join(', ')}))`,
    )
    conditions.push(`(${each.join(' OR ')})`)
  }
  const order = part.towards === 'older' ? 'DESC' : 'ASC'
  const last = `ORDER BY ts ${order}, id ${order} LIMIT ${whole(part.limit + 1)}`
  const happened = eventsOf(
    scope,
    'id, ts, person, account, source, name, props',
    `${conditions.map(condition => `AND ${condition}`).join(' ')} ${last}`,
  )
  return ctx.events.query<EventRow>(
    `SELECT CAST(id AS TEXT) AS id, ts, person, account, source, name, props FROM ${happened} ${last.replace(', id ', ', happened.id ')}`,
    params,
    { json: true },
  )
}

export type Saying = { number: number; ts: number; id: string; source: string; traits: Record<string, JsonValue> }

/** Everything that was said about people or accounts, in the order of time. */
export async function selectSayings(ctx: Context, is: Holder['is'], numbers: readonly number[]): Promise<Saying[]> {
  if (numbers.length === 0) return []
  const table = is === 'person' ? 'trait' : 'account_trait'
  return ctx.events.query<Saying>(
    `SELECT ${is} AS number, ts, CAST(id AS TEXT) AS id, source, traits FROM ${table} WHERE ${among(is, numbers)} ORDER BY ts, id`,
    [],
    { json: true },
  )
}

/** More events than this of one person are a machine’s; the earliest of them decide about stages. */
const LONGEST_LIFE = 5000

/** What decides about stages in the lives of people: events of these names, and traits. */
export async function selectLives(
  ctx: Context,
  persons: readonly number[],
  names: readonly string[],
): Promise<Map<number, Life>> {
  if (persons.length === 0) return new Map()
  const events = names.length
    ? await ctx.events.query<Life['events'][number] & { person: number }>(
        `SELECT person, ts, CAST(id AS TEXT) AS id, name, props FROM (
           SELECT person, ts, id, name, props, row_number() OVER (PARTITION BY person ORDER BY ts, id) AS place FROM event
           WHERE ${among('person', persons)} AND name IN (${names.map((_, i) => `$${i + 1}`).join(', ')})) AS life
         WHERE place <= ${LONGEST_LIFE} ORDER BY ts, life.id`,
        names,
        { json: true },
      )
    : []
  const eventsOf = Map.groupBy(events, row => row.person)
  const traitsOf = Map.groupBy(await selectSayings(ctx, 'person', persons), row => row.number)
  return new Map(
    persons.map(person => [person, { events: eventsOf.get(person) ?? [], traits: traitsOf.get(person) ?? [] }]),
  )
}

/** The newest and oldest events of people, and how many. */
export async function selectSeen(
  ctx: Context,
  is: Holder['is'],
  numbers: readonly number[],
): Promise<Map<number, { events: number; first: number; last: number }>> {
  if (numbers.length === 0) return new Map()
  const rows = await ctx.events.query<{ number: number; events: number; first: number; last: number }>(
    `SELECT ${is} AS number, count(*) AS events, min(ts) AS first, max(ts) AS last FROM event
     WHERE ${among(is, numbers)} GROUP BY ${is}`,
  )
  return new Map(rows.map(({ number, ...seen }) => [number, seen]))
}

/** What the newest event with one of the properties says of them. */
export async function selectNewestProperty(ctx: Context, scope: Scope, names: readonly string[]) {
  const texts = names.map(name => ctx.events.dialect.text('props', name))
  const rows = await ctx.events.query<{ value: string; source: string; ts: number }>(
    `SELECT coalesce(${texts.join(', ')}) AS value, source, ts FROM ${eventsOf(scope, 'id, ts, source, props')}
     WHERE coalesce(${texts.join(', ')}) IS NOT NULL ORDER BY ts DESC, id DESC LIMIT 1`,
  )
  return rows[0]
}

/** All accounts, those seen last first, `after` the last of the page before. */
export async function selectAccounts(
  ctx: Context,
  { limit, after }: { limit: number; after?: { last: number; account: number } },
): Promise<{ account: number; last: number; events: number }[]> {
  const beyond = after
    ? `WHERE last < ${whole(after.last)} OR (last = ${whole(after.last)} AND account > ${whole(after.account)})`
    : ''
  return ctx.events.query(
    `SELECT account, last, events FROM (
       SELECT account.account, coalesce(max(seen.last), max(account.created)) AS last, coalesce(max(seen.events), 0) AS events
       FROM account LEFT JOIN (SELECT account, max(ts) AS last, count(*) AS events FROM event WHERE account IS NOT NULL
         GROUP BY account) AS seen ON seen.account = account.account GROUP BY account.account) AS listed
     ${beyond} ORDER BY last DESC, account LIMIT ${whole(limit)}`,
  )
}

/** A merge of `other` into `person`, or a split of `other` out of `person`; `whose` is the one of them that was asked for. */
export type Regrouping = { ts: number; act: 'merge' | 'split'; person: number; other: number; whose: number }

/** Nobody is merged and split more often than this but machines, of whose history the newest is enough. */
const MOST_REGROUPINGS = 1000

export async function selectRegroupings(ctx: Context, persons: readonly number[]): Promise<Regrouping[]> {
  if (persons.length === 0) return []
  const part = (of: string) =>
    `SELECT ts, act, person, other, ${of} AS whose FROM regrouping WHERE ${among(of, persons)}`
  return ctx.events.query<Regrouping>(
    `SELECT * FROM (${part('person')} UNION ALL ${part('other')}) AS acts
     ORDER BY ts DESC, person, other, whose LIMIT ${MOST_REGROUPINGS}`,
  )
}
