import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { addDays } from '../../core/calendar.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { measureScorecard, scorecardVerbs } from './operations.ts'

const MONDAY = '2026-01-05'

/** As many events of a name in each week from the first Monday on. */
const weekly = (name: string, counts: readonly number[]): Happening[] =>
  counts.flatMap((count, week) =>
    Array.from(
      { length: count },
      (_, i): Happening => [`${name}-${week}-${i}`, name, addDays(MONDAY, 7 * week), { amount: 10 }],
    ),
  )

const language = [
  team('marketing'),
  team('sales'),
  metric('new-arr', {
    class: 'outcome',
    measure: { sum: 'amount' },
    of: 'deal_won',
    unit: 'EUR',
    owner: 'sales',
    target: 35,
  }),
  metric('demos', {
    class: 'activity',
    measure: 'count',
    of: 'demo',
    drives: [{ metric: 'new-arr', lag: '2 weeks', why: 'who has seen it buys it' }],
  }),
  metric('opens', {
    class: 'activity',
    measure: 'count',
    of: 'open',
    drives: [{ metric: 'demos', why: 'readers ask' }],
  }),
  metric('deal-share', { ratio: { numerator: 'refunds', denominator: 'demos' } }),
  metric('refunds', { measure: 'count', of: 'refund', direction: 'down' }),
]

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeAll(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    await happened(stores.events, [
      ...weekly('demo', [4, 5, 6, 7, 8, 9]),
      ...weekly('open', [1, 0, 2, 0, 1, 2]),
      ...weekly('deal_won', [3, 3, 3, 3, 3, 3]),
      ['late', 'deal_won', '2026-02-17', { amount: 1000 }],
    ])
  })

  const world = async (): Promise<World> => {
    const built = await buildWorld(stores, {
      calendar: { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
    })
    return { ...built, ctx: { ...built.ctx, now: () => '2026-06-01T08:00:00.000Z' } }
  }

  it('derives a section per outcome with the numbers that claim to move it', async () => {
    const { ctx } = await world()
    await declare(ctx, language)
    const { scorecard, sections, receipt } = await measureScorecard(ctx, { periods: 8 })
    expect(scorecard).toBeNull()
    expect(receipt.asOf).toBe('2026-02-18')
    expect(sections).toHaveLength(1)
    expect(sections[0]).toMatchObject({
      title: 'New arr',
      grain: 'week',
      outcome: {
        metric: 'new-arr',
        owner: 'sales',
        value: 30,
        previous: 30,
        change: 0,
        status: 'off track',
        trend: 'flat',
      },
      lines: [
        {
          metric: 'demos',
          value: 9,
          previous: 8,
          trend: 'better',
          status: 'pending',
          claim: { drives: 'new-arr', via: [], lag: '2 weeks', why: 'who has seen it buys it' },
        },
        { metric: 'opens', trend: 'flat', claim: { drives: 'demos', via: ['demos'] } },
      ],
    })
  })

  it('leaves out the week that is not over, and does not know those before the first fact', async () => {
    const { ctx } = await world()
    await declare(ctx, language)
    const { sections } = await measureScorecard(ctx, { periods: 8 })
    expect(sections[0]?.lines[0]?.points.map(({ period, value }) => [period.label, value])).toEqual([
      ['2025-W52', null],
      ['2026-W01', null],
      ['2026-W02', 4],
      ['2026-W03', 5],
      ['2026-W04', 6],
      ['2026-W05', 7],
      ['2026-W06', 8],
      ['2026-W07', 9],
    ])
    expect(sections[0]?.outcome.yearAgo).toBeNull()
  })

  it('reads as of an earlier day, in another grain, with targets of its own', async () => {
    const { ctx } = await world()
    await declare(ctx, [
      ...language,
      {
        kind: 'scorecard',
        name: 'monthly',
        title: 'What we look at',
        owner: 'sales',
        grain: 'day',
        periods: 3,
        sections: [{ title: 'Growth', outcome: 'new-arr', lines: [{ metric: 'demos', target: [4, 6] }] }],
      },
    ])
    const reading = await measureScorecard(ctx, { to: '2026-01-20' })
    expect(reading).toMatchObject({ scorecard: 'monthly', title: 'What we look at', receipt: { asOf: '2026-01-20' } })
    expect(reading.receipt.uses).toContainEqual({ kind: 'scorecard', name: 'monthly', revision: 1 })
    expect(reading.sections[0]).toMatchObject({
      title: 'Growth',
      periods: [{ label: '2026-01-17' }, { label: '2026-01-18' }, { label: '2026-01-19' }],
      outcome: { value: 30, previous: 0, target: null },
      lines: [{ metric: 'demos', value: 6, operator: 'between', target: [4, 6], status: 'on track' }],
    })
  })

  it('shows a number that cannot be measured as unknown, with the reason, and the others as they are', async () => {
    const { ctx } = await world()
    await declare(ctx, [
      ...language.filter(each => each.name !== 'deal-share' && each.name !== 'refunds'),
      { ...metric('calls', { measure: 'count', of: 'call' }), state: 'proposed' },
      metric('call-share', {
        ratio: { numerator: 'calls', denominator: 'demos' },
        drives: [{ metric: 'new-arr', why: 'who talks sells' }],
      }),
    ])
    const { sections } = await measureScorecard(ctx, {})
    expect(sections[0]?.outcome.value).toBe(30)
    expect(sections[0]?.lines.find(({ metric }) => metric === 'call-share')).toMatchObject({
      value: null,
      trend: null,
      problem: 'The metric “calls” is not in force.',
    })
  })

  it('is empty while nobody has named an outcome, and unknown by another name', async () => {
    const { ctx } = await world()
    expect((await measureScorecard(ctx, {})).sections).toEqual([])
    await expect(measureScorecard(ctx, { name: 'board' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is not for viewers to propose', async () => {
    const { ctx, as, person } = await world()
    await declare(ctx, language)
    const viewer = await person('vera', 'viewer')
    const card = { name: 'board', owner: 'sales', why: 'one page', sections: [{ outcome: 'new-arr' }] }
    await expect(scorecardVerbs.propose(as(viewer), card)).rejects.toMatchObject({ code: 'forbidden' })
    const member = await person('mo', 'member')
    expect(await scorecardVerbs.propose(as(member), card)).toMatchObject({
      state: 'proposed',
      head: { spec: { periods: 13 }, refers: [{ kind: 'metric', name: 'new-arr' }] },
    })
  })
})
