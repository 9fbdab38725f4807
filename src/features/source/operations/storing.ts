import type { Context } from '../../context.ts'
import { type Mark, selectStored } from '../queries.ts'
import type { Batch } from './batch.ts'

/** A batch, and how many of its rows have a fact that the store does not have before it. */
export type Foreseen = Batch & { fresh: number }

/**
 * Counts what is new in each batch before it is stored, so that the ledger can say so even when the process dies between
 * the two. The batch before may still be on its way into the store; what it holds counts as known. `none` says that
 * nothing of the first batch can be known.
 */
export async function* foresee(
  ctx: Context,
  batches: AsyncIterable<Batch>,
  { none }: { none: boolean },
): AsyncGenerator<Foreseen> {
  let before: string[] = []
  let blank = none
  for await (const batch of batches) {
    const ids = batch.facts.map(fact => fact.id)
    const known = blank ? new Set<string>() : await selectStored(ctx, ids)
    for (const id of before) known.add(id)
    yield { ...batch, fresh: countFresh(batch, known) }
    before = ids
    blank &&= ids.length === 0
  }
}

/** How many rows of a batch have a fact that is not known; whose ids are `known` afterwards. */
function countFresh(batch: Batch, known: Set<string>): number {
  return countRows(batch, index => {
    const { id } = batch.facts[index]!
    const fresh = !known.has(id)
    if (fresh) known.add(id)
    return fresh
  })
}

/** How many rows of a batch have a fact that the store does not have. */
export async function countNew(ctx: Context, batch: Batch): Promise<number> {
  return countFresh(
    batch,
    await selectStored(
      ctx,
      batch.facts.map(fact => fact.id),
    ),
  )
}

/**
 * Stores the facts of a batch and counts the rows of which something was new.
 *
 * `begun` tells that a call whose end is not known began the batch, and how many of its rows were new then. The store takes
 * a batch whole or not at all, so if nothing of it is new now, it was taken then.
 */
export async function storeBatch(ctx: Context, batch: Batch, begun: Mark | null): Promise<number> {
  const verdicts = await ctx.events.append(batch.facts)
  const stored = countRows(batch, index => verdicts[index] === 'stored')
  return begun && stored === 0 ? begun.stored : stored
}

/** How many rows have a fact for which `isNew`, which is asked of each fact once and in order. */
function countRows({ given }: Batch, isNew: (index: number) => boolean): number {
  let count = 0
  let index = 0
  for (const { facts } of given) {
    let any = false
    for (const end = index + facts; index < end; index++) if (isNew(index)) any = true
    if (any) count++
  }
  return count
}
