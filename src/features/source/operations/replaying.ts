import { z } from 'zod'
import { fail, failOn } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import type { Values } from '../cell-text.ts'
import { checkColumns } from '../columns.ts'
import { Import, type RejectedRow } from '../ledger.ts'
import {
  claimRun,
  deleteRejected,
  type Mark,
  type Run,
  type Shape,
  selectRejected,
  selectRun,
  updateReason,
  updateRun,
} from '../queries.ts'
import { createSettling } from '../settling.ts'
import type { Source } from '../source.ts'
import { type Batch, createBatch, type MapRow, mapperOf } from './batch.ts'
import { withKnown } from './previewing.ts'
import { freshOf, storeBatch } from './storing.ts'

/** How many rejected rows are tried in one go; each may be as long as `KEPT_OF_ROW`. */
const TOGETHER = 1000

export const replayImport = operation({
  name: 'source.replay',
  does: 'Try the rejected rows of an import again, after their source was mended.',
  needs: 'source:write',
  long: true,
  input: z.object({ import: z.string().describe('The import whose rows are tried, as “source imports” lists it') }),
  output: Import.extend({
    replayed: z.object({
      revision: z.number().int().describe('Revision of the source under which the rows were tried'),
      stored: z.number().int(),
      duplicate: z.number().int(),
      rejected: z.number().int().describe('Rows that are still rejected'),
      skipped: z.number().int(),
    }),
  }),
  async run(ctx, { import: id }) {
    const { source: name } = await selectRun(ctx, id)
    const { spec, revision } = await findStanding<Source>({ ...ctx, reading: {} }, { kind: 'source', name })
    const run = await begin(ctx, id, revision)
    const before = { ...run }
    const trial = await trialOf(ctx, run, { name, spec, revision })
    await finishBegun(ctx, run, trial)
    for await (const chunk of chunks(ctx, id)) await replay(ctx, run, trial, chunk)
    const { shape: _, position, mark, worker, ...done } = await selectRun(ctx, id)
    const replayed = {
      revision,
      stored: run.stored - before.stored,
      duplicate: run.duplicate - before.duplicate,
      rejected: run.rejected,
      skipped: run.skipped - before.skipped,
    }
    return { ...done, replayed }
  },
})

async function begin(ctx: Context, id: string, revision: number): Promise<Run> {
  return ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    const run = await takeOver(inside, id)
    await recordAudit(inside, { operation: 'source.replay', object: run.source, input: { import: id, revision } })
    return run
  })
}

/** Makes this call the one that works on an import that has come to its end. */
export async function takeOver(ctx: Context, id: string): Promise<Run> {
  await claimRun(ctx, id, newId())
  const run = await selectRun(ctx, id)
  if (run.finishedAt === null)
    fail('conflict', 'This import has not come to its end. Import the file again first; it goes on where it stopped.')
  return run
}

type Trial = { map: MapRow; revision: number }

/** How rejected rows are read under the source as it is now. */
export async function trialOf(
  ctx: Context,
  run: Run,
  { name, spec, revision }: { name: string; spec: Source; revision: number },
): Promise<Trial> {
  return { map: mapperOf(name, spec, await settleRejected(ctx, run, spec)), revision }
}

/** Does again what a replay had begun when it was broken off. */
export async function finishBegun(ctx: Context, run: Run, trial: Trial): Promise<void> {
  if (run.mark?.revision === trial.revision) await replay(ctx, run, trial, await markedChunk(ctx, run.import, run.mark))
  run.mark = null
}

/** Some of the rejected rows of an import, in their order, and the number of the row before them. */
type Chunk = { after: number; rows: RejectedRow[] }

/** Tries some rejected rows; those that can be used now leave the list. */
export async function replay(ctx: Context, run: Run, { map, revision }: Trial, { after, rows }: Chunk): Promise<void> {
  const batch = await freshOf(ctx, batchOf(rows, map))
  const { facts, given, skipped, fresh } = batch
  if (facts.length > 0 && !run.mark)
    await updateRun(ctx, run, { mark: { count: rows.length, stored: fresh, after, revision } })
  const stored = await storeBatch(ctx, batch, run.mark)
  const changed = {
    rows: run.rows - skipped.length,
    stored: run.stored + stored,
    duplicate: run.duplicate + given.length - stored,
    rejected: run.rejected - given.length - skipped.length,
    skipped: run.skipped + skipped.length,
    mark: null,
  }
  await ctx.records.transaction(async tx => {
    const inside = { ...ctx, rows: tx, transacting: true }
    await updateRun(inside, run, changed)
    await deleteRejected(inside, run.import, [...given.map(({ row }) => row), ...skipped])
    for (const each of batch.refused) await updateReason(inside, run.import, each)
  })
  Object.assign(run, changed)
}

function batchOf(tried: readonly RejectedRow[], map: MapRow): Batch {
  const { batch, add } = createBatch()
  for (const { row, line, reason, column, content } of tried) {
    const values = cellsOf(content)
    add(row, { line, values, raw: '' }, values ? map({ values }) : { rejected: reason, column: column ?? undefined })
  }
  return batch
}

/** The cells of a rejected row; one that is kept as text cannot be read again without its file. */
export const cellsOf = (content: unknown): Values | undefined =>
  typeof content === 'object' && content !== null ? (content as Values) : undefined

/** The rejected rows of an import in chunks, each read when the one before it is done. */
export async function* chunks(ctx: Context, run: string): AsyncGenerator<Chunk> {
  for (let after = 0; ; ) {
    const rows = await rejectedAfter(ctx, run, after, TOGETHER)
    const last = rows.at(-1)
    if (!last) return
    yield { after, rows }
    after = last.row
  }
}

/** The chunk that a replay had begun when it was broken off. Rows only ever leave the list in whole chunks. */
async function markedChunk(ctx: Context, run: string, { after = 0, count }: Mark): Promise<Chunk> {
  return { after, rows: await rejectedAfter(ctx, run, after, count) }
}

export const rejectedAfter = (ctx: Context, run: string, row: number, limit: number): Promise<RejectedRow[]> =>
  selectRejected(ctx, { import: run, after: { import: run, row }, limit })

/**
 * What the rows are read with now: how the file writes its dates and numbers as far as that was settled when it was imported
 * or the source says it now, and as the rejected rows show where neither does.
 */
async function settleRejected(ctx: Context, run: Run, source: Source): Promise<Shape> {
  const { settled, ...columns } = run.shape
  const settling = createSettling(withKnown(source, settled), columns)
  for await (const { rows } of chunks(ctx, run.import)) {
    if (settling.unsettled === 0) break
    for (const { content } of rows) {
      const values = cellsOf(content)
      if (values) settling.see(values)
    }
  }
  const { settled: now, problems } = settling.result()
  failOn([...checkColumns(source, columns), ...problems], `The rows of “${run.file}” do not fit their source`)
  return { ...columns, settled: now }
}
