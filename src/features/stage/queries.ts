import type { Context } from '../context.ts'

/** The person behind a user id, an e-mail or an anonymous id. */
export async function findPerson(ctx: Context, identifier: string): Promise<number | undefined> {
  const rows = await ctx.events.query<{ person: number }>(
    'SELECT person FROM identifier WHERE value = $1 OR (kind = $2 AND value = $3) ORDER BY person LIMIT 1',
    [identifier, 'email', identifier.trim().toLowerCase()],
  )
  return rows[0]?.person
}

/** Events by their ids, with what they said. */
export async function selectFacts(
  ctx: Context,
  person: number,
  ids: readonly string[],
): Promise<{ id: string; ts: number; source: string; name: string | null; said: unknown }[]> {
  if (ids.length === 0) return []
  const places = ids.map((_, i) => `CAST($${i + 2} AS UUID)`).join(', ')
  return ctx.events.query(
    `SELECT CAST(id AS TEXT) AS id, ts, source, name, props AS said FROM event
     WHERE person = $1 AND id IN (${places})
     UNION ALL
     SELECT CAST(id AS TEXT) AS id, ts, NULL AS source, NULL AS name, traits AS said FROM trait
     WHERE person = $1 AND id IN (${places})
     ORDER BY ts, id`,
    [person, ...ids],
    { json: true },
  )
}
