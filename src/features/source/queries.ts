import type { Selectable } from 'kysely'
import { fail } from '../../core/error.ts'
import type { Fact } from '../../core/fact.ts'
import { storable } from '../../core/json.ts'
import { locking } from '../../store/records/records.ts'
import type { Tables } from '../../store/records/tables.ts'
import type { Context } from '../context.ts'
import type { TableColumns } from './columns.ts'
import { type Import, keptContent, NOTHING, type RejectedRow, type Tally } from './ledger.ts'
import type { Settled } from './settling.ts'

/** What a file's rows are read with, besides the source. */
export type Shape = TableColumns & { settled: Settled }

/**
 * A batch that is being stored: how many rows it has and how many of them are new, as was seen before. Should the process
 * die between the facts and the ledger, this says what the batch was. `after` is the row before it, in a replay.
 */
export type Mark = { count: number; stored: number; after?: number; revision?: number }

export type Run = Import & { shape: Shape; position: number; mark: Mark | null; worker: string }

export type NewRun = Pick<Import, 'import' | 'source' | 'file' | 'revision' | 'bytes'> & {
  content: string
  shape: Shape
  worker: string
}

/** A row that could not be used, as it came. */
export type Refused = {
  row: number
  line: number
  reason: string
  column: string | null
  values: unknown
  raw: string
  fault?: string
}

type Row = Selectable<Tables['import_run']>

/** The newest import of this content under this revision that did not come to its end. */
export async function selectUnfinished(
  ctx: Context,
  { source, content, revision }: Pick<NewRun, 'source' | 'content' | 'revision'>,
): Promise<Run | undefined> {
  const row = await locking(
    ctx.rows
      .selectFrom('import_run')
      .selectAll()
      .where('workspace', '=', ctx.workspace)
      .where('source', '=', source)
      .where('content', '=', content)
      .where('revision', '=', revision)
      .where('finished_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(1),
    ctx.records,
  ).executeTakeFirst()
  return row && toRun(row)
}

export async function selectRun(ctx: Context, id: string): Promise<Run> {
  const row = await ctx.rows
    .selectFrom('import_run')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toRun(row) : fail('not_found', 'There is no such import. See “source imports” for those there are.')
}

/** Imports, newest first. */
export async function selectRuns(
  ctx: Context,
  { source, before, limit }: { source?: string; before?: string; limit: number },
): Promise<Import[]> {
  let query = ctx.rows.selectFrom('import_run').selectAll().where('workspace', '=', ctx.workspace)
  if (source !== undefined) query = query.where('source', '=', source)
  if (before !== undefined) query = query.where('id', '<', before)
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toImport)
}

export async function insertRun(ctx: Context, run: NewRun): Promise<void> {
  const { import: id, shape, ...columns } = run
  await ctx.rows
    .insertInto('import_run')
    .values({
      workspace: ctx.workspace,
      id,
      ...columns,
      ...NOTHING,
      shape: JSON.stringify(shape),
      actor: ctx.actor.id,
      started_at: ctx.now(),
      position: 0,
      mark: null,
      finished_at: null,
    })
    .execute()
}

/** Makes a call the one that works on a run; whoever did before finds out at its next step. */
export async function claimRun(ctx: Context, id: string, worker: string): Promise<void> {
  await ctx.rows
    .updateTable('import_run')
    .set({ worker })
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .execute()
}

/** Ends the imports of this content that were broken off under other revisions, whose rest will never come. */
export async function endEarlier(
  ctx: Context,
  { source, content, revision }: Pick<NewRun, 'source' | 'content' | 'revision'>,
): Promise<void> {
  await ctx.rows
    .updateTable('import_run')
    .set({ finished_at: ctx.now(), mark: null })
    .where('workspace', '=', ctx.workspace)
    .where('source', '=', source)
    .where('content', '=', content)
    .where('revision', '!=', revision)
    .where('finished_at', 'is', null)
    .execute()
}

