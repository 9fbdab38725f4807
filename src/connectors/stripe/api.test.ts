import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Stripe, startStripe } from '../../../test/vendors/stripe.ts'
import { askingAt, readAll, seeded } from '../../../test/vendors/vendor.ts'
import { ProductError } from '../../core/error.ts'
import { stripeApi } from './api.ts'
import { stripe } from './connector.ts'
import { OBJECTS, rowOf } from './object.ts'

const DAY = 86_400
const asking = (vendor: Stripe, key = 'rk_test_1') => askingAt(vendor, { key })
const read = (vendor: Stripe, object: string, cursor?: string) => stripeApi.read(asking(vendor), object, cursor)

const failureOf = async (work: Promise<unknown>): Promise<ProductError> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (!(error instanceof ProductError)) throw error ?? new Error('It did not fail.')
  expect(error.message).toMatch(/^[A-Z“].*\.$/)
  expect(error.message).not.toMatch(/rk_test|sk_test|secret of/)
  return error
}

test('every object it brings has a preset of that name', () => {
  const names = stripe.presets.map(preset => preset.name)
  expect(stripeApi.objects.filter(name => !names.includes(name))).toEqual([])
})

test('the first time everything is read, the newest first; then only what events name', async () => {
  const vendor = await startStripe('invoice')
  vendor.page = 2
  for (let i = 1; i <= 5; i++) {
    vendor.change(`in_${i}`, {
      status: 'open',
      total: i * 100,
      currency: 'eur',
      secret: 'x',
      status_transitions: { paid_at: null },
    })
    vendor.clock += DAY
  }
  const first = await readAll(read(vendor, 'invoices-api'))
  expect(first.rows.map(row => row.id)).toEqual(['in_5', 'in_4', 'in_3', 'in_2', 'in_1'])
  expect(first.rows[0]).toMatchObject({
    id: 'in_5',
    status: 'open',
    total: 500,
    currency: 'eur',
    created: vendor.clock - DAY,
    'status_transitions.paid_at': null,
    number: null,
  })
  expect(first.rows[0]).not.toHaveProperty('secret')
  vendor.clock += 3600
  vendor.change('in_2', { status: 'paid', status_transitions: { paid_at: vendor.clock } })
  vendor.change('in_2', { number: 'A-2' })
  const second = await readAll(read(vendor, 'invoices-api', first.cursor))
  expect(second.rows).toEqual([expect.objectContaining({ id: 'in_2', status: 'paid', number: 'A-2' })])
  const third = await readAll(read(vendor, 'invoices-api', `events:${vendor.clock + 3600}`))
  expect(third).toMatchObject({ rows: [], cursor: `events:${vendor.clock}` })
})

test.each(Object.keys(OBJECTS))('%s is read under the address that Stripe has for it', async name => {
  const vendor = await startStripe(OBJECTS[name]!.kind)
  vendor.change('one')
  const { rows, cursor } = await readAll(read(vendor, name))
  expect(rows).toHaveLength(1)
  vendor.change('one', { metadata: { region: 'north' } })
  expect((await readAll(read(vendor, name, cursor))).rows[0]).toMatchObject({ metadata: { region: 'north' } })
})

test('a cursor older than the events that are kept brings everything again', async () => {
  const vendor = await startStripe('customer')
  vendor.change('cus_1')
  const { cursor } = await readAll(read(vendor, 'customers-api'))
  vendor.change('cus_1', { name: 'Ann' })
  vendor.clock += 31 * DAY
  expect((await readAll(read(vendor, 'customers-api', cursor))).rows).toEqual([
    expect.objectContaining({ name: 'Ann' }),
  ])
})

test('a customer that was deleted is said to be so, and other records that are gone are left out', async () => {
  const vendor = await startStripe('customer')
  vendor.change('cus_1', { email: 'ann@acme.test' })
  const { cursor } = await readAll(read(vendor, 'customers-api'))
  vendor.remove('cus_1')
  expect((await readAll(read(vendor, 'customers-api', cursor))).rows).toEqual([
    expect.objectContaining({ deleted: true }),
  ])
  const drafts = await startStripe('invoice')
  const since = `events:${drafts.clock}`
  drafts.change('in_1')
  drafts.remove('in_1')
  expect((await readAll(read(drafts, 'invoices-api', since))).rows).toEqual([])
})

