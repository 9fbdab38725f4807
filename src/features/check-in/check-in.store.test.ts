import { beforeAll, describe, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { listAudit } from '../audit/operations.ts'
import type { Context } from '../context.ts'
import { measureGoal } from '../goal/operations.ts'
import type { GoalReading } from '../goal/reading.ts'
import { createCheckIn, dueCheckIns, listCheckIns } from './operations.ts'

const goal = (fields: Record<string, unknown>) => ({
  kind: 'goal',
  name: 'grow',
  owner: 'sales',
  level: 'company',
  cycle: '2026-Q1',
  results: [
    { name: 'Sixty deals', metric: 'deals', from: 0, to: 60 },
    { name: 'Ten partners', from: 0, to: 10, unit: 'partners' },
    { name: 'Definition signed', done: 'both teams have signed it', by: '2026-03-15' },
  ],
  ...fields,
})

eachStore(open => {
  let stores: { records: Records; events: Events }
  let world: World
  let ctx: Context
  let now = ''

  const read = async (at?: string, name = 'grow') => (await measureGoal(ctx, { name, at })) as GoalReading
  const on = (instant: string) => {
    now = instant
  }

  beforeAll(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    await happened(stores.events, [
      ['a', 'deal_won', '2026-01-10'],
      ['b', 'deal_won', '2026-02-14'],
    ])
    world = await buildWorld(stores, {
      calendar: { zone: 'Europe/Berlin', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
    })
    ctx = { ...world.ctx, now: () => now }
    on('2026-02-16T09:00:00.000Z')
    await declare(ctx, [
      team('sales'),
      team('marketing'),
      metric('deals', { measure: 'count', of: 'deal_won', unit: 'deals', class: 'outcome' }),
      goal({}),
      goal({ name: 'learn', owner: 'marketing', checkIn: { every: '2 weeks' } }),
    ])
  })

  describe('saying how a goal goes', () => {
    it('is stored as a fact, and read as numbers, confidence and health', async () => {
      await createCheckIn(ctx, { goal: 'grow', result: 'Ten partners', value: 5, source: 'the list of partners' })
      await createCheckIn(ctx, { goal: 'grow', confidence: 0.7, health: 'on track', note: 'it goes well' })
      const reading = await read()
      expect(reading).toMatchObject({ confidence: 0.7, health: 'on track', checkIn: { by: 'root', overdueDays: 0 } })
      expect(reading.results[1]).toMatchObject({ current: 5, source: 'the list of partners', status: 'on track' })
      expect(reading.receipt.asOf).toBe('2026-02-15')
    })

    it('is as it was said by a day, and nothing of it before', async () => {
      const before = await read('2026-02-01')
      expect(before).toMatchObject({ confidence: null, health: null, checkIn: { last: null } })
      expect(before.results[1]).toMatchObject({ current: null, status: 'pending' })
    })

    it('happens once, however often it is sent', async () => {
      const count = async () => (await listCheckIns(ctx, { goal: 'learn' })).items.length
      const said = { goal: 'learn', confidence: 0.5 }
      const first = await createCheckIn(ctx, said)
      expect(await createCheckIn(ctx, said)).toEqual(first)
      on('2026-02-16T09:10:00.000Z')
      await createCheckIn({ ...ctx, idempotencyKey: 'k' }, { ...said, confidence: 0.6 })
      await createCheckIn({ ...ctx, idempotencyKey: 'k' }, { ...said, confidence: 0.6 })
      expect(await count()).toBe(2)
      on('2026-02-16T09:20:00.000Z')
      const twice = { ...said, note: 'sent twice at once' }
      await Promise.all([createCheckIn(ctx, twice), createCheckIn(ctx, twice)])
      expect(await count()).toBe(3)
    })

    it('may be said again when something else was said in between, or on another day', async () => {
      on('2026-02-16T10:00:00.000Z')
      await createCheckIn(ctx, { goal: 'learn', confidence: 0.5 })
      expect((await read(undefined, 'learn')).confidence).toBe(0.5)
      on('2026-02-17T10:00:00.000Z')
      await createCheckIn(ctx, { goal: 'learn', confidence: 0.5 })
      const { items } = await listCheckIns(ctx, { goal: 'learn' })
      expect(items.map(each => each.confidence)).toEqual([0.5, 0.5, 0.5, 0.6, 0.5])
    })

    it('is kept of everybody who says something at the same time', async () => {
      on('2026-02-17T11:00:00.000Z')
      const people = Array.from({ length: 30 }, (_, i) => ({ ...ctx.actor, id: `person-${i}` }))
      await Promise.all(people.map(actor => createCheckIn({ ...ctx, actor }, { goal: 'learn', confidence: 0.5 })))
      const { items } = await listCheckIns(ctx, { goal: 'learn' })
      expect(new Set(items.map(each => each.by)).size).toBe(31)
    })

    it('is listed newest first, in pages', async () => {
      const all = (await listCheckIns(ctx, {})).items
      const first = await listCheckIns(ctx, { limit: 2 })
      const rest = await listCheckIns(ctx, { limit: 100, cursor: first.next as string })
      expect([...first.items, ...rest.items]).toEqual(all)
      expect(all.map(each => each.at)).toEqual(
        all
          .map(each => each.at)
          .toSorted()
          .toReversed(),
      )
      expect(rest.next).toBeNull()
    })
  })

  describe('what cannot be said', () => {
    const refused = async (input: object, code: string, message?: string) => {
      const error = await createCheckIn(ctx, { goal: 'grow', ...input }).then(
        () => undefined,
        (thrown: { message: string; details: { problems?: { code: string; message: string }[] } }) => thrown,
      )
      const problem = error?.details.problems?.[0]
      expect(problem?.code).toBe(code)
      if (message !== undefined) expect(problem?.message).toBe(message)
    }

    it('of a goal that there is not', async () => {
      await expect(createCheckIn(ctx, { goal: 'grwo', confidence: 1 })).rejects.toMatchObject({
        code: 'not_found',
        message: 'There is no goal “grwo”. Did you mean “grow”?',
      })
    })

    it('of a result that there is not', () =>
      refused(
        { result: 'Ten partner', confidence: 1 },
        'unknown_result',
        '“grow” has no key result “Ten partner”. Did you mean “Ten partners”?',
      ))

    it('a number that a metric gives', () =>
      refused({ result: 'Sixty deals', value: 50, source: 'x' }, 'value_of_metric'))
    it('a number without its source', () => refused({ result: 'Ten partners', value: 5 }, 'no_source'))
    it('a number of no result', () => refused({ value: 5, source: 'x' }, 'whose_value'))
    it('a milestone that is more than done', () =>
      refused({ result: 'Definition signed', value: 100, source: 'x' }, 'not_a_share'))
    it('nothing', () => refused({ result: 'Ten partners' }, 'nothing_said'))

    it('long before the cycle or long after it', async () => {
      const said = { confidence: 0.5 }
      on('2025-12-02T12:00:00.000Z')
      await createCheckIn(ctx, { goal: 'grow', ...said })
      on('2026-04-30T12:00:00.000Z')
      await createCheckIn(ctx, { goal: 'grow', ...said })
      on('2025-12-01T12:00:00.000Z')
      await refused(said, 'outside_cycle')
      on('2026-05-01T12:00:00.000Z')
      await refused(said, 'outside_cycle')
      on('2026-02-17T12:00:00.000Z')
    })

    it('by somebody who may only look', async () => {
      const viewer = await world.person('vera', 'viewer')
      await expect(createCheckIn({ ...ctx, actor: viewer }, { goal: 'grow', confidence: 1 })).rejects.toMatchObject({
        code: 'forbidden',
      })
    })
  })

  describe('what is due', () => {
    it('is what one’s teams own and have not spoken of in time, the longest overdue first', async () => {
      const mara = await world.person('mara', 'member', { marketing: 'member' })
      on('2026-02-19T08:00:00.000Z')
      const asMara = { ...ctx, actor: mara }
      expect(await dueCheckIns(asMara, {})).toEqual([])
      on('2026-03-20T08:00:00.000Z')
      expect(await dueCheckIns(asMara, {})).toMatchObject([{ goal: 'learn', overdueDays: 17 }])
      expect(await dueCheckIns(asMara, { team: 'sales' })).toMatchObject([{ goal: 'grow' }])
      expect((await dueCheckIns(ctx, {})).map(each => each.goal)).toEqual(['grow', 'learn'])
    })

    it('is counted by the clocks where somebody is', async () => {
      on('2026-03-22T23:30:00.000Z')
      const days = async (zone: string) =>
        (await dueCheckIns(ctx, { zone, team: 'marketing' })).map(each => each.overdueDays)
      expect(await days('UTC')).toEqual([19])
      expect(await days('Asia/Tokyo')).toEqual([20])
    })

    it('is nothing any more when the cycle is over', async () => {
      on('2026-04-02T08:00:00.000Z')
      expect(await dueCheckIns(ctx, {})).toEqual([])
    })
  })

  it('is in the audit log', async () => {
    const { items } = await listAudit(ctx, {})
    const said = items.filter(each => each.operation === 'check-in.create')
    expect(said[0]).toMatchObject({ object: 'grow' })
    expect(JSON.parse(said[0]?.input ?? '')).toMatchObject({ value: 5 })
  })
})