/** Changes a run that this call still works on. */
export async function updateRun(
  ctx: Context,
  run: Pick<Run, 'import' | 'worker'>,
  change: Partial<Tally> & { position?: number; mark?: Mark | null; shape?: Shape; finished_at?: string },
): Promise<void> {
  const { mark, shape, ...columns } = change
  const updated = await ctx.rows
    .updateTable('import_run')
    .set({
      ...columns,
      ...(mark === undefined ? {} : { mark: mark && JSON.stringify(mark) }),
      ...(shape === undefined ? {} : { shape: JSON.stringify(shape) }),
    })
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', run.import)
    .where('worker', '=', run.worker)
    .returning('id')
    .executeTakeFirst()
  if (!updated)
    fail('conflict', 'Somebody else has taken over this import and goes on with it. See “source imports”.', {
      reason: 'taken_over',
    })
}

const TOGETHER = 500

export async function insertRefused(ctx: Context, run: string, refused: readonly Refused[]): Promise<void> {
  for (let start = 0; start < refused.length; start += TOGETHER)
    await ctx.rows
      .insertInto('rejected_row')
      .values(
        refused.slice(start, start + TOGETHER).map(({ row, line, reason, column, ...given }) => {
          const { content, cut } = keptContent(given)
          const said = { reason: storable(reason), column: storable(column) }
          return { workspace: ctx.workspace, import: run, row, line, ...said, content, cut: cut ? 1 : 0 }
        }),
      )
      .execute()
}

/** Rejected rows, those of the newest import first, each import's in the order of its file. */
export async function selectRejected(
  ctx: Context,
  where: { import?: string; source?: string; after?: { import: string; row: number }; limit: number },
): Promise<RejectedRow[]> {
  let query = ctx.rows
    .selectFrom('rejected_row')
    .innerJoin('import_run', join =>
      join
        .onRef('import_run.workspace', '=', 'rejected_row.workspace')
        .onRef('import_run.id', '=', 'rejected_row.import'),
    )
    .selectAll('rejected_row')
    .select(['import_run.source as source', 'import_run.file as file'])
    .where('rejected_row.workspace', '=', ctx.workspace)
  const { after } = where
  if (where.import !== undefined) query = query.where('rejected_row.import', '=', where.import)
  if (where.source !== undefined) query = query.where('import_run.source', '=', where.source)
  if (after)
    query = query.where(on =>
      on.or([
        on('rejected_row.import', '<', after.import),
        on.and([on('rejected_row.import', '=', after.import), on('rejected_row.row', '>', after.row)]),
      ]),
    )
  const rows = await query
    .orderBy('rejected_row.import', 'desc')
    .orderBy('rejected_row.row')
    .limit(where.limit)
    .execute()
  return rows.map(({ workspace: _, content, cut, ...row }) => ({
    ...row,
    content: JSON.parse(content),
    cut: cut === 1,
  }))
}

export async function deleteRejected(ctx: Context, run: string, rows: readonly number[]): Promise<void> {
  for (let start = 0; start < rows.length; start += TOGETHER)
    await ctx.rows
      .deleteFrom('rejected_row')
      .where('workspace', '=', ctx.workspace)
      .where('import', '=', run)
      .where('row', 'in', rows.slice(start, start + TOGETHER))
      .execute()
}

export async function updateReason(
  ctx: Context,
  run: string,
  { row, reason, column }: Pick<Refused, 'row' | 'reason' | 'column'>,
): Promise<void> {
  await ctx.rows
    .updateTable('rejected_row')
    .set({ reason: storable(reason), column: storable(column) })
    .where('workspace', '=', ctx.workspace)
    .where('import', '=', run)
    .where('row', '=', row)
    .execute()
}

/** Puts other cells in the place of those of a rejected row. */
export async function updateContent(ctx: Context, run: string, row: number, content: string): Promise<void> {
  await ctx.rows
    .updateTable('rejected_row')
    .set({ content, cut: 0 })
    .where('workspace', '=', ctx.workspace)
    .where('import', '=', run)
    .where('row', '=', row)
    .execute()
}