test('a list whose place is gone goes on from the second it stood for', async () => {
  const vendor = await startStripe('customer')
  vendor.page = 2
  for (let i = 1; i <= 6; i++) {
    vendor.change(`cus_${i}`)
    vendor.clock += 10
  }
  vendor.trouble = ({ query }) => {
    if (query.get('starting_after') === 'cus_3') vendor.remove('cus_3')
    return undefined
  }
  expect((await readAll(read(vendor, 'customers-api'))).rows.map(row => row.id)).toEqual([
    ...['cus_6', 'cus_5', 'cus_4', 'cus_3', 'cus_2', 'cus_1'],
  ])
})

test('hundreds of changes are read in the order in which they began, so that breaking off loses none', async () => {
  const vendor = await startStripe('invoice')
  const since = `events:${vendor.clock}`
  for (let i = 0; i < 450; i++) {
    vendor.clock += i % 3 ? 0 : 60
    vendor.change(`in_${i % 300}`, { number: `N-${i}` })
  }
  const first = await readAll(read(vendor, 'invoices-api', since), 1)
  const rest = await readAll(read(vendor, 'invoices-api', first.cursor))
  expect(first.rows).toHaveLength(100)
  expect(new Set([...first.rows, ...rest.rows].map(row => row.number)).size).toBe(300)
})

test('ended subscriptions are read too, and a dispute tells of its charge', async () => {
  const vendor = await startStripe('subscription')
  vendor.change('sub_1', { status: 'canceled' })
  expect((await readAll(read(vendor, 'subscriptions-api'))).rows).toHaveLength(1)
  const charges = await startStripe('charge')
  charges.change('ch_1')
  charges.clock += DAY
  const event = charges.change('dp_1')
  Object.assign(event, {
    type: 'charge.dispute.created',
    data: { object: { id: 'dp_1', object: 'dispute', charge: 'ch_1' } },
  })
  const { rows } = await readAll(read(charges, 'charges-api', `events:${charges.clock}`))
  expect(rows.map(row => row.id)).toEqual(['ch_1'])
})

test('changes of subscriptions are the events themselves, the oldest first', async () => {
  const vendor = await startStripe('subscription')
  vendor.change('sub_1', { customer: 'cus_1', plan: { amount: 1000, currency: 'eur' }, quantity: 1 })
  vendor.clock += 10
  const event = vendor.change('sub_1', { quantity: 3 })
  Object.assign(event.data, { previous_attributes: { quantity: 1 } })
  vendor.change('sub_1', { metadata: {} })
  const { rows, cursor } = await readAll(read(vendor, 'subscription-changes'))
  expect(rows.map(row => row.id)).toEqual(['evt_2', 'evt_3'])
  expect(rows[0]).toMatchObject({
    id: 'evt_2',
    type: 'customer.subscription.updated',
    created: vendor.clock,
    'data.object.id': 'sub_1',
    'data.object.customer': 'cus_1',
    'data.object.plan.amount': 1000,
    'data.object.quantity': 3,
    'data.previous_attributes.quantity': 1,
    'data.previous_attributes.plan.amount': null,
  })
  expect(cursor).toBe(`events:${vendor.clock}`)
})

describe('what a subscription brings a month', () => {
  const item = (amount: number | null, interval: string, interval_count = 1, quantity?: number) => ({
    plan: { amount, interval, interval_count, nickname: `${interval}ly` },
    ...(quantity === undefined ? {} : { quantity }),
  })
  test.each([
    ['one price a month', [item(1000, 'month', 1, 3)], 3000],
    ['a year by twelve', [item(12_000, 'year')], 1000],
    ['a quarter by three', [item(3000, 'month', 3)], 1000],
    ['a week by fifty-two and a bit', [item(1200, 'week')], 5214],
    ['a day by thirty and a bit', [item(100, 'day')], 3042],
    ['two prices together', [item(1000, 'month', 1, 1), item(1200, 'year', 1, 2)], 1200],
    ['nothing, where a price depends on use', [item(1000, 'month'), item(null, 'month')], null],
  ])('%s', (_, data, mrr) => {
    const row = rowOf({ id: 'sub_1', object: 'subscription', items: { data } }, [
      'id',
      'mrr',
      'plan.nickname',
      'quantity',
    ])
    expect(row).toMatchObject({ id: 'sub_1', mrr, 'plan.nickname': data[0]!.plan.nickname })
  })
})

