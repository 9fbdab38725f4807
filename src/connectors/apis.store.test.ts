import { beforeAll, expect, it } from 'vitest'
import { migrations } from '../../test/build.ts'
import { buildSource, countFacts } from '../../test/source.ts'
import { eachStore } from '../../test/stores.ts'
import { startHubSpot } from '../../test/vendors/hubspot.ts'
import { startSalesforce } from '../../test/vendors/salesforce.ts'
import { startStripe } from '../../test/vendors/stripe.ts'
import { askingAt, type Row, readAll, startVendor, type Vendor } from '../../test/vendors/vendor.ts'
import { must } from '../core/error.ts'
import { listRejected } from '../features/source/operations/ledger.ts'
import { importRows } from '../features/source/operations/rows.ts'
import type { Connector } from './connector.ts'
import { hubspot } from './hubspot/connector.ts'
import { salesforce } from './salesforce/connector.ts'
import { OBJECTS as SALESFORCE } from './salesforce/object.ts'
import { stripe } from './stripe/connector.ts'
import { OBJECTS as STRIPE } from './stripe/object.ts'

/** What one object of an API brings: its connector, its name, its rows, and how many facts they are. */
type Case = [connector: Connector, object: string, rows: () => Promise<Row[]>, facts: number]

const AT = Date.parse('2026-03-01T08:00:00Z')
const ISO = '2026-03-01T08:00:00.123Z'

async function readBy(connector: Connector, object: string, vendor: Vendor): Promise<Row[]> {
  const settings = {
    token: 'pat-one',
    domain: 'acme.my.salesforce.com',
    client_id: 'app',
    client_secret: 'hush',
    key: 'rk_test_1',
  }
  const api = must(connector.api, 'it has an API')
  return (await readAll(api.read(askingAt(vendor, settings), object, undefined))).rows
}

function ofHubSpot(object: string, path: string, properties: Record<string, string>, facts: number): Case {
  return [
    hubspot,
    object,
    async () => {
      const vendor = await startHubSpot(path)
      vendor.own.push(...Object.keys(properties))
      const record = vendor.change('101', AT, properties)
      const linked = (to: string) => [{ to, label: null }]
      record.associations = { contacts: linked('55'), companies: linked('77') }
      record.history = {
        dealstage: [
          { value: 'closedwon', timestamp: ISO, sourceType: 'CRM_UI' },
          { value: 'contractsent', timestamp: '2026-02-01T08:00:00Z', sourceType: 'CRM_UI' },
        ],
      }
      return readBy(hubspot, object, vendor)
    },
    facts,
  ]
}

function ofSalesforce(object: string, fields: Record<string, string | number | boolean | object>, facts: number): Case {
  return [
    salesforce,
    object,
    async () => {
      const { from, fields: asked } = must(SALESFORCE[object], 'it is an object')
      const vendor = await startSalesforce(from)
      vendor.fields = Object.fromEntries(
        [...asked, 'AccountId', 'ContactId', 'Name'].map(name => [name.split('.').at(-1), 'string']),
      )
      vendor.change('0001', { IsDeleted: false, LastModifiedDate: '2026-03-01T08:00:00.000+0000', ...fields })
      return readBy(salesforce, object, vendor)
    },
    facts,
  ]
}

function ofStripe(object: string, fields: Record<string, unknown>, facts: number): Case {
  return [
    stripe,
    object,
    async () => {
      const vendor = await startStripe(STRIPE[object]?.kind ?? 'subscription')
      vendor.change('id_1', { customer: 'cus_1', currency: 'eur', ...fields })
      const event = vendor.change('id_1', { quantity: 2 })
      Object.assign(event.data, { previous_attributes: { quantity: 1 } })
      return readBy(stripe, object, vendor)
    },
    facts,
  ]
}

