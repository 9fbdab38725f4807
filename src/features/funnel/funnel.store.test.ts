import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, stage, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { listEntries, receiptOfStage } from '../stage/operations.ts'
import { measureFunnel } from './operations.ts'

const DAY = 86_400_000

eachStore(open => {
  let ctx: Context

  beforeAll(async () => {
    const stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    ctx = (await buildWorld(stores, { calendar })).ctx
    await declare(ctx, [
      team('marketing'),
      stage('lead', 1, 'signed_up'),
      stage('mql', 2, { any: ['demo_requested', { event: 'mail_clicked', times: 2, within: '7 days' }] }),
      stage('won', 3, 'deal_won'),
      { kind: 'funnel', name: 'sales', owner: 'marketing', steps: ['lead', 'mql', 'won'], within: '60 days' },
      { kind: 'funnel', name: 'anyhow', owner: 'marketing', steps: ['lead', 'won'], order: 'any' },
      {
        kind: 'funnel',
        name: 'straight',
        owner: 'marketing',
        order: 'strict',
        steps: [{ event: 'signed_up' }, { event: 'demo_requested' }],
      },
    ])
    await happened(ctx.events, [
      ['ann', 'signed_up', '2026-01-01', { origin: 'ads' }],
      ['ann', 'demo_requested', '2026-01-03'],
      ['ann', 'deal_won', '2026-01-13'],
      ['bob', 'signed_up', '2026-01-31', { origin: 'ads' }],
      ['bob', 'mail_clicked', '2026-02-01'],
      ['bob', 'mail_clicked', '2026-02-04'],
      ['bob', 'deal_won', '2026-06-01'],
      ['cem', 'signed_up', '2026-02-02'],
      ['cem', 'mail_clicked', '2026-02-03'],
      ['cem', 'demo_requested', '2026-02-03T10:00:00Z'],
      ['dee', 'deal_won', '2026-02-01'],
      ['dee', 'signed_up', '2026-02-05', { origin: 'friend' }],
    ])
  })

  it('counts people step by step within the window', async () => {
    const { total, steps } = await measureFunnel(ctx, { name: 'sales' })
    expect(steps).toEqual(['lead', 'mql', 'won'])
    expect(total.map(step => step.people)).toEqual([4, 3, 1])
    expect(total[1]).toMatchObject({ conversion: 0.75, overall: 0.75, dropOff: 1 })
    expect(total[2]?.sinceEntry).toEqual({ median: 12 * DAY, p90: 12 * DAY, mean: 12 * DAY })
  })

  it('splits by the property of the first step, with those without it apart', async () => {
    const { rows } = await measureFunnel(ctx, { name: 'sales', by: ['origin'] })
    expect(rows.map(row => [row.segment[0], ...row.steps.map(step => step.people)])).toEqual([
      ['ads', 2, 2, 1],
      ['friend', 1, 0, 0],
      [null, 1, 1, 0],
    ])
  })

  it('puts each person into the cohort of their first step, and the cohorts add up to everybody', async () => {
    const { rows, total } = await measureFunnel(ctx, { name: 'sales', cohort: 'month' })
    expect(rows.map(row => [row.period?.label, ...row.steps.map(step => step.people)])).toEqual([
      ['2026-01', 2, 2, 1],
      ['2026-02', 2, 1, 0],
    ])
    expect(rows.reduce((sum, row) => sum + (row.steps[0]?.people ?? 0), 0)).toBe(total[0]?.people)
  })

  it('of a span counts who entered in it, whatever they did later', async () => {
    const { total } = await measureFunnel(ctx, { name: 'sales', from: '2026-01-01', to: '2026-01-02' })
    expect(total.map(step => step.people)).toEqual([1, 1, 1])
  })

  it('refuses a span without a day', async () => {
    const backwards = { name: 'sales', from: '2026-03-01', to: '2026-02-01' }
    await expect(measureFunnel(ctx, backwards)).rejects.toThrow('Let “to” be after “from”.')
  })

  it('in any order counts a deal that came before the lead, with a negative time', async () => {
    const { total } = await measureFunnel(ctx, { name: 'anyhow', by: [] })
    expect(total.map(step => step.people)).toEqual([4, 3])
    const friend = await measureFunnel(ctx, { name: 'anyhow', by: ['origin'] })
    expect(friend.rows.find(row => row.segment[0] === 'friend')?.steps[1]?.sinceEntry?.median).toBe(-4 * DAY)
  })

  it('in strict order nothing may come between', async () => {
    const { total } = await measureFunnel(ctx, { name: 'straight' })
    expect(total.map(step => step.people)).toEqual([4, 1])
  })

  it('says under which revisions it was read', async () => {
    const { receipt } = await measureFunnel(ctx, { name: 'sales' })
    expect(receipt.uses.map(each => `${each.kind}/${each.name}@${each.revision}`)).toEqual([
      'funnel/sales@1',
      'stage/lead@1',
      'stage/mql@1',
      'stage/won@1',
    ])
  })

  it('a person’s entry into a stage has a receipt: the revision, each line of the rule, the events behind it', async () => {
    const receipt = await receiptOfStage(ctx, { name: 'mql', person: 'bob' })
    expect(receipt).toMatchObject({
      revision: 1,
      entered: { at: '2026-02-04T00:00:00.000Z' },
      lines: [
        { path: ['any', 0], held: null },
        { path: ['any', 1], held: { facts: [{ event: 'mail_clicked' }, { event: 'mail_clicked' }] } },
      ],
    })
    await expect(receiptOfStage(ctx, { name: 'mql', person: 'nobody' })).rejects.toThrow(/Nobody is known/)
  })

  it('a stage lists who entered it, the newest first, page by page', async () => {
    const first = await listEntries(ctx, { name: 'mql', limit: 2 })
    expect(first.items).toEqual([
      { who: 'bob', at: '2026-02-04T00:00:00.000Z' },
      { who: 'cem', at: '2026-02-03T10:00:00.000Z' },
    ])
    const second = await listEntries(ctx, { name: 'mql', limit: 2, cursor: first.next ?? '' })
    expect(second).toEqual({ items: [{ who: 'ann', at: '2026-01-03T00:00:00.000Z' }], next: null })
    const january = await listEntries(ctx, { name: 'lead', from: '2026-01-02', to: '2026-02-01' })
    expect(january.items.map(each => each.who)).toEqual(['bob'])
  })
})
