import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { addDays } from '../../core/calendar.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { checkFindings } from './operations.ts'

const numbers = [
  team('marketing'),
  team('sales'),
  metric('demos', {
    class: 'activity',
    measure: 'count',
    of: 'demo',
    unit: 'demos',
    drives: [{ metric: 'deals', why: 'who has seen it buys it' }],
  }),
  metric('deals', {
    class: 'outcome',
    measure: 'count',
    of: 'deal_won',
    unit: 'deals',
    owner: 'sales',
    parts: 'small-deals + large-deals',
  }),
  metric('small-deals', { measure: 'count', of: 'deal_won', where: { size: 'small' }, unit: 'deals' }),
  metric('large-deals', { measure: 'count', of: 'deal_won', where: { size: 'large' }, unit: 'deals' }),
]

/** So many in each of the last weeks before 30 March 2026. */
const weekly = (name: string, counts: number[], sizes: string[] = ['small']): Happening[] =>
  counts.flatMap((count, week) =>
    Array.from(
      { length: count },
      (_, i): Happening => [
        `${name}${week}-${i}`,
        name,
        addDays('2026-03-30', 7 * (week - counts.length) + 2),
        { size: sizes[i % sizes.length]! },
      ],
    ),
  )

/** Up for half a year and down again, the same each year, and just on its way up. */
const wave = Array.from({ length: 80 }, (_, week) => Math.round(12 - 6 * Math.cos((2 * Math.PI * (week - 2)) / 52)))

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
  })

  const found = async (rule: string, happenings: Happening[]) => {
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    const { ctx } = await buildWorld(stores, { calendar, signatures: false })
    await declare(ctx, numbers)
    await happened(stores.events, [...happenings, ['last', 'page_viewed', '2026-03-29']])
    const { findings } = await checkFindings({ ...ctx, now: () => '2026-03-30T08:00:00.000Z' }, { rules: [rule] })
    return findings.map(({ objects }) => objects)
  }

  it('knows a season when it has seen one before', async () => {
    const deals = weekly('deal_won', Array(80).fill(4))
    expect(await found('local-up-outcome-flat', [...weekly('demo', wave.slice(0, 80)), ...deals])).toEqual([])
  })

  it('cannot know a season it has not seen', async () => {
    const last = weekly('demo', wave.slice(-26))
    expect(await found('local-up-outcome-flat', [...last, ...weekly('deal_won', Array(26).fill(4))])).toHaveLength(1)
  })

  it('adds up the parts of a number in its own periods', async () => {
    const whole = weekly('deal_won', [4, 5, 6, 5, 4], ['small', 'large'])
    expect(await found('parts-do-not-add-up', whole)).toEqual([])
    const lost = weekly('deal_won', [3, 3], ['middle']).map(([user, ...rest]): Happening => [`more ${user}`, ...rest])
    expect(await found('parts-do-not-add-up', lost)).toEqual([
      ['metric/deals', 'metric/small-deals', 'metric/large-deals'],
    ])
  })
})
