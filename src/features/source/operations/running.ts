import type { Context } from '../../context.ts'
import { recordAudit } from '../../operation-log.ts'
import type { Import, Tally } from '../ledger.ts'
import {
  claimRun,
  insertRefused,
  insertRun,
  type NewRun,
  type Run,
  selectRun,
  selectUnfinished,
  updateRun,
} from '../queries.ts'
import { type Fresh, storeBatch } from './storing.ts'

/** The run to work on: one that was broken off, or a new one. */
export async function begin(ctx: Context, fresh: NewRun): Promise<Run> {
  return ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    const { import: id } = (await selectUnfinished(inside, fresh)) ?? fresh
    if (id === fresh.import) await insertRun(inside, fresh)
    await claimRun(inside, id, fresh.worker)
    const { source, file, revision, content } = fresh
    await recordAudit(inside, {
      operation: 'source.import',
      object: source,
      input: { import: id, file, revision, content, resumed: id !== fresh.import },
    })
    return selectRun(inside, id)
  })
}

/**
 * Stores a batch and writes it into the ledger; `run` is brought up to date. What `beside` writes is written with it or not at
 * all.
 */
export async function take(
  ctx: Context,
  run: Run,
  batch: Fresh,
  beside?: (inside: Context) => Promise<void>,
): Promise<void> {
  const { count, facts, given, refused, skipped, fresh } = batch
  if (facts.length > 0 && !run.mark) await updateRun(ctx, run, { mark: { count, stored: fresh } })
  const stored = await storeBatch(ctx, batch, run.mark)
  const after = {
    position: run.position + count,
    rows: run.rows + given.length + refused.length,
    stored: run.stored + stored,
    duplicate: run.duplicate + given.length - stored,
    rejected: run.rejected + refused.length,
    skipped: run.skipped + skipped.length,
    mark: null,
  }
  await ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    await updateRun(inside, run, after)
    await insertRefused(inside, run.import, refused)
    await beside?.(inside)
  })
  Object.assign(run, after)
}

export async function finish(ctx: Context, run: Run): Promise<Import> {
  return ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    await updateRun(inside, run, { finished_at: ctx.now() })
    await recordAudit(inside, {
      operation: 'source.import',
      object: run.source,
      input: { import: run.import, finished: true, ...tallyOf(run) },
    })
    const { shape: _, position, mark, worker, ...done } = await selectRun(inside, run.import)
    return done
  })
}

export const tallyOf = ({ rows, stored, duplicate, rejected, skipped }: Tally): Tally => ({
  rows,
  stored,
  duplicate,
  rejected,
  skipped,
})
