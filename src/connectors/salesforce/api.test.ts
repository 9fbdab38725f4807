import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Salesforce, startSalesforce } from '../../../test/vendors/salesforce.ts'
import { askingAt, readAll, seeded } from '../../../test/vendors/vendor.ts'
import { ProductError } from '../../core/error.ts'
import { salesforceApi } from './api.ts'
import { salesforce } from './connector.ts'
import { OBJECTS } from './object.ts'

const SETTINGS = { domain: 'acme.my.salesforce.com', client_id: 'app', client_secret: 'hush' }
const asking = (vendor: Salesforce, more: Record<string, string> = {}) => askingAt(vendor, { ...SETTINGS, ...more })
const read = (vendor: Salesforce, object: string, cursor?: string) => salesforceApi.read(asking(vendor), object, cursor)

const failureOf = async (work: Promise<unknown>): Promise<ProductError> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (!(error instanceof ProductError)) throw error ?? new Error('It did not fail.')
  expect(error.message).toMatch(/^[A-Z“].*\.$/)
  expect(error.message).not.toMatch(/hush|secret of|token-/)
  return error
}

test('rows have the fields that the user may see, and the company’s own, page after page', async () => {
  const vendor = await startSalesforce('Lead')
  Object.assign(vendor.fields, { Email: 'email', Region__c: 'picklist', Story__c: 'textarea', Address: 'address' })
  vendor.page = 2
  for (let i = 1; i <= 5; i++) {
    vendor.change(`00Q${i}`, { Name: `Lead ${i}`, Email: `lead${i}@acme.test`, Region__c: 'North' })
    vendor.clock += 60_000
  }
  const { rows, pages } = await readAll(read(vendor, 'leads'))
  expect(pages.map(page => page.rows.length)).toEqual([2, 2, 1])
  expect(rows[0]).toMatchObject({
    Id: '00Q1',
    CreatedDate: '2026-03-01T00:00:00.000Z',
    SystemModstamp: '2026-03-01T00:00:00.000Z',
    Email: 'lead1@acme.test',
    Region__c: 'North',
    ConvertedContactId: null,
  })
  expect(Object.keys(rows[0]!).filter(name => ['Story__c', 'Address', 'attributes'].includes(name))).toEqual([])
  expect(rows.map(row => row.Id)).toEqual(['00Q1', '00Q2', '00Q3', '00Q4', '00Q5'])
  expect(pages.at(-1)!.cursor).toBe('2026-03-01T00:04:00.000Z')
})

test('fields of related objects come without what Salesforce says about them', async () => {
  const vendor = await startSalesforce('CampaignMember')
  vendor.change('00v1', { Campaign: { attributes: { type: 'Campaign' }, Name: 'Spring' } })
  const { rows } = await readAll(read(vendor, 'campaign-members'))
  expect(rows[0]).toMatchObject({ Id: '00v1', Campaign: { Name: 'Spring' } })
  expect(rows[0]!.Campaign).not.toHaveProperty('attributes')
})

test('every object it brings has a preset of that name', () => {
  const names = salesforce.presets.map(preset => preset.name)
  expect(salesforceApi.objects.filter(name => !names.includes(name))).toEqual([])
})

test.each(Object.keys(OBJECTS))('%s is asked of the object that Salesforce has for it', async name => {
  const vendor = await startSalesforce(OBJECTS[name]!.from)
  vendor.change('1')
  expect((await readAll(read(vendor, name))).rows).toHaveLength(1)
})

test('tasks and events are asked for with those that Salesforce has archived', async () => {
  const vendor = await startSalesforce('Task')
  vendor.change('00T1')
  await readAll(read(vendor, 'tasks'))
  expect(vendor.questions.at(-1)!.path).toMatch(/\/queryAll$/)
})

