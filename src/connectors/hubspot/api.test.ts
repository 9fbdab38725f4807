import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HubSpot, startHubSpot } from '../../../test/vendors/hubspot.ts'
import { askingAt, readAll, seeded } from '../../../test/vendors/vendor.ts'
import { ProductError } from '../../core/error.ts'
import { hubspotApi } from './api.ts'
import { hubspot } from './connector.ts'
import { OBJECTS } from './object.ts'

const START = Date.parse('2026-03-01T00:00:00Z')
const asking = (vendor: HubSpot, token = 'pat-one', totalMs?: number) => askingAt(vendor, { token }, totalMs)
const read = (vendor: HubSpot, object: string, cursor?: string, token?: string) =>
  hubspotApi.read(asking(vendor, token), object, cursor)

const failureOf = async (work: Promise<unknown>): Promise<ProductError> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (!(error instanceof ProductError)) throw error ?? new Error('It did not fail.')
  expect(error.message).toMatch(/^[A-Z“].*\.$/)
  expect(error.message).not.toMatch(/pat-|secret/)
  return error
}

test('every object it brings has a preset of that name', () => {
  const names = hubspot.presets.map(preset => preset.name)
  expect(hubspotApi.objects.filter(name => !names.includes(name))).toEqual([])
})

test('contacts come with their companies, the primary one first, and with properties of the company’s own', async () => {
  const vendor = await startHubSpot('contacts')
  vendor.own.push('shoe_size')
  vendor.most.associated = 2
  const ann = vendor.change('101', START, { email: 'ann@acme.test', shoe_size: '38', hs_v2_date_entered_1: '1' })
  vendor.change('102', START + 1, { email: 'bob@acme.test' })
  ann.associations = {
    companies: ['7', '8', '9', '10'].map(to => ({ to, label: to === '9' ? 'Primary' : null })),
  }
  const { rows, cursor } = await readAll(read(vendor, 'contacts-api'))
  expect(rows).toEqual([
    expect.objectContaining({
      id: '101',
      email: 'ann@acme.test',
      shoe_size: '38',
      hs_v2_date_entered_1: '1',
      archived: false,
      companies: ['9', '7', '8', '10'],
    }),
    expect.objectContaining({ id: '102', companies: [], lifecyclestage: null }),
  ])
  expect(cursor).toBe('2026-03-01T00:00:00.001Z')
})

test('hundreds of properties of the company’s own do not make a search too long', async () => {
  const vendor = await startHubSpot('companies')
  for (let i = 0; i < 400; i++) vendor.own.push(`a_rather_long_name_${i}`)
  for (let i = 1; i <= 250; i++) vendor.change(String(i), START + i, { a_rather_long_name_399: String(i) })
  const { rows } = await readAll(read(vendor, 'companies-api'))
  expect(rows.find(row => row.id === '250')).toMatchObject({ a_rather_long_name_399: '250' })
})

test('the history of deal stages is a row a change, the oldest first, batch by batch', async () => {
  const vendor = await startHubSpot('deals')
  for (let i = 1; i <= 120; i++) {
    const deal = vendor.change(String(i), START + i, { dealstage: 'won' })
    const version = (value: string, timestamp: string) => ({ value, timestamp, sourceType: 'CRM_UI' })
    deal.history = { dealstage: [version('won', '2026-02-03T00:00:00Z'), version('new', '2026-02-01T00:00:00Z')] }
    deal.associations = { contacts: [{ to: '55', label: null }] }
  }
  const { rows } = await readAll(read(vendor, 'deal-stages-api'))
  expect(rows).toHaveLength(240)
  const about = { deal_id: '1', source_type: 'CRM_UI', contacts: ['55'], companies: [] }
  expect(rows.slice(0, 2)).toEqual([
    { ...about, dealstage: 'new', timestamp: '2026-02-01T00:00:00Z' },
    { ...about, dealstage: 'won', timestamp: '2026-02-03T00:00:00Z' },
  ])
})

test.each(Object.keys(OBJECTS))('%s is read under the address that HubSpot has for it', async name => {
  const { path } = OBJECTS[name]!
  const vendor = await startHubSpot(path)
  vendor.change('1', START)
  expect((await readAll(read(vendor, name))).pages).toHaveLength(1)
})

test('a cursor brings what changed since, and a little of what was there before', async () => {
  const vendor = await startHubSpot('companies')
  for (let i = 0; i < 10; i++) vendor.change(String(100 + i), START + i * 60_000)
  const { cursor } = await readAll(read(vendor, 'companies-api'))
  vendor.change('100', START + 3_600_000)
  const { rows } = await readAll(read(vendor, 'companies-api', cursor))
  expect(rows.map(row => row.id)).toEqual(['104', '105', '106', '107', '108', '109', '100'])
})

describe('more than ten thousand', () => {
  test('changes at instants of their own are all read', async () => {
    const vendor = await startHubSpot('companies')
    for (let i = 0; i < 10_500; i++) vendor.change(String(i + 1), START + i)
    const { rows } = await readAll(read(vendor, 'companies-api'))
    expect(new Set(rows.map(row => row.id)).size).toBe(10_500)
  })

  test('changes at one instant, as after a bulk change, are all read', async () => {
    const vendor = await startHubSpot('companies')
    for (let i = 0; i < 10_500; i++) vendor.change(String(i + 1), START + (i < 10_400 ? 0 : i))
    const { rows } = await readAll(read(vendor, 'companies-api'))
    expect(new Set(rows.map(row => row.id)).size).toBe(10_500)
  })
})