describe('what Stripe refuses', () => {
  test('keys that are none, are not accepted, or may not read', async () => {
    const vendor = await startStripe('invoice')
    await stripeApi.test(asking(vendor))
    for (const key of ['pk_test_1', '', 'rk_test\n1'])
      expect((await failureOf(stripeApi.test(asking(vendor, key)))).code).toBe('invalid')
    expect(vendor.questions).toHaveLength(1)
    expect((await failureOf(stripeApi.test(asking(vendor, 'sk_test_2')))).details.reason).toBe('token')
    expect((await failureOf(readAll(read(vendor, 'charges-api')))).message).toContain('“Read” for Charges')
    vendor.rights.delete('event')
    expect((await failureOf(stripeApi.test(asking(vendor)))).message).toContain('“Read” for Events')
  })

  test('too many requests are waited for', async () => {
    const vendor = await startStripe('invoice')
    vendor.trouble = (_, count) => (count < 4 ? { status: 429, body: { error: { code: 'rate_limit' } } } : undefined)
    const asked = asking(vendor)
    await stripeApi.test(asked)
    expect(asked.waited).toEqual([1000, 2000, 4000])
  })
})

test('nothing is lost, whatever changes between pages, shares an instant, fails or breaks off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 5 }), async (seed, page) => {
      const random = seeded(seed)
      const upTo = (n: number) => Math.floor(random() * n)
      const vendor = await startStripe('customer')
      vendor.page = page
      let tries = 0
      for (let i = 10; i < 30; i++) {
        if (random() < 0.5) vendor.clock += upTo(4 * DAY)
        vendor.change(`cus_${i}`, { name: `v${i}` })
      }
      vendor.trouble = (_, count) => {
        if (count < 130 && random() < 0.4) {
          if (random() < 0.7) vendor.clock += upTo(4)
          const id = `cus_${10 + upTo(26)}`
          if (random() < 0.1) vendor.remove(id)
          else vendor.change(id, { name: `v${tries}-${vendor.clock}`, deleted: undefined }).hidden = random() < 0.3
        }
        // An event appears within minutes of what it tells.
        if (random() < 0.4) for (const event of vendor.events) event.hidden = false
        if (count < 130 && random() < 0.01) vendor.clock += 31 * DAY
        tries++
        const luck = tries % 6 === 0 ? 1 : random()
        return luck < 0.04 ? { status: 500 } : luck < 0.08 ? { status: 429 } : luck < 0.1 ? 'drop' : undefined
      }
      const stored = new Map<unknown, Set<unknown>>()
      let cursor: string | undefined
      const run = async (most?: number) => {
        for await (const got of stripeApi.read(asking(vendor), 'customers-api', cursor)) {
          for (const row of got.rows) stored.set(row.id, (stored.get(row.id) ?? new Set()).add(row.name))
          cursor = got.cursor
          if (most !== undefined && --most <= 0) break
        }
      }
      for (let runs = 0; runs < 40 && (runs < 3 || vendor.questions.length < 160); runs++)
        await run(random() < 0.4 ? 1 + upTo(4) : undefined).catch((error: unknown) => {
          if (!(error instanceof ProductError) || error.code !== 'unavailable') throw error
        })
      for (const event of vendor.events) event.hidden = false
      vendor.trouble = () => undefined
      await run()
      if (cursor?.startsWith('all:')) await run()
      for (const { id, name, deleted } of vendor.things.values())
        if (!deleted) expect([...(stored.get(id) ?? [])]).toContain(name)
    }),
    { numRuns: 10 },
  )
})
