import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { courseOfGoal, daysBetween } from './operations/course.ts'

const won = (count: number, day: string): Happening[] =>
  Array.from({ length: count }, (_, index) => [`${day}-${index}`, 'deal_won', day, { amount: 10 }])

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeAll(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    await happened(stores.events, [...won(1, '2025-12-01'), ...won(10, '2026-01-10'), ...won(5, '2026-01-20')])
  })

  it('shows a goal week by week, from the start of its cycle to the end of what is known', async () => {
    const { ctx: now } = await buildWorld(stores, {
      calendar: { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
    })
    const ctx = { ...now, now: () => '2026-06-01T08:00:00.000Z' }
    await declare(ctx, [
      team('sales'),
      team('marketing'),
      metric('deals', { measure: 'count', of: 'deal_won', unit: 'deals', class: 'outcome' }),
      {
        kind: 'goal',
        name: 'grow',
        owner: 'sales',
        level: 'company',
        cycle: '2026-Q1',
        results: [{ name: 'Sixty deals', metric: 'deals', from: 0, to: 60 }],
      },
    ])
    const { days, results } = await courseOfGoal(ctx, { name: 'grow' })
    expect(results).toEqual([{ name: 'Sixty deals', unit: 'deals' }])
    expect(days.map(({ day }) => day)).toEqual(['2026-01-07', '2026-01-14', '2026-01-21'])
    expect(days.map(each => each.results[0]?.current)).toEqual([0, 10, 15])
    expect(days.at(-1)).toMatchObject({ progress: 0.25, expected: expect.closeTo(20 / 90), confidence: null })
  })

  it('says nothing of a goal that nobody has agreed on', async () => {
    const { ctx } = await buildWorld(stores)
    await expect(courseOfGoal(ctx, { name: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('takes wider steps through longer cycles, and always ends on the last day', () => {
  const year = daysBetween('2026-01-01', '2026-12-31')
  expect(year.length).toBeLessThanOrEqual(14)
  expect(year.at(-1)).toBe('2026-12-31')
  expect(daysBetween('2026-01-01', '2026-01-01')).toEqual([])
})
