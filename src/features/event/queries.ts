import type { Veil } from '../../core/personal.ts'
import type { Context } from '../context.ts'
import type { EventCount, SeenEvent } from './event.ts'

/** What became of everything that came, added up over messages of trackers and rows of imports. */
export async function countAll(ctx: Context, source: string | undefined): Promise<EventCount> {
  const count: EventCount = { stored: 0, duplicate: 0, quarantined: 0, refused: 0 }
  for (const tally of await ctx.events.tallies()) {
    if (source !== undefined && tally.source !== source) continue
    count.stored += tally.stored
    count.duplicate += tally.duplicate
    count.quarantined += tally.quarantined
    count.refused += tally.refused
  }
  let query = ctx.rows
    .selectFrom('import_run')
    .select(eb => [
      eb.fn.sum<number | string | null>('stored').as('stored'),
      eb.fn.sum<number | string | null>('duplicate').as('duplicate'),
      eb.fn.sum<number | string | null>('rejected').as('rejected'),
    ])
    .where('workspace', '=', ctx.workspace)
  if (source !== undefined) query = query.where('source', '=', source)
  const rows = await query.executeTakeFirst()
  count.stored += Number(rows?.stored ?? 0)
  count.duplicate += Number(rows?.duplicate ?? 0)
  count.quarantined += Number(rows?.rejected ?? 0)
  return count
}

export type RecentWhere = {
  source?: string | undefined
  name?: string | undefined
  person?: number | undefined
  limit: number
}

type Row = {
  id: string
  ts: number
  source: string
  name: string
  person: number | null
  account: number | null
  props: Record<string, unknown>
}

/** The newest events up to an instant, by when they happened. */
export async function selectRecent(
  ctx: Context,
  { source, name, person, limit }: RecentWhere,
  until: number,
  veil: Veil,
): Promise<SeenEvent[]> {
  const params: (string | number)[] = [until]
  const bound = (value: string | number): string => `$${params.push(value)}`
  const conditions = [
    'ts <= $1',
    ...(source === undefined ? [] : [`source = ${bound(source)}`]),
    ...(name === undefined ? [] : [`name = ${bound(name)}`]),
    ...(person === undefined ? [] : [`person = ${bound(person)}`]),
  ]
  const rows = await ctx.events.query<Row>(
    `SELECT CAST(id AS TEXT) AS id, ts, source, name, person, account, props FROM event
     WHERE ${conditions.join(' AND ')} ORDER BY ts DESC, id DESC LIMIT ${Math.floor(limit)}`,
    params,
    { json: true },
  )
  const identifiers = await identifiersOf(ctx, [...new Set(rows.flatMap(row => row.person ?? []))], veil)
  return rows.map(({ ts, props, person: holder, ...row }) => ({
    ...row,
    person: holder,
    at: new Date(ts).toISOString(),
    identifiers: (holder !== null && identifiers.get(holder)) || {},
    props: veil.fields(props, row.source),
  }))
}

/** One identifier of each kind of some people. */
async function identifiersOf(
  ctx: Context,
  persons: readonly number[],
  veil: Veil,
): Promise<Map<number, Record<string, string>>> {
  const found = new Map<number, Record<string, string>>()
  if (persons.length === 0) return found
  const rows = await ctx.events.query<{ kind: string; value: string; person: number }>(
    `SELECT kind, min(value) AS value, person FROM identifier
     WHERE CAST(person AS TEXT) IN (SELECT unnest(string_to_array($1, ','))) GROUP BY kind, person`,
    [persons.join()],
  )
  for (const { kind, value, person } of rows)
    found.set(person, { ...found.get(person), [kind]: veil.identifier(kind, value) })
  return found
}