/** Whether another import than this one has begun to store facts of its source. */
export async function hasOthers(
  ctx: Context,
  { import: id, source }: Pick<Run, 'import' | 'source'>,
): Promise<boolean> {
  const other = await ctx.rows
    .selectFrom('import_run')
    .select('id')
    .where('workspace', '=', ctx.workspace)
    .where('source', '=', source)
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

/** When each source was last imported to the end. */
export async function selectLastImports(ctx: Context): Promise<Map<string, string>> {
  const rows = await ctx.rows
    .selectFrom('import_run')
    .select(eb => ['source', eb.fn.max('finished_at').as('at')])
    .where('workspace', '=', ctx.workspace)
    .where('finished_at', 'is not', null)
    .groupBy('source')
    .execute()
  return new Map(rows.map(({ source, at }) => [source, at as string]))
}

/** The ids of those facts that the store has. They pass in one text each way, because lists are slow to bind and to read. */
export async function selectStored(ctx: Context, facts: readonly Fact[]): Promise<Set<string>> {
  if (facts.length === 0) return new Set()
  const asked = facts.map(fact => fact.id).join()
  const [found] = await ctx.events.query<{ ids: string | null }>(STORED, [asked])
  return new Set(found?.ids?.split(','))
}

const STORED = `WITH asked AS (SELECT CAST(unnest(string_to_array($1, ',')) AS UUID) AS id)
SELECT string_agg(CAST(id AS TEXT), ',') AS ids FROM (${['event', 'trait', 'account_trait']
  .map(table => `SELECT id FROM ${table} WHERE id IN (SELECT id FROM asked)`)
  .join(' UNION ALL ')}) AS found`

/** How much each source said until an instant, and when last. What is to happen within its hour counts, for an answer to last. */
export async function selectSpoken(
  ctx: Context,
  until: number,
): Promise<Map<string, { events: number; last: number }>> {
  const rows = await ctx.events.cached<{ source: string; events: number; last: number }>(
    'SELECT source, count(*) AS events, max(ts) AS last FROM event WHERE ts <= $1 GROUP BY source',
    [endOfHour(until)],
  )
  return new Map(rows.map(({ source, events, last }) => [source, { events, last: Math.min(last, until) }]))
}

/** When some sources last sent each of their events, until an instant. */
export async function selectLastByName(
  ctx: Context,
  sources: readonly string[],
  until: number,
): Promise<Map<string, Map<string, number>>> {
  const found = new Map<string, Map<string, number>>()
  if (sources.length === 0) return found
  const rows = await ctx.events.cached<{ source: string; name: string; last: number }>(
    `SELECT source, name, max(ts) AS last FROM event
WHERE ts <= $1 AND source IN (${sources.map((_, i) => `$${i + 2}`).join(', ')}) GROUP BY source, name`,
    [endOfHour(until), ...sources],
  )
  for (const { source, name, last } of rows)
    found.set(source, (found.get(source) ?? new Map<string, number>()).set(name, Math.min(last, until)))
  return found
}

const HOUR_MS = 3_600_000
const endOfHour = (ms: number): number => Math.ceil(ms / HOUR_MS) * HOUR_MS

function toRun(row: Row): Run {
  return {
    ...toImport(row),
    shape: JSON.parse(row.shape),
    position: row.position,
    mark: row.mark === null ? null : JSON.parse(row.mark),
    worker: row.worker,
  }
}

function toImport(row: Row): Import {
  const { id, source, file, revision, bytes, actor, rows, stored, duplicate, rejected, skipped } = row
  return {
    import: id,
    source,
    file,
    revision,
    bytes,
    by: actor,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    rows,
    stored,
    duplicate,
    rejected,
    skipped,
  }
}

/** Gives up the rejected rows of imports that were begun before an instant; their imports count them as skipped from then on. */
export async function deleteRejectedBefore(ctx: Context, source: string, before: string): Promise<number> {
  const runs = await ctx.rows
    .selectFrom('import_run')
    .select(['id', 'rejected'])
    .where('workspace', '=', ctx.workspace)
    .where('source', '=', source)
    .where('started_at', '<', before)
    .where('finished_at', 'is not', null)
    .where('rejected', '>', 0)
    .execute()
  for (const { id, rejected } of runs) {
    await ctx.rows.deleteFrom('rejected_row').where('workspace', '=', ctx.workspace).where('import', '=', id).execute()
    await ctx.rows
      .updateTable('import_run')
      .set(({ eb }) => ({ rejected: 0, skipped: eb('skipped', '+', rejected), rows: eb('rows', '-', rejected) }))
      .where('workspace', '=', ctx.workspace)
      .where('id', '=', id)
      .execute()
  }
  return runs.reduce((sum, { rejected }) => sum + rejected, 0)
}
