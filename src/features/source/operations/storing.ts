import type { Fact } from '../../../core/fact.ts'
import { seenIds } from '../../../store/events/seen.ts'
import { uuidWords } from '../../../store/events/uuid.ts'
import type { Context } from '../../context.ts'
import { type Mark, selectStored } from '../queries.ts'
import type { Batch } from './batch.ts'

/** A batch without the facts that the store has already. */
export type Fresh = Batch & {
  /** For each of `facts`, the index of its row in `given`. */
  rowOf: readonly number[]
  /** How many rows have any of `facts`. */
  fresh: number
}

/**
 * Tells what is new in each batch before it is stored, so that the ledger can say so even when the process dies between the
 * two. The batch before may still be on its way into the store; what it holds counts as known. `none` says that nothing of
 * the source is stored yet: then only those ids are asked for that the batches themselves may have brought before.
 */
export async function* foresee(
  ctx: Context,
  batches: AsyncIterable<Batch>,
  { none }: { none: boolean },
): AsyncGenerator<Fresh> {
  const wasBrought = none ? rememberer() : undefined
  let before: readonly Fact[] = []
  for await (const batch of batches) {
    const doubtful = wasBrought ? batch.facts.filter(wasBrought) : batch.facts
    const known = await selectStored(ctx, doubtful)
    if (doubtful.length > 0) for (const { id } of before) known.add(id)
    const fresh = doubtful.length > 0 ? without(known, batch) : whole(batch)
    yield fresh
    before = fresh.facts
  }
}

/** Tells whether an id was asked about before; never wrong about one that was, and rarely about one that was not. */
function rememberer(): (fact: Fact) => boolean {
  const seen = seenIds()
  const words = new Uint32Array(4)
  return ({ id }) => {
    uuidWords(id, words, 0)
    const was = seen.mayHave(words[0]!, words[1]!, words[2]!, words[3]!)
    if (!was) seen.add(words[0]!, words[1]!, words[2]!, words[3]!)
    return was
  }
}

/** What is new in one batch. */
export async function freshOf(ctx: Context, batch: Batch): Promise<Fresh> {
  return without(await selectStored(ctx, batch.facts), batch)
}

/**
 * Stores the facts of a batch and counts the rows of which something was new.
 *
 * `begun` tells that a call whose end is not known began the batch, and how many of its rows were new then. The store takes
 * a batch whole or not at all, so if nothing of it is new now, it was taken then.
 */
export async function storeBatch(ctx: Context, { facts, rowOf }: Fresh, begun: Mark | null): Promise<number> {
  const verdicts = facts.length > 0 ? await ctx.events.append(facts) : []
  const stored = countRows(rowOf.filter((_, index) => verdicts[index] === 'stored'))
  return begun && stored === 0 ? begun.stored : stored
}

/** A batch of which everything is new. */
function whole(batch: Batch): Fresh {
  const rowOf = batch.given.flatMap(({ facts }, row) => (facts === 1 ? row : Array<number>(facts).fill(row)))
  return { ...batch, rowOf, fresh: batch.given.length }
}

function without(known: Set<string>, batch: Batch): Fresh {
  const facts: Fact[] = []
  const rowOf: number[] = []
  let index = 0
  batch.given.forEach((row, number) => {
    for (const end = index + row.facts; index < end; index++) {
      const fact = batch.facts[index]!
      if (known.has(fact.id)) continue
      known.add(fact.id)
      facts.push(fact)
      rowOf.push(number)
    }
  })
  return { ...batch, facts, rowOf, fresh: countRows(rowOf) }
}

/** How many different rows there are among some that are in order. */
const countRows = (rows: readonly number[]): number => rows.filter((row, index) => row !== rows[index - 1]).length
