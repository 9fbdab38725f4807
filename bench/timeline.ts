import { searchCustomers } from '../src/features/customer/operations/searching.ts'
import { showCustomer } from '../src/features/customer/operations/showing.ts'
import { timelineOfCustomer } from '../src/features/customer/operations/timeline.ts'
import { companyOf } from './company.ts'
import { type Bench, duration, type Figure, type Run, timed } from './figure.ts'
import { FULL_SIZE, storeFor } from './store.ts'

/** How many different people or accounts are asked for in a run, of which the slowest twentieth is left out. */
const ASKED = 100

export const timelineBench: Bench = {
  does: 'Read pages of timelines of facts in a DuckDB file, the 95th of a hundred; rows are events.',
  rows: FULL_SIZE,
  async run({ rows, runs, folder, note }) {
    const company = await companyOf(await storeFor(folder, rows, note))
    const found = new Map<string, Run[]>()
    for (let run = 1; run <= runs; run++) {
      note(`timeline: run ${run} of ${runs}`)
      await company.opened(async ctx => {
        const most = Math.floor(rows / 12)
        const each = async (what: string, ask: (number: number) => Promise<unknown>, times = ASKED) => {
          const all: Run[] = []
          for (let i = 0; i < times; i++) all.push(await timed(() => ask(1 + ((i * 7919 + run * 104_729) % most))))
          const slow = all.toSorted((a, b) => a.seconds - b.seconds)[Math.ceil(times * 0.95) - 1]!
          found.set(what, [...(found.get(what) ?? []), slow])
        }
        await each('page of a person, by code', n => timelineOfCustomer(ctx, { id: `p${n}` }))
        await each('page of a person, by user id', n => timelineOfCustomer(ctx, { id: `u${n}` }))
        await each('page of a person, one kind, from a day', n =>
          timelineOfCustomer(ctx, { id: `p${n}`, kind: 'mail', at: '2025-06-01' }),
        )
        await each('page of an account, by code', n => timelineOfCustomer(ctx, { id: `a${1 + Math.floor(n / 5)}` }))
        await each('everything known of a person', n => showCustomer(ctx, { id: `p${n}` }))
        await each('search by part of an id', n => searchCustomers(ctx, { text: `u${n}` }), 20)
      })
    }
    await company.close()
    return [...found].map(([what, all]): Figure => duration(what, all, rows >= FULL_SIZE ? BUDGETS[what] : undefined))
  },
}

const BUDGETS: Readonly<Record<string, number>> = {
  'page of a person, by code': 0.1,
  'page of a person, by user id': 0.1,
  'page of a person, one kind, from a day': 0.1,
  'page of an account, by code': 0.1,
}
