import type { Context } from '../src/features/context.ts'
import type { Counting } from '../src/features/funnel/counting.ts'
import { folder as folderOf } from '../src/features/funnel/fold.ts'
import { measureFunnel } from '../src/features/funnel/operations.ts'
import { tracksOf } from '../src/semantics/sql/funnel.ts'
import type { NumberLists } from '../src/store/events/events.ts'
import { companyOf } from './company.ts'
import { type Bench, stopwatch } from './figure.ts'
import { STEPS } from './generate.ts'
import { FULL_SIZE, storeFor } from './store.ts'

const FUNNELS: readonly [what: string, request: { name: string; by?: string[] }][] = [
  ['five events, ordered, 90 days', { name: 'ordered' }],
  ['five events, any order, 90 days', { name: 'any' }],
  ['five stages, ordered, no limit', { name: 'stages' }],
  ['five events, ordered, by channel', { name: 'ordered', by: ['channel'] }],
  ['five events, any order, by plan', { name: 'any', by: ['trait.plan'] }],
]

const DAY_MS = 86_400_000
const COUNTING: Omit<Counting, 'order'> = {
  steps: STEPS.length,
  windowMs: 90 * DAY_MS,
  repeats: 'allow',
  ties: 'allow',
  reuse: 'refuse',
}

export const funnelBench: Bench = {
  does: 'Read funnels of facts in a DuckDB file; rows are events.',
  rows: FULL_SIZE,
  async run({ rows, runs, folder, note }) {
    const company = await companyOf(await storeFor(folder, rows, note))
    const watch = stopwatch()
    for (let run = 1; run <= runs; run++) {
      note(`funnel: run ${run} of ${runs}`)
      await company.opened(async ctx => {
        for (const [what, request] of FUNNELS) await watch.time(what, () => measureFunnel(ctx, request))
        await watch.time('only reading the tracks', () => readTracks(ctx, () => {}))
        const tracks = await keptTracks(ctx)
        for (const order of ['ordered', 'any'] as const)
          await watch.time(`only folding them, ${order}`, () => foldAll(tracks, { ...COUNTING, order }))
      })
    }
    await company.close()
    const budgets = Object.fromEntries(FUNNELS.map(([what]) => [what, 3]))
    return watch.figures(rows >= FULL_SIZE ? budgets : {})
  },
}

function readTracks(ctx: Context, take: (tracks: NumberLists) => void): Promise<void> {
  const { text, params } = tracksOf({ steps: STEPS.map(name => ({ events: [name] })) }, ctx.events.dialect)
  return ctx.events.stream(text, params, ({ columns }) => take(columns.track as NumberLists))
}

async function keptTracks(ctx: Context): Promise<NumberLists[]> {
  const kept: NumberLists[] = []
  await readTracks(ctx, ({ values, ends }) => kept.push({ values: values.slice(), ends: ends.slice() }))
  return kept
}

function foldAll(tracks: readonly NumberLists[], counting: Counting): number {
  const { fold } = folderOf(counting)
  let finished = 0
  for (const { values, ends } of tracks) {
    let start = 0
    for (const end of ends) {
      if (fold(values, start, end) === counting.steps) finished++
      start = end
    }
  }
  return finished
}
