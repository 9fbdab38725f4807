import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { type MapReading, showMap } from './operations/show.ts'
import { whatIf } from './operations/what-if.ts'

const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const

/** Deals of a month: so many of a size, at 100 each. */
const deals = (month: string, size: string, count: number): Happening[] =>
  Array.from({ length: count }, (_, i) => [`${size}-${month}-${i}`, 'deal_won', `${month}-10`, { amount: 100, size }])

const times = (month: string, name: string, count: number): Happening[] =>
  Array.from({ length: count }, (_, i) => [`${name}-${month}-${i}`, name, `${month}-05`])

const won = (size: string) => ({ event: 'deal_won', where: { size } })

const money = { class: 'outcome', unit: 'EUR', grain: 'month', owner: 'finance' }

const declarations = [
  team('marketing'),
  team('sales'),
  team('finance'),
  team('it'),
  team('people'),
  metric('net-arr', { ...money, formula: 'arr - churned', target: 1000 }),
  metric('arr', {
    ...money,
    measure: { sum: 'amount' },
    of: 'deal_won',
    parts: 'arr-small + arr-large',
    target: 1000,
    drives: [{ metric: 'net-arr', why: 'it comes in' }],
  }),
  metric('arr-small', { ...money, owner: 'sales', class: 'output', measure: { sum: 'amount' }, of: won('small') }),
  metric('arr-large', { ...money, owner: 'sales', class: 'output', measure: { sum: 'amount' }, of: won('large') }),
  metric('churned', { ...money, direction: 'down', measure: { sum: 'amount' }, of: 'cancelled', target: 100 }),
  metric('win-rate', {
    owner: 'sales',
    unit: '%',
    grain: 'month',
    ratio: { numerator: 'deals', denominator: 'demos' },
    drives: [{ metric: 'arr', lag: '2 weeks', why: 'who sees it buys' }],
  }),
  metric('deals', { owner: 'sales', grain: 'month', measure: 'count', of: 'deal_won' }),
  metric('demos', { owner: 'marketing', class: 'activity', grain: 'month', measure: 'count', of: 'demo', target: 20 }),
  metric('letters', { class: 'input', measure: 'count', of: 'letter', counter: 'angry' }),
  metric('angry', { class: 'guardrail', direction: 'down', measure: 'count', of: 'angry' }),
  { kind: 'source', name: 'billing', owner: 'it', events: [{ name: 'cancelled', at: 'Ended' }] },
  {
    kind: 'goal',
    name: 'grow',
    owner: 'sales',
    level: 'company',
    cycle: '2026-Q1',
    results: [{ name: 'More', metric: 'arr', from: 3000, to: 3300 }],
    contributors: [{ team: 'marketing', with: 'demos', metric: 'demos' }],
  },
  {
    kind: 'goal',
    name: 'last-year',
    owner: 'people',
    level: 'team',
    cycle: '2025',
    results: [{ name: 'More', metric: 'arr', from: 1, to: 2 }],
  },
]