const CASES: Case[] = [
  ofHubSpot(
    'contacts-api',
    'contacts',
    { email: 'ann@acme.test', hs_lifecyclestage_lead_date: ISO, hs_analytics_source: 'PAID_SEARCH' },
    2,
  ),
  ofHubSpot('companies-api', 'companies', { name: 'Acme', domain: 'acme.test', numberofemployees: '12' }, 0),
  ofHubSpot(
    'deals-api',
    'deals',
    {
      dealname: 'Big',
      closedate: ISO,
      amount: '1200.50',
      deal_currency_code: 'EUR',
      hs_is_closed: 'true',
      hs_is_closed_won: 'true',
    },
    2,
  ),
  ofHubSpot('deal-stages-api', 'deals', { dealstage: 'closedwon' }, 2),
  ofHubSpot('calls-api', 'calls', { hs_timestamp: ISO, hs_call_direction: 'INBOUND' }, 1),
  ofHubSpot('meetings-api', 'meetings', { hs_timestamp: ISO, hs_meeting_outcome: 'COMPLETED' }, 1),
  ofHubSpot('emails-api', 'emails', { hs_timestamp: ISO, hs_email_direction: 'EMAIL' }, 1),
  ofHubSpot('notes-api', 'notes', { hs_timestamp: ISO }, 1),
  ofHubSpot('tasks-api', 'tasks', { hs_timestamp: ISO, hs_task_status: 'COMPLETED', hs_task_type: 'CALL' }, 1),
  ofHubSpot('tickets-api', 'tickets', { subject: 'Help', closed_date: ISO, first_agent_reply_date: ISO }, 3),
  [
    hubspot,
    'email-events',
    async () => {
      const about = { recipient: 'ann@acme.test', emailCampaignId: 7 }
      const events = [
        { id: 'a', type: 'OPEN', created: AT, ...about },
        { id: 'b', type: 'STATUSCHANGE', portalSubscriptionStatus: 'UNSUBSCRIBED', created: AT + 1, ...about },
      ]
      const holds = (query: URLSearchParams) =>
        Number(query.get('startTimestamp')) <= AT && AT < Number(query.get('endTimestamp'))
      const vendor = await startVendor(({ query }) => ({
        status: 200,
        body: { hasMore: false, offset: 'o', events: holds(query) ? events : [] },
      }))
      return readBy(hubspot, 'email-events', vendor)
    },
    2,
  ],
  ofSalesforce('leads', { Email: 'ann@acme.test', LeadSource: 'Web', Status: 'Open', ConvertedDate: '2026-03-02' }, 2),
  ofSalesforce('contacts', { Email: 'ann@acme.test', AccountId: '001', LastName: 'Ash' }, 1),
  ofSalesforce('accounts', { Name: 'Acme', Website: 'https://acme.test', NumberOfEmployees: 12 }, 0),
  ofSalesforce(
    'opportunities',
    {
      StageName: 'Closed Won',
      Amount: 1200.5,
      CurrencyIsoCode: 'EUR',
      CloseDate: '2026-03-02',
      IsClosed: true,
      IsWon: true,
      AccountId: '001',
    },
    2,
  ),
  ofSalesforce(
    'opportunity-history',
    {
      OpportunityId: '006',
      StageName: 'Proposal',
      Amount: 5,
      CurrencyIsoCode: 'EUR',
      Opportunity: { attributes: {}, AccountId: '001', ContactId: '003' },
    },
    1,
  ),
  ofSalesforce(
    'opportunity-field-history',
    { OpportunityId: '006', Field: 'StageName', OldValue: 'A', NewValue: 'B' },
    1,
  ),
  ofSalesforce('campaigns', { Name: 'Spring', StartDate: '2026-03-01', BudgetedCost: 100, CurrencyIsoCode: 'EUR' }, 1),
  ofSalesforce(
    'campaign-members',
    { CampaignId: '701', ContactId: '003', HasResponded: true, FirstRespondedDate: '2026-03-02' },
    2,
  ),
  ofSalesforce('tasks', { WhoId: '003', IsClosed: true, TaskSubtype: 'Call', ActivityDate: '2026-03-02' }, 1),
  ofSalesforce('events', { WhoId: '003', StartDateTime: '2026-03-02T09:00:00.000+0000', DurationInMinutes: 30 }, 2),
  ofStripe(
    'invoices-api',
    {
      total: 1200,
      amount_paid: 1200,
      status: 'paid',
      status_transitions: { finalized_at: AT / 1000, paid_at: AT / 1000 },
    },
    2,
  ),
  ofStripe(
    'subscriptions-api',
    {
      status: 'active',
      start_date: AT / 1000,
      items: { data: [{ quantity: 2, plan: { amount: 1200, interval: 'year', nickname: 'Pro' } }] },
    },
    1,
  ),
  ofStripe('charges-api', { amount: 1200, status: 'succeeded', billing_details: { email: 'ann@acme.test' } }, 1),
  ofStripe('customers-api', { email: 'ann@acme.test', name: 'Ann', address: { country: 'DE' } }, 1),
  ofStripe('subscription-changes', { plan: { amount: 1200, interval: 'month' }, quantity: 1 }, 1),
]

it('has a case for everything that the APIs bring', () => {
  const brought = [hubspot, salesforce, stripe].flatMap(
    each => each.api?.objects.map(name => `${each.name} ${name}`) ?? [],
  )
  expect(CASES.map(([connector, object]) => `${connector.name} ${object}`).sort()).toEqual(brought.sort())
})

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  it.each(
    CASES.map(
      ([connector, object, rows, facts]) => [`${connector.name} ${object}`, connector, object, rows, facts] as const,
    ),
  )('what %s brings is read by its preset without a row rejected', async (_, connector, object, rowsOf, facts) => {
    const preset = must(
      connector.presets.find(({ name }) => name === object),
      'it has a preset',
    )
    const world = await buildSource(stores, preset.source)
    const rows = await rowsOf()
    expect(rows.length).toBeGreaterThan(0)
    const done = await importRows(world.ctx, { source: world.source, label: object, rows })
    expect((await listRejected(world.ctx, { import: done.import })).items).toEqual([])
    expect(done).toMatchObject({ rows: rows.length, stored: rows.length, rejected: 0 })
    expect(await countFacts(stores.events, world.source)).toBe(facts)
  })
})
