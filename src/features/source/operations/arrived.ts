import { sql } from 'kysely'
import type { Instant } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'

/** What was imported of a source: whole runs and what became of their rows, and the days (UTC) on which runs ended. */
export type Arrived = { source: string; last: Instant | null; rows: number; rejected: number; days: string[] }

/** Imports by source since an instant; what they say of rows that were mended since is what holds now. */
export async function importedSince(ctx: Context, since: Instant): Promise<Map<string, Arrived>> {
  const day = sql<string | null>`substr(finished_at, 1, 10)`
  const found = await ctx.rows
    .selectFrom('import_run')
    .select(({ fn }) => [
      'source',
      day.as('day'),
      fn.max('finished_at').as('last'),
      fn.sum('rows').as('rows'),
      fn.sum('rejected').as('rejected'),
    ])
    .where('workspace', '=', ctx.workspace)
    .where('started_at', '>=', since)
    .groupBy(['source', day])
    .execute()
  const arrived = new Map<string, Arrived>()
  for (const { source, day: on, last, rows, rejected } of found) {
    const before = arrived.get(source) ?? { source, last: null, rows: 0, rejected: 0, days: [] }
    arrived.set(source, {
      source,
      last: last !== null && (before.last === null || last > before.last) ? last : before.last,
      rows: before.rows + Number(rows),
      rejected: before.rejected + Number(rejected),
      days: on === null ? before.days : [...before.days, on],
    })
  }
  return arrived
}
