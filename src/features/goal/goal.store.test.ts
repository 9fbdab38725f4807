import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { applyDeclarations, planDeclarations } from '../declaration/operations.ts'
import { goalVerbs, measureGoal as measure } from './operations.ts'
import type { GoalReading } from './reading.ts'

const measureGoal = (...args: Parameters<typeof measure>) => measure(...args) as Promise<GoalReading>

const won = (count: number, from: string): Happening[] =>
  Array.from({ length: count }, (_, index) => [`${from}-${index}`, 'deal_won', from, { amount: 10 }])

const language = [
  team('sales'),
  team('marketing'),
  metric('deals', { measure: 'count', of: 'deal_won', unit: 'deals', class: 'outcome' }),
  metric('deal-size', { measure: { average: 'amount' }, of: 'deal_won', unit: 'EUR' }),
  metric('demos', { measure: 'count', of: 'demo', unit: 'demos' }),
]

const goal = (fields: Record<string, unknown>) => ({
  kind: 'goal',
  name: 'grow',
  owner: 'sales',
  level: 'company',
  cycle: '2026-Q1',
  ...fields,
})

const sixty = {
  name: 'grow',
  owner: 'sales',
  level: 'company' as const,
  cycle: '2026-Q1',
  results: [{ name: 'Sixty', metric: 'deals', from: 0, to: 60 }],
}

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeAll(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    await happened(stores.events, [
      ...won(50, '2025-12-31'),
      ...won(20, '2026-01-01'),
      ...won(10, '2026-02-14'),
      ['late', 'demo', '2026-02-14'],
    ])
  })

  const world = async (): Promise<World> => {
    const built = await buildWorld(stores, {
      calendar: { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
    })
    return { ...built, ctx: { ...built.ctx, now: () => '2026-06-01T08:00:00.000Z' } }
  }

  it('reads each result over the cycle so far, against its target and the time that has passed', async () => {
    const { ctx } = await world()
    await declare(ctx, [
      ...language,
      goal({
        results: [
          { name: 'Sixty deals', metric: 'deals', from: 0, to: 60 },
          { name: 'Larger deals', metric: 'deal-size', from: 5, to: 20, by: '2026-01-31', kind: 'aspirational' },
        ],
        contributors: [{ team: 'marketing', with: 'demos', metric: 'demos' }],
      }),
    ])
    const reading = await measureGoal(ctx, { name: 'grow' })
    expect(reading).toMatchObject({
      cycle: { label: '2026-Q1', start: '2026-01-01', end: '2026-04-01' },
      elapsed: 0.5,
      receipt: { asOf: '2026-02-15' },
      contributors: [{ team: 'marketing', current: 1 }],
      status: 'off track',
    })
    expect(reading.results[0]).toMatchObject({ current: 30, progress: 0.5, expected: 0.5, pace: 1, status: 'on track' })
    expect(reading.results[1]).toMatchObject({ current: 10, elapsed: 1, expected: 0.7, status: 'off track' })
    expect(reading.results[1]?.progress).toBeCloseTo(1 / 3)
    expect(reading.receipt.uses).toContainEqual({ kind: 'metric', name: 'deals', revision: 1 })
  })

  it('reads a goal as it stood on a day, and not at all before its cycle', async () => {
    const { ctx } = await world()
    await declare(ctx, [...language, goal({ results: [{ name: 'Sixty', metric: 'deals', from: 0, to: 60 }] })])
    const january = await measureGoal(ctx, { name: 'grow', at: '2026-02-01' })
    expect(january.results[0]).toMatchObject({ current: 20 })
    const before = await measureGoal(ctx, { name: 'grow', at: '2026-01-01' })
    expect(before).toMatchObject({ status: 'pending', progress: null, pace: null, elapsed: 0 })
    expect(before.results[0]).toMatchObject({ current: null, progress: null, status: 'pending' })
  })

  it('says of a number that cannot be measured why, and is pending', async () => {
    const { ctx } = await world()
    await declare(ctx, [
      ...language,
      { ...metric('calls', { measure: 'count', of: 'call' }), state: 'proposed' },
      goal({
        results: [
          { name: 'Calls', metric: 'calls', from: 0, to: 60 },
          { name: 'Sixty', metric: 'deals', from: 0, to: 60 },
        ],
      }),
    ])
    const reading = await measureGoal(ctx, { name: 'grow' })
    expect(reading).toMatchObject({ status: 'pending', progress: null })
    expect(reading.results[0]).toMatchObject({
      current: null,
      status: 'pending',
      problem: 'The metric “calls” is not in force.',
    })
    expect(reading.results[1]).toMatchObject({ current: 30, status: 'on track' })
  })

  it('waits for every team that contributes to sign', async () => {
    const built = await world()
    await declare(built.ctx, language)
    const sven = await built.person('sven', 'lead', { sales: 'lead' })
    const mara = await built.person('mara', 'lead', { marketing: 'lead' })
    await goalVerbs.propose(built.as(sven), {
      ...sixty,
      contributors: [{ team: 'marketing', with: 'demos' }],
      why: 'we agreed on it',
    })
    await goalVerbs.sign(built.as(sven), { name: 'grow', revision: 1, team: 'sales' })
    await expect(measureGoal(built.ctx, { name: 'grow' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'The goal “grow” is proposed, not in force. Its teams have to sign it first.',
    })
    await goalVerbs.sign(built.as(mara), { name: 'grow', revision: 1, team: 'marketing' })
    expect((await measureGoal(built.ctx, { name: 'grow' })).results[0]?.current).toBe(30)
  })

  it('becomes easier only for a reason that is said, by every door', async () => {
    const { ctx } = await world()
    await declare(ctx, [...language, goal({ results: sixty.results, why: 'sixty is what the factory can deliver' })])
    const easier = { ...sixty, results: [{ name: 'Sixty', metric: 'deals', from: 0, to: 40 }] }
    const refused = { code: 'invalid', details: { problems: [{ code: 'eased_without_why' }] } }
    const same = { ...easier, why: 'sixty is what the factory can deliver' }
    await expect(goalVerbs.propose(ctx, { ...same, base: 1 })).rejects.toMatchObject(refused)
    await expect(goalVerbs.propose(ctx, { ...same, why: 'too hard', base: 1, draft: true })).rejects.toMatchObject(
      refused,
    )
    const declarations = [{ kind: 'goal', ...same }]
    await expect(planDeclarations(ctx, { declarations })).rejects.toMatchObject(refused)
    await expect(applyDeclarations(ctx, { declarations })).rejects.toMatchObject(refused)
    const silent = [{ kind: 'goal', ...easier }]
    await expect(applyDeclarations(ctx, { declarations: silent, why: 'easier' })).rejects.toMatchObject(refused)
    const harder = { ...sixty, results: [{ name: 'Sixty', metric: 'deals', from: 0, to: 80 }], why: 'more' }
    expect((await goalVerbs.propose(ctx, { ...harder, base: 1 })).head.number).toBe(2)
    await applyDeclarations(ctx, { declarations: silent, why: 'the second factory opens only in July' })
    const { head } = await goalVerbs.get(ctx, { name: 'grow' })
    expect(head).toMatchObject({ number: 3, why: 'the second factory opens only in July' })
  })

  it('takes one of fifty changes made at once on top of the same revision', async () => {
    const { ctx } = await world()
    await declare(ctx, [...language, goal({ results: sixty.results })])
    const changes = Array.from({ length: 50 }, (_, i) =>
      goalVerbs.propose(ctx, {
        ...sixty,
        results: [{ name: 'Sixty', metric: 'deals', from: 0, to: 61 + i }],
        why: 'we can do more',
        base: 1,
      }),
    )
    const done = await Promise.allSettled(changes)
    expect(done.filter(each => each.status === 'fulfilled')).toHaveLength(1)
    for (const each of done) if (each.status === 'rejected') expect(each.reason).toMatchObject({ details: { head: 2 } })
    expect((await goalVerbs.get(ctx, { name: 'grow' })).head.number).toBe(2)
  })

  it('is proposed by members and above, and by nobody of another workspace', async () => {
    const one = await world()
    await declare(one.ctx, [...language, goal({ results: [{ name: 'Sixty', metric: 'deals', from: 0, to: 60 }] })])
    const viewer = await one.person('vera', 'viewer')
    await expect(goalVerbs.propose(one.as(viewer), { ...sixty, why: 'because' })).rejects.toMatchObject({
      code: 'forbidden',
      details: { needs: 'goal:write' },
    })
    const two = await world()
    await expect(measureGoal(two.ctx, { name: 'grow' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