describe('what HubSpot refuses', () => {
  test('the test of a connection asks for something small, and says what is wrong', async () => {
    const vendor = await startHubSpot('contacts')
    await hubspotApi.test(asking(vendor))
    expect((await failureOf(hubspotApi.test(asking(vendor, 'pat-two')))).details.reason).toBe('token')
    vendor.scopes.clear()
    const refused = await failureOf(hubspotApi.test(asking(vendor)))
    expect(refused.message).toContain('crm.objects.contacts.read')
  })

  test.each([
    [{ policyName: 'TEN_SECONDLY_ROLLING' }, {}, 10_000],
    [{ policyName: 'TEN_SECONDLY_ROLLING' }, { 'x-hubspot-ratelimit-interval-milliseconds': '11000' }, 11_000],
    [{ policyName: 'SECONDLY' }, {}, 1000],
    [{}, { 'retry-after': '7' }, 7000],
    [{}, { 'retry-after': 'Mon, 02 Mar 2026 09:30:20 GMT' }, 20_000],
  ])('a limit of %j and %j is waited for', async (body, headers, ms) => {
    const vendor = await startHubSpot('contacts')
    vendor.trouble = (_, count) => (count === 1 ? { status: 429, body, headers } : undefined)
    const asked = asking(vendor)
    await hubspotApi.test(asked)
    expect(asked.waited).toEqual([ms])
  })

  test('the limit of the day, or a wait of hours, ends the run at once', async () => {
    const vendor = await startHubSpot('contacts')
    vendor.trouble = () => ({ status: 429, body: { policyName: 'DAILY' } })
    expect((await failureOf(hubspotApi.test(asking(vendor)))).details).toEqual({ reason: 'rate', retryAfter: 3600 })
    vendor.trouble = () => ({ status: 429, headers: { 'retry-after': '600' } })
    expect((await failureOf(hubspotApi.test(asking(vendor)))).details).toEqual({ reason: 'rate', retryAfter: 600 })
    expect(vendor.questions).toHaveLength(2)
  })

  test('errors of the server, cut and missing answers are tried again six times, with longer and longer waits', async () => {
    const vendor = await startHubSpot('contacts')
    for (const [trouble, reason] of [
      [{ status: 502 }, 'server'],
      [{ status: 429, body: {} }, 'rate'],
      ['drop', 'connection'],
      ['silence', 'time'],
    ] as const) {
      vendor.questions.length = 0
      vendor.trouble = () => trouble
      const asked = asking(vendor, 'pat-one', 60)
      expect((await failureOf(hubspotApi.test(asked))).details.reason).toBe(reason)
      expect(vendor.questions).toHaveLength(6)
      expect(asked.waited).toEqual([1000, 2000, 4000, 8000, 16_000])
    }
  })

  test('other refusals and answers that make no sense are not tried again, and not shown', async () => {
    const vendor = await startHubSpot('contacts')
    for (const reply of [{ status: 400, body: 'secret' }, { status: 200, body: { secret: 1 } }, { status: 204 }]) {
      vendor.trouble = () => reply
      const asked = asking(vendor)
      await failureOf(hubspotApi.test(asked))
      expect(asked.waited).toEqual([])
    }
  })

  test('a signal ends the work between two requests', async () => {
    const vendor = await startHubSpot('contacts')
    const asked = { ...asking(vendor), signal: AbortSignal.abort() }
    expect((await failureOf(hubspotApi.test(asked))).details.reason).toBe('ended')
    expect(vendor.questions).toEqual([])
  })
})

test('nothing is lost, whatever changes between pages, shares an instant, fails or breaks off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 6 }), async (seed, page) => {
      const random = seeded(seed)
      const upTo = (n: number) => Math.floor(random() * n)
      const vendor = await startHubSpot('companies')
      vendor.most.page = page
      let clock = START
      let tries = 0
      const change = (id: number) => vendor.change(String(id), clock, { name: `v${tries}-${clock}` })
      for (let i = 1; i <= 25; i++) {
        if (random() < 0.4) clock += 1 + upTo(400_000)
        change(i)
      }
      vendor.trouble = (_, count) => {
        if (count < 120 && random() < 0.5) {
          if (random() < 0.7) clock += 1 + upTo(2000)
          const record = change(1 + upTo(30))
          record.hidden = random() < 0.3
        }
        // The search learns of every change within a few seconds.
        if (random() < 0.5) for (const record of vendor.records.values()) record.hidden = false
        tries++
        const luck = tries % 6 === 0 ? 1 : random()
        return luck < 0.05 ? { status: 429 } : luck < 0.1 ? { status: 500 } : luck < 0.13 ? 'drop' : undefined
      }
      const stored = new Map<unknown, Set<unknown>>()
      let cursor: string | undefined
      for (let run = 0; run < 40 && (run < 3 || vendor.questions.length < 150); run++) {
        const got = await readAll(read(vendor, 'companies-api', cursor), random() < 0.4 ? 1 + upTo(4) : undefined)
        cursor = got.cursor ?? cursor
        for (const row of got.rows) stored.set(row.id, (stored.get(row.id) ?? new Set()).add(row.name))
      }
      for (const record of vendor.records.values()) record.hidden = false
      for (const row of (await readAll(read(vendor, 'companies-api', cursor))).rows)
        stored.set(row.id, (stored.get(row.id) ?? new Set()).add(row.name))
      for (const { id, properties } of vendor.records.values()) expect(stored.get(id)).toContain(properties.name)
    }),
    { numRuns: 10 },
  )
})
