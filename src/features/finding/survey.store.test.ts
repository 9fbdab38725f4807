import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { createCheckIn } from '../check-in/operations.ts'
import { goalVerbs } from '../goal/operations.ts'
import { stageVerbs } from '../stage/operations.ts'
import { takeSurvey } from './operations/survey.ts'
import { checkFindings } from './operations.ts'

const won = (count: number, day: string): Happening[] =>
  Array.from({ length: count }, (_, index) => [`${day}-${index}`, 'deal_won', day])

const language = [
  team('sales'),
  team('marketing'),
  team('it'),
  metric('deals', { owner: 'sales', measure: 'count', of: 'deal_won', unit: 'deals', class: 'outcome' }),
  metric('demos', { owner: 'sales', measure: 'count', of: 'demo', unit: 'demos' }),
]

const grow = {
  name: 'grow',
  title: 'Grow',
  owner: 'sales',
  level: 'cross-team' as const,
  cycle: '2026-Q1',
  contributors: [{ team: 'marketing', with: 'leads', metric: 'deals' }],
  results: [{ name: 'Deals', metric: 'deals', from: 10, to: 40 }],
}

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
  })

  const world = async (signatures = false): Promise<World> => {
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    return buildWorld(stores, { calendar, signatures })
  }

  const on = ({ ctx }: World, day: string) => ({ ...ctx, now: () => `${day}T08:00:00.000Z` })

  const check = async (ctx: World['ctx'], ...rules: string[]) => {
    const { findings } = await checkFindings(ctx, { rules })
    return findings.map(({ rule, message }) => `${rule}: ${message}`)
  }

  it('hears what people said of a goal today', async () => {
    const here = await world()
    await happened(stores.events, [...won(3, '2026-01-20')])
    const ctx = on(here, '2026-02-10')
    await declare(ctx, [...language, { kind: 'goal', ...grow }])
    await createCheckIn(ctx, { goal: 'grow', confidence: 0.4 })
    const { readings, checkIns } = await takeSurvey(ctx)
    expect(readings.get('grow')).toMatchObject({ confidence: 0.4 })
    expect(checkIns).toMatchObject([{ goal: 'grow', confidence: 0.4 }])
    const before = await takeSurvey(ctx, '2026-02-10')
    expect(before.readings.get('grow')).toMatchObject({ confidence: null })
  })

  it('knows where a number stood over the period before a goal, and nothing of days before its first facts', async () => {
    const here = await world()
    await happened(stores.events, [
      ...won(2, '2025-01-15'),
      ['early', 'demo', '2025-07-01'],
      ['later', 'demo', '2025-12-30'],
      ...won(1, '2025-10-01'),
      ...won(20, '2025-12-31'),
      ...won(3, '2026-02-01'),
    ])
    const ctx = on(here, '2026-02-10')
    const year = { ...grow, name: 'year', cycle: '2026' }
    const days = { ...grow, name: 'days', cycle: { from: '2026-01-31', to: '2026-02-20' } }
    const next = { ...grow, name: 'next', cycle: '2026-Q2' }
    const weeks = {
      ...grow,
      name: 'weeks',
      cycle: { from: '2026-01-14', to: '2026-01-28' },
      results: [{ ...grow.results[0]!, from: 20 }],
    }
    const demos = { ...grow, name: 'demos', results: [{ ...grow.results[0]!, metric: 'demos' }] }
    await declare(ctx, [
      ...language,
      ...[grow, year, days, next, demos, weeks].map(each => ({ kind: 'goal', ...each })),
    ])
    const { before } = await takeSurvey(ctx)
    expect(Object.fromEntries(before)).toEqual({
      grow: [{ value: 21, yearAgo: null }],
      year: [null],
      days: [null],
      next: [null],
      demos: [null],
      weeks: [{ value: 20, yearAgo: 2 }],
    })
    expect(await check(ctx, 'baseline-differs')).toEqual([
      'baseline-differs: In the goal “Grow”, “Deals” starts from 10 deals; the period before came to 21 deals.',
    ])
  })

  it('knows how a goal got easier in its cycle, and not how it was planned before', async () => {
    const here = await world()
    const say = (day: string, to: number, base?: number) =>
      goalVerbs.propose(on(here, day), {
        ...grow,
        results: [{ ...grow.results[0]!, to }],
        why: `Now it is ${to}.`,
        base,
      })
    await declare(here.ctx, language)
    await say('2025-12-01', 60)
    await say('2025-12-20', 40, 1)
    expect(await check(on(here, '2026-01-20'), 'target-eased')).toEqual([])
    await say('2026-02-01', 30, 2)
    expect(await check(on(here, '2026-02-10'), 'target-eased')).toEqual([
      'target-eased: The goal “Grow” of sales became easier since 2026-01-01: “Deals” asks for 30 instead of 40.',
    ])
    await say('2026-02-11', 40, 3)
    expect(await check(on(here, '2026-02-12'), 'target-eased')).toEqual([])
  })

  it('hears an objection to what is in force until it is settled', async () => {
    const here = await world()
    await declare(here.ctx, [...language, { ...stage('mql', 1, 'form_sent'), binds: ['sales'] }])
    const ada = await here.person('ada', 'lead', { sales: 'lead' })
    const as = { ...on(here, '2026-01-10'), actor: ada }
    const { objections } = await stageVerbs.object(as, {
      name: 'mql',
      revision: 1,
      team: 'sales',
      reason: 'Half of them never asked for anything.',
    })
    expect(await check(on(here, '2026-01-20'), 'contested-in-force')).toEqual([
      'contested-in-force: sales has objected to the stage “Mql” of marketing for 10 days: Half of them never asked for anything.',
    ])
    await stageVerbs.settle(as, { name: 'mql', objection: objections[0]!.id, outcome: 'It needs two forms now.' })
    expect(await check(on(here, '2026-01-20'), 'contested-in-force')).toEqual([])
  })

  it('sees who is missing from the vision, and that it sees only goals that are not over', async () => {
    const here = await world()
    const ctx = on(here, '2026-02-10')
    await declare(ctx, [
      ...language,
      {
        kind: 'vision',
        name: 'harbours',
        owner: 'sales',
        binds: ['marketing'],
        statement: 'All harbours',
        horizon: '2027-12-31',
        outcomes: [{ metric: 'deals', to: 90 }],
      },
      { kind: 'goal', ...grow },
    ])
    const rules = ['vision-without-team', 'team-without-goal', 'outcome-without-goal', 'goal-of-one-team'] as const
    expect(await check(ctx, ...rules)).toEqual([
      'team-without-goal: it works on none of the 1 goal that moves a number of the vision.',
      'vision-without-team: The vision “Harbours” binds 2 of 3 departments: it does not sign it.',
    ])
    expect(await check(on(here, '2026-04-10'), ...rules)).toEqual([
      'vision-without-team: The vision “Harbours” binds 2 of 3 departments: it does not sign it.',
    ])
  })

  it('sees a proposal wait until its teams have signed it', async () => {
    const here = await world(true)
    for (const name of ['sales', 'marketing']) await here.team(name)
    const ada = await here.person('ada', 'lead', { marketing: 'lead' })
    const bob = await here.person('bob', 'lead', { sales: 'lead' })
    const at = (actor: typeof ada, day: string) => ({ ...on(here, day), actor })
    await stageVerbs.propose(at(ada, '2026-01-10'), {
      name: 'mql',
      owner: 'marketing',
      binds: ['sales'],
      order: 1,
      enters: 'form_sent',
      why: 'Sales calls from here on.',
    })
    const sign = (actor: typeof ada, team: string) =>
      stageVerbs.sign(at(actor, '2026-01-11'), { name: 'mql', revision: 1, team })
    await sign(ada, 'marketing')
    expect(await check(on(here, '2026-01-24'), 'proposal-waiting')).toEqual([])
    expect(await check(on(here, '2026-02-10'), 'proposal-waiting')).toEqual([
      'proposal-waiting: The stage “Mql” of marketing has waited 31 days for sales to sign.',
    ])
    await sign(bob, 'sales')
    expect(await check(on(here, '2026-02-10'), 'proposal-waiting')).toEqual([])
  })
})
