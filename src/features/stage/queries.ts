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
