import { measureMetric } from '../src/features/metric/operations.ts'
import { measureScorecard } from '../src/features/scorecard/operations.ts'
import { uuidOf } from '../src/store/hash.ts'
import { companyOf } from './company.ts'
import { type Bench, stopwatch } from './figure.ts'
import { FIRST_DAY, LAST_DAY } from './generate.ts'
import { FULL_SIZE, storeFor } from './store.ts'

const COLD = 'scorecard, 12 metrics × 13 weeks, store just opened'
const CHANGED = 'scorecard after new facts'
const CACHED = 'scorecard, nothing changed'

const everything = { from: FIRST_DAY, to: LAST_DAY } as const

export const metricBench: Bench = {
  does: 'Read metrics of facts in a DuckDB file; rows are events.',
  rows: FULL_SIZE,
  async run({ rows, runs, folder, note }) {
    const company = await companyOf(await storeFor(folder, rows, note))
    const watch = stopwatch()
    for (let run = 1; run <= runs; run++) {
      note(`metric: run ${run} of ${runs}`)
      await company.opened(async (ctx, events) => {
        await watch.time(COLD, () => measureScorecard(ctx, {}))
        await watch.time(CACHED, () => measureScorecard(ctx, {}))
        await watch.time('people by week, all facts', () =>
          measureMetric(ctx, { name: 'everybody', grain: 'week', ...everything }),
        )
        await watch.time('sum by week and source, all page views', () =>
          measureMetric(ctx, { name: 'load-sum', grain: 'week', by: ['utm_source'], ...everything }),
        )
        await watch.time('people by week and channel, all page views', () =>
          measureMetric(ctx, { name: 'visitors', grain: 'week', by: ['channel'], ...everything }),
        )
        await watch.time('conversion by month, 90 days', () =>
          measureMetric(ctx, { name: 'demo-to-deal', grain: 'month', ...everything }),
        )
        const fact = { id: uuidOf('bench', String(run)), ts: Date.parse(LAST_DAY), source: 'web', props: {} }
        await watch.time('first new fact after opening', () =>
          events.append([{ ...fact, name: 'page_viewed', user: 'u1' }]),
        )
        await watch.time(CHANGED, () => measureScorecard(ctx, {}))
      })
    }
    await company.close()
    return watch.figures(rows >= FULL_SIZE ? { [COLD]: 1, [CHANGED]: 1, [CACHED]: 0.05 } : {})
  },
}
