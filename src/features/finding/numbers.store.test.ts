import { expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { findingNumbers } from './operations/numbers.ts'

eachStore(open => {
  it('shows what a finding is about side by side, in the longest of the periods the numbers are read in', async () => {
    const stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    const here = await buildWorld(stores, { calendar, signatures: false })
    await declare(here.ctx, [
      team('sales'),
      metric('visits', { owner: 'sales', measure: 'count', of: 'visit', grain: 'week', target: 4 }),
      metric('deals', { owner: 'sales', measure: 'count', of: 'deal', grain: 'month', target: 2 }),
    ])
    await happened(stores.events, [
      ['ada', 'visit', '2026-01-05'],
      ['ada', 'visit', '2026-01-20'],
      ['bob', 'deal', '2026-01-21'],
      ['bob', 'visit', '2026-02-10'],
      ['bob', 'visit', '2026-03-01'],
    ])
    const ctx = { ...here.ctx, now: () => '2026-03-02T08:00:00.000Z' }
    const { grain, periods, series } = await findingNumbers(ctx, {
      objects: ['metric/visits', 'metric/deals', 'goal/more', 'metric/nowhere'],
    })
    expect(grain).toBe('month')
    expect(periods.slice(-2).map(({ label }) => label)).toEqual(['2026-01', '2026-02'])
    expect(series.map(({ metric: name, values, target }) => [name, values.slice(-2), target])).toEqual([
      ['visits', [null, 1], null],
      ['deals', [null, 0], 2],
    ])
  })

  it('says nothing where there is no number', async () => {
    const here = await buildWorld(await open(migrations, { zone: 'UTC' }))
    expect(await findingNumbers(here.ctx, { objects: ['goal/more'] })).toEqual({ grain: null, periods: [], series: [] })
  })
})