test('where Salesforce keeps one currency only, the one that was entered stands in its place', async () => {
  const vendor = await startSalesforce('Opportunity')
  vendor.change('006')
  const rowsWith = async (more: Record<string, string>) =>
    (await readAll(salesforceApi.read(asking(vendor, more), 'opportunities', undefined))).rows[0]
  expect(await rowsWith({ currency: 'EUR' })).toMatchObject({ CurrencyIsoCode: 'EUR' })
  expect(await rowsWith({})).toMatchObject({ CurrencyIsoCode: null })
  vendor.fields.CurrencyIsoCode = 'picklist'
  vendor.change('006', { CurrencyIsoCode: 'USD' })
  expect(await rowsWith({ currency: 'EUR' })).toMatchObject({ CurrencyIsoCode: 'USD' })
})

test('hundreds of fields of the company’s own do not make the question too long', async () => {
  const vendor = await startSalesforce('Account')
  for (let i = 0; i < 800; i++) vendor.fields[`A_rather_long_name_of_a_field_${i}__c`] = 'string'
  vendor.change('1')
  await readAll(read(vendor, 'accounts'))
  const longest = Math.max(...vendor.questions.map(({ path, query }) => path.length + query.toString().length))
  expect(longest).toBeLessThan(14_000)
})

test('a cursor brings what changed since, and a little of what was there before', async () => {
  const vendor = await startSalesforce('Account')
  for (let i = 0; i < 10; i++) {
    vendor.change(`${i}`)
    vendor.clock += 120_000
  }
  const { cursor } = await readAll(read(vendor, 'accounts'))
  vendor.clock += 3_600_000
  vendor.change('0')
  const { rows } = await readAll(read(vendor, 'accounts', cursor))
  expect(rows.map(row => row.Id)).toEqual(['4', '5', '6', '7', '8', '9', '0'])
})

describe('tokens', () => {
  test('come by the client credentials flow, or by a refresh token where there is one', async () => {
    const vendor = await startSalesforce('Lead')
    await salesforceApi.test(asking(vendor))
    await salesforceApi.test(asking(vendor, { refresh_token: 'again', domain: 'https://acme.my.salesforce.com/' }))
    expect(vendor.grants.map(grant => grant.grant_type)).toEqual(['client_credentials', 'refresh_token'])
    expect(vendor.grants[1]).toMatchObject({ refresh_token: 'again', client_id: 'app', client_secret: 'hush' })
  })

  test('that have expired are replaced once, in the middle of the pages', async () => {
    const vendor = await startSalesforce('Lead')
    vendor.page = 1
    for (const id of ['1', '2', '3']) vendor.change(id)
    vendor.trouble = (_, count) => {
      if (count === 4) vendor.tokens.clear()
      return undefined
    }
    expect((await readAll(read(vendor, 'leads'))).rows.map(row => row.Id)).toEqual(['1', '2', '3'])
    expect(vendor.grants).toHaveLength(2)
  })

  test('that are refused although they are new end the work', async () => {
    const vendor = await startSalesforce('Lead')
    vendor.trouble = ({ path }) => (path.includes('/data/') ? { status: 401, body: [] } : undefined)
    expect((await failureOf(salesforceApi.test(asking(vendor)))).details.reason).toBe('token')
    expect(vendor.grants).toHaveLength(2)
  })

  test.each([
    [{ client_id: 'other' }, 'The consumer key is unknown'],
    [{ client_secret: 'loud' }, 'The consumer secret is wrong'],
    [{ refresh_token: 'old' }, 'has expired or was revoked'],
    [{ domain: 'acme.evil.test' }, 'My Domain'],
    [{ domain: 'evil.test/acme.my.salesforce.com' }, 'My Domain'],
    [{ domain: '' }, 'My Domain'],
  ])('%j gives none, and says why', async (more, why) => {
    const vendor = await startSalesforce('Lead')
    expect((await failureOf(salesforceApi.test(asking(vendor, more)))).message).toContain(why)
  })

  test('are not sent to an address that is none', async () => {
    const vendor = await startSalesforce('Lead')
    vendor.trouble = () => ({ status: 200, body: { access_token: 'a', instance_url: 'https://a@evil.test' } })
    expect((await failureOf(salesforceApi.test(asking(vendor)))).details.reason).toBe('answer')
    expect(vendor.questions).toHaveLength(1)
  })
})

