import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { receiptOfMetric } from './operations/receipt.ts'

eachStore(open => {
  let ctx: Context

  beforeAll(async () => {
    const stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    ctx = (await buildWorld(stores, { calendar })).ctx
    await declare(ctx, [
      team('marketing'),
      stage('lead', 1, 'signed_up'),
      metric('deals', { measure: 'count', of: 'deal_won', where: { country: 'DE' }, grain: 'month', target: 3 }),
      metric('revenue', { unit: 'EUR', measure: { sum: 'amount' }, of: 'deal_won' }),
      metric('won', { measure: 'count', of: 'deal_won' }),
      metric('average-deal', { unit: 'EUR', ratio: { numerator: 'revenue', denominator: 'won' } }),
      metric('leads', { measure: 'people', of: { stage: 'lead' } }),
      metric('lead-to-deal', { unit: '%', conversion: { from: { stage: 'lead' }, to: 'deal_won' } }),
    ])
    await happened(ctx.events, [
      ['ann', 'signed_up', '2026-01-02', { country: 'DE' }],
      ['ann', 'deal_won', '2026-01-20', { amount: 1000, country: 'DE' }],
      ['bob', 'signed_up', '2026-01-03', { country: 'FR' }],
      ['bob', 'deal_won', '2026-02-02', { amount: 500, country: 'DE' }],
      ['bob', 'deal_won', '2026-02-10', { amount: 300, country: 'FR' }],
      ['cem', 'deal_won', '2026-02-11', { amount: 200, country: 'DE' }],
    ])
  })

  it('shows a number with the one before, its definition and exactly the events it counts, the newest first', async () => {
    const receipt = await receiptOfMetric(ctx, { name: 'deals', period: '2026-02' })
    expect(receipt).toMatchObject({ value: 2, previous: 1, target: 3, revision: 1, filter: 'country is DE', parts: [] })
    expect(receipt.receipt.sentence).toBe('The number of “deal_won” where country is DE.')
    expect(receipt.events).toMatchObject({ rows: 2, people: 2, next: null })
    expect(receipt.events?.items.map(each => [each.who, each.at.slice(0, 10)])).toEqual([
      ['cem', '2026-02-11'],
      ['bob', '2026-02-02'],
    ])
  })

  it('says what each event adds to a sum, and keeps to the segment', async () => {
    const { value, events } = await receiptOfMetric(ctx, {
      name: 'revenue',
      period: '2026-02',
      segment: { country: 'DE' },
    })
    expect(value).toBe(700)
    expect(events?.items.map(each => each.value)).toEqual([200, 500])
  })

  it('knows the rows without a dimension apart', async () => {
    const { events } = await receiptOfMetric(ctx, { name: 'revenue', period: '2026-02', segment: { plan: null } })
    expect(events?.rows).toBe(3)
  })

  it('gives the rows page by page', async () => {
    const first = await receiptOfMetric(ctx, { name: 'revenue', period: '2026-Q1', limit: 3 })
    expect(first.events).toMatchObject({ rows: 4 })
    const second = await receiptOfMetric(ctx, {
      name: 'revenue',
      period: '2026-Q1',
      limit: 3,
      cursor: first.events?.next ?? '',
    })
    expect(second.events?.next).toBeNull()
    expect([...(first.events?.items ?? []), ...(second.events?.items ?? [])].map(each => each.value)).toEqual([
      200, 300, 500, 1000,
    ])
  })

  it('takes a number that is computed apart into the numbers it is made of', async () => {
    const { value, parts, events } = await receiptOfMetric(ctx, { name: 'average-deal', period: '2026-Q1' })
    expect([value, events]).toEqual([500, null])
    expect(parts.map(part => [part.metric, part.value])).toEqual([
      ['revenue', 2000],
      ['won', 4],
    ])
  })

  it('shows the entries behind a stage, and of a conversion those who began', async () => {
    const entries = await receiptOfMetric(ctx, { name: 'leads', period: '2026-01' })
    expect(entries.events?.items.map(each => each.who)).toEqual(['bob', 'ann'])
    const conversion = await receiptOfMetric(ctx, { name: 'lead-to-deal', period: '2026-01' })
    expect(conversion).toMatchObject({ value: 1, events: { rows: 2, people: 2 } })
  })

  it('refuses a period there is not, and a metric there is not', async () => {
    await expect(receiptOfMetric(ctx, { name: 'deals', period: 'soon' })).rejects.toThrow('There is no period')
    await expect(receiptOfMetric(ctx, { name: 'nothing', period: '2026-02' })).rejects.toThrow('There is no metric')
  })
})
