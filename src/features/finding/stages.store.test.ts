import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, stage, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { addDays } from '../../core/calendar.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { takeSurvey } from './operations/survey.ts'

const ways = [
  team('marketing'),
  team('sales'),
  stage('lead', 1, 'came'),
  stage('trial', 2, 'tried'),
  stage('won', 3, 'signed'),
]

const channels = {
  kind: 'channel',
  name: 'channels',
  owner: 'marketing',
  rules: [{ channel: 'Search', when: { source: 'google' } }],
}

/** A person who came through a source and then did this and that, ten days apart. */
const person = (user: string, from: string, source: string | undefined, ...then: string[]): Happening[] => [
  [user, 'came', from, source === undefined ? {} : { utm_source: source }],
  ...then.map((name, i): Happening => [user, name, addDays(from, 10 * (i + 1))]),
]

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
  })

  const surveyed = async (declarations: Parameters<typeof declare>[1], happenings: Happening[]) => {
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    const { ctx }: World = await buildWorld(stores, { calendar, signatures: false })
    await declare(ctx, declarations)
    await happened(stores.events, happenings)
    return takeSurvey({ ...ctx, now: () => '2026-03-30T08:00:00.000Z' })
  }

  it('counts who got further in the last 13 weeks and never was in the stage before', async () => {
    const { facts } = await surveyed(ways, [
      ...person('long-ago', '2025-06-01', undefined, 'signed'),
      ...person('skipped', '2026-03-01', undefined, 'signed'),
      ...person('in-order', '2026-03-01', undefined, 'tried', 'signed'),
      ...person('not-yet', '2026-03-02', undefined, 'tried'),
      ['from-nowhere', 'signed', '2026-03-20'],
    ])
    const days = { from: '2025-12-21', to: '2026-03-22' }
    expect(facts?.skips).toEqual([
      { stage: 'lead', ...days, further: 4, skipped: 1 },
      { stage: 'trial', ...days, further: 3, skipped: 2 },
    ])
  })

  it('counts through which channel people came who had a quarter to arrive, and who did', async () => {
    const { facts } = await surveyed(
      [...ways, channels],
      [
        ...person('ada', '2025-10-01', 'google', 'tried', 'signed'),
        ...person('bob', '2025-10-02', 'google'),
        ...person('cleo', '2025-10-03', undefined),
        ...person('new', '2026-03-01', 'google'),
      ],
    )
    expect(facts?.channels).toEqual({
      first: 'lead',
      last: 'won',
      from: '2025-10-01',
      to: '2025-12-02',
      channels: [
        { channel: 'Search', began: 2, arrived: 1 },
        { channel: 'no channel', began: 1, arrived: 0 },
      ],
    })
  })

  it('says nothing of channels where none are agreed', async () => {
    const { facts } = await surveyed(ways, person('ada', '2025-10-01', 'google', 'tried', 'signed'))
    expect(facts?.channels).toBeUndefined()
  })

  it('says nothing of channels while nobody had a quarter to arrive', async () => {
    const { facts } = await surveyed([...ways, channels], person('eve', '2026-03-01', 'google'))
    expect(facts?.channels).toBeUndefined()
  })
})
