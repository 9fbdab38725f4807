import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { type CatalogueEntry, listCatalogue } from './operations/catalogue.ts'

eachStore(open => {
  let ctx: Context

  beforeAll(async () => {
    const stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    ctx = { ...(await buildWorld(stores, { calendar })).ctx, now: () => '2026-03-01T00:00:00.000Z' }
    await declare(ctx, [
      team('marketing'),
      stage('lead', 1, 'signed_up'),
      {
        kind: 'source',
        name: 'shop',
        owner: 'marketing',
        key: 'id',
        person: { user: 'id' },
        dates: 'yyyy-mm-dd',
        zone: 'UTC',
        events: [{ name: 'deal_won', at: 'day' }],
      },
      metric('leads', {
        measure: 'people',
        of: { stage: 'lead' },
        grain: 'month',
        drives: [{ metric: 'deals', why: 'x' }],
      }),
      metric('deals', { measure: 'count', of: 'deal_won', grain: 'month', target: 2, segments: ['country'] }),
      metric('deals-per-lead', { unit: '%', formula: 'deals / leads', grain: 'month' }),
    ])
    await happened(ctx.events, [
      ['ann', 'signed_up', '2026-01-02'],
      ['ann', 'deal_won', '2026-01-20'],
      ['bob', 'deal_won', '2026-02-28'],
    ])
  })

  const entry = async (name: string): Promise<CatalogueEntry> => {
    const { metrics } = await listCatalogue(ctx, {})
    const found = metrics.find(each => each.metric === name)
    if (!found) throw new Error(`The catalogue has no ${name}`)
    return found
  }

  it('lists every metric with its last periods, the newest last', async () => {
    const deals = await entry('deals')
    expect(deals).toMatchObject({ state: 'in force', target: 2, value: 1, previous: 1, segments: ['country'] })
    expect(deals.points.slice(-2)).toEqual([1, 1])
    expect(deals.points).toHaveLength(13)
  })

  it('says what rests on a metric and what is meant to move it', async () => {
    expect(await entry('deals')).toMatchObject({
      usedIn: [
        { kind: 'metric', name: 'deals-per-lead' },
        { kind: 'metric', name: 'leads' },
      ],
      drivenBy: ['leads'],
    })
    expect((await entry('leads')).drives).toEqual(['deals'])
  })

  it('says how fresh its data is, through the numbers and stages it is made of', async () => {
    expect((await entry('deals')).feed).toEqual({
      newest: '2026-02-28T00:00:00.000Z',
      sources: [{ source: 'shop', title: 'Shop', staleSince: null }],
    })
    expect((await entry('leads')).feed).toEqual({ newest: '2026-01-02T00:00:00.000Z', sources: [] })
    expect((await entry('deals-per-lead')).feed.newest).toBe('2026-02-28T00:00:00.000Z')
  })
})