eachStore(open => {
  let ctx: Context

  beforeAll(async () => {
    const world = await buildWorld(await open(migrations, { zone: 'UTC' }), { calendar })
    ctx = { ...world.ctx, now: () => '2026-03-20T08:00:00.000Z' }
    await declare(ctx, declarations)
    await happened(ctx.events, [
      ['first', 'letter', '2026-01-01'],
      ...deals('2026-01', 'small', 4),
      ...deals('2026-01', 'large', 6),
      ...deals('2026-02', 'small', 3),
      ...deals('2026-02', 'large', 4),
      ...deals('2026-02', 'huge', 1),
      ...times('2026-01', 'demo', 20),
      ...times('2026-02', 'demo', 16),
      ['x', 'cancelled', '2026-02-03', { amount: 200 }],
      ['y', 'letter', '2026-03-02'],
    ])
  })

  const nodeIn = ({ nodes }: MapReading, name: string) => nodes.find(({ metric }) => metric === name)

  it('draws the tree from the outcome down, with what each number is and should be', async () => {
    const reading = await showMap(ctx, {})
    expect(reading.nodes.map(({ depth, metric, by }) => [depth, metric, by])).toEqual([
      [0, 'net-arr', null],
      [1, 'arr', 'formula'],
      [2, 'arr-small', 'formula'],
      [2, 'arr-large', 'formula'],
      [2, 'win-rate', 'drives'],
      [3, 'deals', 'formula'],
      [3, 'demos', 'formula'],
      [1, 'churned', 'formula'],
    ])
    expect(nodeIn(reading, 'net-arr')).toMatchObject({
      value: 600,
      previous: 1000,
      change: -400,
      target: 1000,
      attainment: 0.6,
      health: 'unhealthy',
      period: { label: '2026-02' },
      below: 7,
      trend: null,
    })
    expect(nodeIn(reading, 'churned')).toMatchObject({ value: 200, attainment: 0, health: 'unhealthy' })
    expect(nodeIn(reading, 'arr')).toMatchObject({ value: 800, attainment: 0.8, health: 'watch' })
    expect(nodeIn(reading, 'win-rate')).toMatchObject({ value: 0.5, health: 'pending', target: null })
    expect(reading.aside).toMatchObject([
      { metric: 'angry', guards: ['letters'] },
      { metric: 'letters', guards: [] },
    ])
    expect(reading.receipt).toMatchObject({ asOf: '2026-03-03', zone: 'UTC' })
    expect(reading.receipt.uses).toContainEqual({ kind: 'metric', name: 'churned', revision: 1 })
  })

  it('says where the parts do not add up, and in which months', async () => {
    const { parts } = nodeIn(await showMap(ctx, {}), 'arr') ?? {}
    expect(parts?.newest).toMatchObject({
      period: { label: '2026-02' },
      value: 800,
      parts: 700,
      gap: 100,
      share: 0.125,
      ok: false,
    })
    expect(parts?.periods.slice(-3).map(({ gap, ok }) => [gap, ok])).toEqual([
      [null, null],
      [0, true],
      [100, false],
    ])
  })

  it('says who feeds a number, and that the others do not', async () => {
    const reading = await showMap(ctx, {})
    const { feeds, missing } = nodeIn(reading, 'net-arr') ?? {}
    expect(feeds?.map(({ team: name, ways }) => [name, ways.map(({ by, of }) => `${by} ${of}`)])).toEqual([
      ['finance', ['metric metric/arr', 'metric metric/churned']],
      ['it', ['source source/billing']],
      ['marketing', ['metric metric/demos', 'goal goal/grow']],
      [
        'sales',
        [
          'metric metric/arr-small',
          'metric metric/arr-large',
          'metric metric/win-rate',
          'metric metric/deals',
          'goal goal/grow',
        ],
      ],
    ])
    expect(missing).toEqual({ teams: ['people'], departments: ['people'] })
    expect(nodeIn(reading, 'demos')?.missing.teams).toEqual(['finance', 'it', 'people', 'sales'])
  })

  it('names the goals on a number that are not over', async () => {
    const reading = await showMap(ctx, {})
    expect(nodeIn(reading, 'arr')?.goals).toMatchObject([
      { goal: 'grow', owner: 'sales', level: 'company', cycle: '2026-Q1', status: expect.any(String) },
    ])
    expect(nodeIn(reading, 'demos')?.goals.map(({ goal }) => goal)).toEqual(['grow'])
    expect(nodeIn(reading, 'net-arr')?.goals).toEqual([])
  })

  it('begins at any metric, goes as deep as asked, in another grain and as of an earlier day', async () => {
    const reading = await showMap(ctx, { root: 'arr', depth: 1, grain: 'quarter', at: '2026-02-01' })
    expect(reading.nodes.map(({ metric }) => metric)).toEqual(['arr', 'arr-small', 'arr-large', 'win-rate'])
    expect(reading).toMatchObject({ hidden: 2, aside: [], receipt: { asOf: '2026-02-01' } })
    expect(nodeIn(reading, 'arr')).toMatchObject({ period: { label: '2025-Q4' }, value: null, target: null, below: 5 })
    const month = await showMap(ctx, { at: '2026-02-01' })
    expect(nodeIn(month, 'net-arr')).toMatchObject({ value: 1000, health: 'healthy' })
    expect(nodeIn(month, 'arr')?.parts?.newest?.ok).toBe(true)
    await expect(showMap(ctx, { root: 'ar' })).rejects.toThrow('There is no metric “ar”')
  })

  it('hangs from what the vision is seen by', async () => {
    const world = await buildWorld(ctx)
    const vision = { kind: 'vision', name: 'there', owner: 'finance', statement: 'There', horizon: '2028-12-31' }
    await declare(world.ctx, [
      ...declarations,
      { ...vision, outcomes: [{ metric: 'arr', to: 5000, by: '2027-12-31' }] },
    ])
    const { nodes, aside } = await showMap(world.ctx, {})
    expect(nodes[0]).toMatchObject({
      metric: 'arr',
      visions: [{ vision: 'there', title: 'There', to: 5000, by: '2027-12-31' }],
    })
    expect(aside.map(({ metric: name }) => name)).toContain('net-arr')
  })

  it('tries one percent on each input, and says what it does to the outcome', async () => {
    const tried = await whatIf(ctx, { name: 'net-arr' })
    expect(tried).toMatchObject({ value: 600, change: 0.01, period: { label: '2026-02' }, together: null })
    expect(
      tried.levers.map(({ metric: name, owner, from, outcome, better }) => [name, owner, from, outcome.change, better]),
    ).toEqual([
      ['arr', 'finance', 800, expect.closeTo(8, 9), true],
      ['arr-large', 'sales', 400, expect.closeTo(4, 9), true],
      ['arr-small', 'sales', 300, expect.closeTo(3, 9), true],
      ['churned', 'finance', 200, expect.closeTo(-2, 9), false],
    ])
    expect(tried.levers[0]).toMatchObject({
      measured: false,
      outcome: { value: 608, share: expect.closeTo(8 / 600, 9) },
      atTarget: { target: 1000, value: 800, change: 200 },
      goals: [{ goal: 'grow', level: 'company' }],
    })
    expect(tried.levers.at(-1)?.atTarget).toMatchObject({ target: 100, change: 100 })
    expect(tried.levers[1]?.atTarget).toBeNull()
    expect(tried.claims).toMatchObject([{ metric: 'win-rate', drives: 'arr', lag: '2 weeks', why: 'who sees it buys' }])
  })

  it('reckons a ratio by what is above and what is below the line', async () => {
    const { value, levers } = await whatIf(ctx, { name: 'win-rate', change: 0.25 })
    expect(value).toBe(0.5)
    expect(levers.map(({ metric: name, outcome }) => [name, outcome.value])).toEqual([
      ['deals', expect.closeTo(0.625, 9)],
      ['demos', expect.closeTo(0.4, 9)],
    ])
  })

  it('tries several inputs at once, in an earlier period', async () => {
    const inputs = { 'arr-small': 0.5, 'arr-large': { by: -100 }, churned: { to: 40 } }
    const { period, together } = await whatIf(ctx, { name: 'net-arr', inputs, period: '2026-01' })
    expect(period.label).toBe('2026-01')
    expect(together).toEqual({
      inputs: [
        { metric: 'arr-small', from: 400, to: 600 },
        { metric: 'arr-large', from: 600, to: 500 },
        { metric: 'churned', from: 0, to: 40 },
      ],
      outcome: { value: 1060, change: 60, share: 0.06 },
    })
  })

  it('refuses what cannot be reckoned, in a sentence', async () => {
    const refused = (input: object) => whatIf(ctx, { name: 'net-arr', ...input }).catch((error: Error) => error.message)
    expect(await refused({ inputs: { 'win-rate': 0.1 } })).toContain(
      '“win-rate” is claimed to move “net-arr”, but no formula says by how much.',
    )
    expect(await refused({ inputs: { 'arr-smal': 0.1 } })).toContain('Did you mean “arr-small”?')
    expect(await refused({ inputs: { letters: 0.1 } })).toContain('It is from arr, churned, arr-small, arr-large.')
    expect(await refused({ period: '2026-03' })).toContain('2026-03 is not over')
    expect(await refused({ period: '2025-03' })).toContain('There is no number for “Net arr” in 2025-03')
    expect(await refused({ period: '2026-02', grain: 'week' })).toContain('Leave “grain” out.')
    expect(await refused({ change: 0 })).toContain('must not be 0')
  })
})
