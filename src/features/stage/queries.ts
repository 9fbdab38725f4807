import type { Context } from '../context.ts'

/** The person behind a user id, an e-mail or an anonymous id. */
export async function findPerson(ctx: Context, identifier: string): Promise<number | undefined> {
  const rows = await ctx.events.query<{ person: number }>(
    'SELECT person FROM identifier WHERE value = $1 OR (kind = $2 AND value = $3) ORDER BY person LIMIT 1',
    [identifier, 'email', identifier.trim().toLowerCase()],
  )
  return rows[0]?.person
}

type Said = { id: string; ts: number; source: string | null; name: string | null; said: unknown }

/** Facts of a person by their ids, with what they said: the event where there is one, else the traits. */
export async function selectFacts(ctx: Context, person: number, ids: readonly string[]): Promise<Said[]> {
  if (ids.length === 0) return []
  const places = ids.map((_, i) => `CAST($${i + 2} AS UUID)`).join(', ')
  const params = [person, ...ids]
  const events = await ctx.events.query<Said>(
    `SELECT CAST(id AS TEXT) AS id, ts, source, name, props AS said FROM event
     WHERE person = $1 AND id IN (${places}) ORDER BY ts, id`,
    params,
    { json: true },
  )
  if (events.length > 0) return events
  const traits = await ctx.events.query<Pick<Said, 'id' | 'ts' | 'said'>>(
    `SELECT CAST(id AS TEXT) AS id, ts, traits AS said FROM trait
     WHERE person = $1 AND id IN (${places}) ORDER BY ts, id`,
    params,
    { json: true },
  )
  return traits.map(each => ({ ...each, source: null, name: null }))
}

/** What the data calls people or accounts: their own id where there is one, otherwise an anonymous one. E-mails are left out. */
export async function selectNames(
  ctx: Context,
  holder: 'person' | 'account',
  numbers: readonly (number | null)[],
): Promise<Map<number, string>> {
  const table = holder === 'person' ? 'identifier' : 'account_identifier'
  const wanted = [...new Set(numbers)].filter(each => each !== null)
  if (wanted.length === 0) return new Map()
  const rows = await ctx.events.query<{ holder: number; kind: string; value: string }>(
    `SELECT ${holder} AS holder, kind, min(value) AS value FROM ${table}
     WHERE ${holder} IN (${wanted.map((_, i) => `$${i + 1}`).join(', ')}) AND kind <> 'email'
     GROUP BY ${holder}, kind ORDER BY kind`,
    wanted,
  )
  return new Map(rows.map(row => [row.holder, row.value]))
}

/** Who entered a stage, the newest first, by a statement of `stageEntries`. */
export async function selectEntries(
  ctx: Context,
  { text, params }: { text: string; params: readonly string[] },
  { limit, offset }: { limit: number; offset: number },
): Promise<{ person: number; ts: number }[]> {
  return ctx.events.query<{ person: number; ts: number }>(
    `SELECT person, ts FROM (${text}) AS entry ORDER BY ts DESC, id DESC LIMIT ${Number(limit)} OFFSET ${Number(offset)}`,
    params,
  )
}
