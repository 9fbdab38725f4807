import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { addDays } from '../../core/calendar.ts'
import type { Context } from '../context.ts'
import { asOf } from '../metric/operations.ts'
import { KeyResult } from './goal.ts'
import { checkInsOf } from './operations/check-ins.ts'
import { measureGoals } from './operations/measure.ts'
import { measureGoal } from './operations.ts'

/** Ten tickets a day, 5 in the week from 12 January, from 1 January until 14 February. */
const tickets = Array.from({ length: 45 }, (_, day) => addDays('2026-01-01', day)).flatMap((day): Happening[] =>
  Array.from({ length: day >= '2026-01-12' && day < '2026-01-19' ? 5 : 10 }, (_, i) => [`${day}-${i}`, 'ticket', day]),
)

const goal = (name: string, fields: Record<string, unknown>) => ({
  kind: 'goal',
  name,
  owner: 'support',
  level: 'team',
  cycle: '2026-Q1',
  ...fields,
})

const checkIn = (at: string, props: Record<string, string | number>): Happening => [
  '',
  'check_in',
  at,
  props,
  { user: undefined },
]

eachStore(open => {
  let ctx: Context

  beforeAll(async () => {
    const stores = await open(migrations, { zone: 'UTC' })
    await happened(stores.events, [
      ...tickets,
      ['r', 'release', '2026-02-10'],
      checkIn('2026-01-20T10:00:00Z', { goal: 'answers', confidence: '0.4', health: 'At_Risk', by: 'Mia' }),
      checkIn('2026-02-12T10:00:00Z', { goal: 'answers', confidence: 0.8, health: 'On Track', by: 'Mia' }),
      checkIn('2026-02-12T11:00:00Z', { goal: 'answers', result: 'People trained', value: '3', source: 'the list' }),
      checkIn('2026-02-12T12:00:00Z', { confidence: 0.1 }),
      checkIn('2026-02-13T12:00:00Z', { goal: 'answers', confidence: 80, health: 'sunny' }),
      checkIn('2026-03-20T10:00:00Z', { goal: 'answers', note: 'said after the last ticket' }),
    ])
    const world = await buildWorld(stores, {
      calendar: { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
    })
    ctx = { ...world.ctx, now: () => '2026-03-25T08:00:00.000Z' }
    await declare(ctx, [
      team('support'),
      team('product'),
      metric('tickets', { measure: 'count', of: 'ticket', unit: 'tickets', direction: 'down', owner: 'support' }),
      metric('releases', { measure: 'count', of: 'release', unit: 'releases', grain: 'month', owner: 'product' }),
      metric('surveys', { measure: 'count', of: 'survey', unit: 'surveys', owner: 'support' }),
      { kind: 'cycle', name: 'winter', owner: 'support', period: '2026-Q1', checkIn: { every: 'month' } },
      goal('answers', {
        cycle: 'winter',
        results: [
          { name: 'Tickets stay even', metric: 'tickets', keep: [60, 80], weight: 2 },
          { name: 'The form is released', metric: 'releases', done: 'customers see it', by: '2026-03-01' },
          { name: 'We know how many tickets come', metric: 'tickets', establish: true },
          { name: 'We know how people like it', metric: 'surveys', establish: true },
          { name: 'People trained', from: 0, to: 6, unit: 'people' },
        ],
        contributors: [{ team: 'product', with: 'a form', metric: 'releases' }],
        dependencies: [{ on: 'product', for: 'a form', by: '2026-03-01' }],
      }),
      goal('other', { results: [{ name: 'Fewer', metric: 'tickets', from: 900, to: 800 }] }),
    ])
  })

  it('reads every form of results by its own numbers', async () => {
    const [reading] = await measureGoals(ctx, { names: ['answers'] })
    expect(reading).toMatchObject({
      cycle: { label: 'Winter', start: '2026-01-01', end: '2026-04-01' },
      confidence: 0.8,
      health: 'on track',
      checkIn: { last: '2026-03-20T10:00:00.000Z', due: null, overdueDays: 0 },
      contributors: [{ team: 'product', current: 1, unit: 'releases', title: 'Releases' }],
      dependencies: [{ on: 'product', confirmed: true }],
      receipt: { asOf: '2026-02-15' },
    })
    const [band, milestone, known, unknown, byHand] = reading?.results ?? []
    // Whole weeks within the cycle: from 5 January to 9 February, of which one lies outside.
    expect(band).toMatchObject({
      form: 'band',
      periods: { inside: 4, of: 5 },
      progress: 0.8,
      current: 70,
      status: 'at risk',
    })
    expect(milestone).toMatchObject({ form: 'milestone', current: 1, progress: 1, status: 'done' })
    expect(known).toMatchObject({ form: 'baseline', current: 70, status: 'done' })
    expect(unknown).toMatchObject({ form: 'baseline', current: null, progress: 0, status: 'pending' })
    expect(byHand).toMatchObject({ current: 3, progress: 0.5, source: 'the list', unit: 'people', confidence: 0.8 })
    expect(reading?.progress).toBeCloseTo((2 * 0.8 + 1 + 1 + 0 + 0.5) / 6)
    expect(reading?.status).toBe('at risk')
  })

  it('leaves out what cannot be read, and what is no check-in', async () => {
    const all = await checkInsOf(ctx, '2026-04-01')
    expect(all.map(each => [each.at.slice(0, 10), each.confidence, each.health, each.value])).toEqual([
      ['2026-01-20', 0.4, 'at risk', undefined],
      ['2026-02-12', 0.8, 'on track', undefined],
      ['2026-02-12', undefined, undefined, 3],
      ['2026-02-13', undefined, undefined, undefined],
      ['2026-03-20', undefined, undefined, undefined],
    ])
    expect((await checkInsOf(ctx, '2026-02-12')).map(each => each.by)).toEqual(['Mia'])
  })

  it('knows the facts up to the last of them, whatever people said later', async () => {
    expect(await asOf(ctx)).toBe('2026-02-15')
  })

  it('reads a goal as it was known on a day', async () => {
    const [reading] = await measureGoals(ctx, { names: ['answers'], at: '2026-01-25' })
    expect(reading).toMatchObject({ confidence: 0.4, health: 'at risk', receipt: { asOf: '2026-01-25' } })
    expect(reading?.results[0]).toMatchObject({ periods: { inside: 1, of: 2 } })
    expect(reading?.results[1]).toMatchObject({ current: null, status: 'pending' })
    expect(reading?.results[4]).toMatchObject({ current: null, status: 'pending' })
  })

  it('does not take for good news that nothing ever came', async () => {
    const results = [
      { name: 'Few complaints', metric: 'complaints', from: 20, to: 10 },
      { name: 'Hardly any in a week', metric: 'complaints', keep: [0, 3] },
      { name: 'No release in March', metric: 'releases', from: 2, to: 0 },
      { name: 'Many surveys', metric: 'surveys', from: 0, to: 20 },
    ]
    const [reading] = await measureGoals(
      {
        ...ctx,
        reading: {
          preview: new Map([
            [
              'metric/complaints',
              { spec: { measure: 'count', of: 'complaint', unit: '', direction: 'down', class: 'outcome' } },
            ],
            [
              'goal/quiet',
              {
                spec: {
                  level: 'team',
                  cycle: '2026-Q1',
                  results: results.slice(0, 2).map(each => KeyResult.parse(each)),
                },
                owner: 'support',
              },
            ],
          ]),
        },
      },
      { names: ['quiet'] },
    )
    expect(reading).toMatchObject({ status: 'pending', progress: null })
    for (const each of reading?.results ?? [])
      expect(each).toMatchObject({ current: null, status: 'pending', problem: 'Nothing that it counts has come yet.' })
    const spec = {
      level: 'team',
      cycle: { from: '2026-02-11', to: '2026-02-20' },
      results: results.slice(2).map(each => KeyResult.parse(each)),
    }
    const tried = { ...ctx, reading: { preview: new Map([['goal/quiet', { spec, owner: 'support' }]]) } }
    const [known] = await measureGoals(tried, { names: ['quiet'] })
    expect(known?.results[0]).toMatchObject({ current: 0, status: 'on track' })
    expect(known?.results[1]).toMatchObject({ current: 0, progress: 0, status: 'off track' })
  })

  it('reads all goals as it reads each of them', async () => {
    const all = await measureGoal(ctx, { all: true })
    const each = [await measureGoal(ctx, { name: 'answers' }), await measureGoal(ctx, { name: 'other' })]
    expect(all).toEqual(each)
    for (const input of [{}, { all: true, name: 'other' }, { all: false }])
      await expect(measureGoal(ctx, input)).rejects.toMatchObject({ code: 'invalid' })
  })
})