describe('what Salesforce refuses', () => {
  test.each([
    [403, 'REQUEST_LIMIT_EXCEEDED', 'rate'],
    [403, 'API_DISABLED_FOR_ORG', 'scope'],
    [400, 'MALFORMED_QUERY', 'refused'],
  ])('%i %s is not tried again', async (status, errorCode, reason) => {
    const vendor = await startSalesforce('Lead')
    vendor.trouble = ({ path }) =>
      path.includes('/data/') ? { status, body: [{ errorCode, message: 'secret of Acme' }] } : undefined
    const asked = asking(vendor)
    expect((await failureOf(salesforceApi.test(asked))).details.reason).toBe(reason)
    expect(asked.waited).toEqual([])
  })

  test('an object that the user may not read is named', async () => {
    const vendor = await startSalesforce('Lead')
    const failure = await failureOf(readAll(read(vendor, 'tasks')))
    expect(failure.code).toBe('forbidden')
    expect(failure.message).toContain('“Task”')
  })

  test('pages that it has forgotten are asked for anew, and a next page elsewhere is not', async () => {
    const vendor = await startSalesforce('Lead')
    vendor.page = 1
    for (const id of ['1', '2', '3', '4']) {
      vendor.change(id)
      vendor.clock += 3_600_000
    }
    vendor.trouble = (_, count) => {
      if (count === 5) vendor.locators.clear()
      return undefined
    }
    const { rows } = await readAll(read(vendor, 'leads'))
    expect(rows.map(row => row.Id)).toEqual(['1', '2', '2', '3', '4'])
    vendor.trouble = ({ path }) =>
      path.endsWith('/query')
        ? { status: 200, body: { done: false, records: [], nextRecordsUrl: '@evil.test/' } }
        : undefined
    expect((await failureOf(readAll(read(vendor, 'leads')))).details.reason).toBe('answer')
  })
})

test('nothing is lost, whatever changes between pages, shares an instant, fails or breaks off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 6 }), async (seed, page) => {
      const random = seeded(seed)
      const upTo = (n: number) => Math.floor(random() * n)
      const vendor = await startSalesforce('Account')
      vendor.page = page
      let tries = 0
      const change = (id: number) => vendor.change(`001${id}`, { Name: `v${tries}-${vendor.clock}` })
      for (let i = 10; i < 35; i++) {
        if (random() < 0.4) vendor.clock += 1 + upTo(900_000)
        change(i)
      }
      vendor.clock += upTo(3_600_000)
      vendor.trouble = (_, count) => {
        if (count < 120 && random() < 0.5) {
          if (random() < 0.7) vendor.clock += 1 + upTo(4000)
          const id = 10 + upTo(30)
          change(id)
          if (random() < 0.3) vendor.hidden.add(`001${id}`)
        }
        // Transactions end within minutes.
        if (random() < 0.5) vendor.hidden.clear()
        if (tries % 15 === 14) vendor.tokens.clear()
        if (random() < 0.04) vendor.locators.clear()
        tries++
        const luck = tries % 6 === 0 ? 1 : random()
        return luck < 0.05 ? { status: 503 } : luck < 0.1 ? 'drop' : undefined
      }
      const stored = new Map<unknown, Set<unknown>>()
      let cursor: string | undefined
      const run = async (most?: number) => {
        for await (const got of salesforceApi.read(asking(vendor), 'accounts', cursor)) {
          for (const row of got.rows) stored.set(row.Id, (stored.get(row.Id) ?? new Set()).add(row.Name))
          cursor = got.cursor
          if (most !== undefined && --most <= 0) break
        }
      }
      for (let runs = 0; runs < 40 && (runs < 3 || vendor.questions.length < 150); runs++)
        await run(random() < 0.4 ? 1 + upTo(4) : undefined).catch((error: unknown) => {
          if (!(error instanceof ProductError) || error.code !== 'unavailable') throw error
        })
      vendor.hidden.clear()
      vendor.trouble = () => undefined
      await run()
      for (const { Id, Name } of vendor.records.values()) expect(stored.get(Id)).toContain(Name)
    }),
    { numRuns: 10 },
  )
})
