import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { addDays, type PlainDate } from '../../core/calendar.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import type { Context } from '../context.ts'
import { takeSurvey } from './operations/survey.ts'
import { checkFindings } from './operations.ts'

const RULES = [
  'feed-silent',
  'volume-dropped',
  'feed-rejects-much',
  'feed-unowned',
  'team-feeds-nothing',
  'tracking-plan-violated',
  'source-stale',
]

/** So many a day of a source from one day up to another. */
const daily = (source: string, count: number, from: PlainDate, to: PlainDate): Happening[] => {
  const all: Happening[] = []
  for (let day = from; day < to; day = addDays(day, 1))
    for (let i = 0; i < count; i++) all.push([`${source}-${i}`, `${source}_event`, day, { n: i }, { source }])
  return all
}

eachStore(open => {
  let stores: { records: Records; events: Events }
  let ctx: Context
  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    const world = await buildWorld(stores, { calendar, signatures: false })
    ctx = { ...world.ctx, now: () => '2026-06-29T08:00:00.000Z' }
  })

  const says = async () => (await checkFindings(ctx, { rules: RULES })).findings.map(({ message }) => message).sort()

  const company = (more: object[] = []) => [
    team('marketing'),
    team('sales'),
    metric('calls', { owner: 'sales', measure: 'count', of: 'web_event', title: 'Calls' }),
    { kind: 'scorecard', name: 'monday', owner: 'marketing', sections: [{ outcome: 'calls', lines: [] }] },
    { kind: 'source', name: 'web', title: 'Website', owner: 'marketing', collects: true },
    ...(more as { kind: string; name: string }[]),
  ]

  it('finds nothing where every feed comes as it always did', async () => {
    await happened(stores.events, daily('web', 8, '2026-03-01', '2026-06-29'))
    await declare(ctx, company([{ kind: 'source', name: 'crm', owner: 'sales', collects: true }]))
    await happened(stores.events, daily('crm', 2, '2026-03-01', '2026-06-29'))
    expect(await says()).toEqual([])
  })

  it('sees feeds that pause, fall and belong to nobody, and who feeds nothing', async () => {
    await happened(stores.events, [
      ...daily('web', 10, '2026-03-01', '2026-06-08'),
      ...daily('web', 3, '2026-06-08', '2026-06-29'),
      ...daily('app', 1, '2026-04-01', '2026-06-14'),
      ...daily('desk', 1, '2026-05-01', '2026-06-29'),
    ])
    await declare(
      ctx,
      company([
        { kind: 'source', name: 'app', title: 'App', owner: 'marketing', collects: true },
        { kind: 'source', name: 'phone', owner: 'marketing', collects: true, expects: { everyHours: 2 } },
      ]),
    )
    expect(await says()).toEqual([
      '28 events came from “desk” in the last 28 days, and nobody declared it.',
      'sales has 1 number on the scorecard “Monday” and feeds none of the 3 sources.',
      '“App” last sent something 16 days ago; it has never taken more than 1 day before.',
      '“Phone” should send data every 2 hours and never has.',
      '“Website” has sent 21 events a week in the last 3 weeks; before, a week usually had 70: 70 % less.',
    ])
  })

  it('counts what broke a plan and what could not be used', async () => {
    await happened(stores.events, daily('web', 8, '2026-03-01', '2026-06-29'))
    const plan = {
      kind: 'tracking-plan',
      name: 'web',
      title: 'Web',
      owner: 'marketing',
      sources: 'web',
      events: { web_event: { props: { n: { oneOf: [0, 1, 2, 3, 4, 5, 6] } } } },
    }
    const crm = { kind: 'source', name: 'crm', owner: 'sales', collects: true }
    await declare(ctx, company([plan, crm]))
    await happened(stores.events, daily('crm', 2, '2026-03-01', '2026-06-29'))
    const held = Array.from({ length: 30 }, (_, i) => ({
      id: `00000000-0000-4000-8000-0000000000${i + 10}`,
      source: 'web',
      received: Date.parse('2026-06-28'),
      code: 'no_name',
      reason: 'It has no name.',
      raw: '{}',
    }))
    await stores.events.collect({ source: 'web', received: 1, facts: [], raws: [], held, refused: 0 })
    expect(await says()).toEqual([
      '120 of the 960 newest “web_event” break the tracking plan “Web” (13 %): “n” of “web_event” should be 0, 1, 2, 3, 4, 5 or 6 and is 7.',
      '30 of 254 rows and messages that came from “Website” in the last four weeks could not be used: 12 %.',
    ])
  })

  it('says of an earlier day what was known then', async () => {
    await happened(stores.events, [
      ...daily('web', 8, '2026-03-01', '2026-05-01'),
      ...daily('web', 8, '2026-05-20', '2026-06-29'),
      ...daily('desk', 1, '2026-03-01', '2026-06-29'),
    ])
    await declare(ctx, company())
    const then = await takeSurvey(ctx, '2026-05-15')
    const web = then.facts?.feeds.find(({ source }) => source === 'web')
    expect(web).toMatchObject({ events: 488, recent: 112, last: '2026-04-30', silence: { days: 15, longest: 1 } })
    expect(web?.weeks.at(-1)).toMatchObject({ period: { label: '2026-W19' }, value: 0 })
  })
})
