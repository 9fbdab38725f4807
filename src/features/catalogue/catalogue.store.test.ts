import { beforeEach, describe, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import type { Context } from '../context.ts'
import { listEvents, showEvent } from './operations/events.ts'
import { listFeeds, mapFeeds } from './operations/feeds.ts'
import { listTraits } from './operations/traits.ts'
import { listViolations } from './operations/violations.ts'

const TODAY = '2026-04-01'

/** Every day of March, one a day. */
const march = (name: string, source: string, props: (day: number) => Record<string, string | number>): Happening[] =>
  Array.from({ length: 31 }, (_, i) => {
    const day = String(i + 1).padStart(2, '0')
    return [`u${i % 7}`, name, `2026-03-${day}`, props(i), { source }]
  })

const facts: Happening[] = [
  ...march('page_viewed', 'website', i => ({ page: `/p${i}`, plan: i % 2 ? 'team' : 'starter', visit: `v${i}` })),
  ['u1', 'demo_requested', '2026-03-30', { email: 'ada@acme.test', seats: 4 }, { source: 'website' }],
  ['u2', 'demo_requested', '2026-03-31', { email: 'bo@acme.test', seats: 'many' }, { source: 'website' }],
  ['u3', 'demo_reqeusted', '2026-03-31', {}, { source: 'website' }],
  ...march('deal_won', 'crm', i => ({ amount: i * 10 })),
  ['', 'check_in', '2026-03-31', { goal: 'x' }, { source: 'plumbline', user: undefined }],
]

const declarations = [
  team('marketing'),
  team('sales'),
  team('finance'),
  { kind: 'source', name: 'crm', title: 'CRM', owner: 'sales', events: [{ name: 'deal_won', at: 'Day' }] },
  { kind: 'source', name: 'desk', owner: 'sales', events: [{ name: 'ticket', at: 'Day' }] },
  stage('visitor', 1, 'page_viewed'),
  stage('customer', 2, 'deal_won'),
  metric('deals', { owner: 'sales', measure: 'count', of: 'deal_won', class: 'outcome' }),
  metric('visitors', { owner: 'marketing', measure: 'people', of: { stage: 'visitor' } }),
  metric('win-rate', { owner: 'finance', unit: '%', ratio: { numerator: 'deals', denominator: 'visitors' } }),
  { kind: 'scorecard', name: 'monday', owner: 'finance', sections: [{ outcome: 'deals', lines: [] }] },
  {
    kind: 'goal',
    name: 'grow',
    title: 'Grow',
    owner: 'marketing',
    level: 'team',
    cycle: '2026',
    results: [{ name: 'Deals', metric: 'deals', from: 1, to: 2 }],
  },
  {
    kind: 'tracking-plan',
    name: 'web',
    owner: 'marketing',
    sources: 'web*',
    events: {
      page_viewed: { props: { page: 'text', referrer: { required: true } } },
      demo_requested: { props: { seats: 'integer', email: { personal: true } } },
      signed_up: {},
    },
  },
]

eachStore(open => {
  let stores: { records: Records; events: Events }
  let world: World
  let ctx: Context
  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    world = await buildWorld(stores, { calendar, signatures: false })
    ctx = { ...world.ctx, now: () => `${TODAY}T08:00:00.000Z` }
    await happened(stores.events, facts)
    await declare(ctx, declarations)
  })

  describe('the feed map', () => {
    it('shows each source, declared or not, with how much came, how new it is and what rests on it', async () => {
      const feeds = await listFeeds(ctx, {})
      expect(
        feeds.map(({ source, declared, owner, events, state }) => [source, declared, owner, events, state]),
      ).toEqual([
        ['crm', true, 'sales', 31, 'coming'],
        ['desk', true, 'sales', 0, 'nothing yet'],
        ['website', false, null, 34, 'coming'],
      ])
      const [crm, , website] = feeds
      expect(crm).toMatchObject({
        title: 'CRM',
        first: '2026-03-01T00:00:00.000Z',
        last: '2026-03-31T00:00:00.000Z',
        from: '2025-12-31',
        perDay: 1,
        trend: 'flat',
        people: 7,
        names: ['deal_won'],
      })
      expect(crm?.days).toHaveLength(91)
      expect(crm?.rests.map(({ kind, name, through }) => [kind, name, through])).toEqual([
        ['stage', 'customer', null],
        ['metric', 'deals', null],
        ['metric', 'win-rate', 'metric/deals'],
        ['goal', 'grow', 'metric/deals'],
        ['scorecard', 'monday', 'metric/deals'],
      ])
      expect(website?.rests.map(({ name }) => name)).toEqual(['visitor', 'visitors', 'win-rate'])
      expect(website?.names).toEqual(['page_viewed', 'demo_requested', 'demo_reqeusted'])
    })

    it('says what each team puts in and what it takes', async () => {
      const { teams, silent } = await mapFeeds(ctx, {})
      expect(teams.map(({ team: name, says }) => [name, says])).toEqual([
        ['finance', 'It contributes 0 of 2 sources and uses 2 numbers that others feed.'],
        ['marketing', 'It contributes 0 of 2 sources and uses 2 numbers that others feed.'],
        [
          'sales',
          'It contributes 1 of 2 sources; something last came a day ago. Nothing has come from 1 source it answers for.',
        ],
      ])
      expect(silent).toEqual(['finance', 'marketing'])
    })

    it('is silent where a feed has not come for thrice its longest pause, and stale where it said how often', async () => {
      const later: Context = { ...ctx, now: () => '2026-04-20T08:00:00.000Z' }
      await happened(stores.events, [['u1', 'deal_won', '2026-04-19', {}, { source: 'crm' }]])
      await declare(later, [
        team('sales'),
        {
          kind: 'source',
          name: 'crm',
          owner: 'sales',
          events: [{ name: 'deal_won', at: 'Day' }],
          expects: { everyHours: 12 },
        },
      ])
      const feeds = await listFeeds(later, {})
      expect(feeds.map(({ source, state, since }) => [source, state, since])).toEqual([
        ['crm', 'stale', '2026-04-19T12:00:00.000Z'],
        ['website', 'silent', '2026-04-01T00:00:00.000Z'],
      ])
    })

    it('counts what could not be used', async () => {
      const held = {
        id: '00000000-0000-4000-8000-000000000001',
        source: 'app',
        received: Date.parse('2026-03-31'),
        code: 'no_name',
        reason: 'It has no name.',
        raw: '{}',
      }
      await stores.events.collect({
        source: 'app',
        received: held.received,
        facts: [],
        raws: [],
        held: [held],
        refused: 3,
      })
      const [app] = await listFeeds(ctx, {})
      expect(app).toMatchObject({
        source: 'app',
        ways: ['tracker'],
        brought: 4,
        kept: 4,
        keptShare: 1,
        state: 'nothing yet',
      })
    })
  })

  describe('the catalogue', () => {
    it('lists what came and what agreements name, with who uses it', async () => {
      const events = await listEvents(ctx, {})
      expect(
        events.map(({ event, events: count, declared, used }) => [
          event,
          count,
          declared,
          used.map(({ name }) => name),
        ]),
      ).toEqual([
        ['deal_won', 31, true, ['customer', 'deals']],
        ['page_viewed', 31, true, ['visitor', 'visitors']],
        ['demo_requested', 2, true, []],
        ['demo_reqeusted', 1, false, []],
        ['signed_up', 0, true, []],
      ])
      expect((await listEvents(ctx, { source: 'crm' })).map(({ event }) => event)).toEqual(['deal_won'])
    })

    it('shows what is in an event, and masks what is personal', async () => {
      const { properties, looked, absent } = await showEvent(ctx, { name: 'demo_requested' })
      expect(looked).toBe(2)
      expect(absent).toEqual([])
      expect(properties).toMatchObject([
        { property: 'email', filled: 1, personal: true, values: null, examples: ['b…@a….test', 'a…@a….test'] },
        {
          property: 'seats',
          types: [
            { type: 'text', count: 1 },
            { type: 'integer', count: 1 },
          ],
          examples: ['many', '4'],
        },
      ])
      const granted = { ...ctx, actor: { ...ctx.actor, grants: ['personal' as const] } }
      const open = await showEvent(granted, { name: 'demo_requested' })
      expect(open.properties[0]).toMatchObject({ personal: true, examples: ['bo@acme.test', 'ada@acme.test'] })
    })

    it('lists values where there are few, and what a plan says that is never there', async () => {
      const { properties, absent } = await showEvent(ctx, { name: 'page_viewed' })
      const plan = properties.find(({ property }) => property === 'plan')
      expect(plan?.values).toEqual([
        { value: 'starter', count: 16 },
        { value: 'team', count: 15 },
      ])
      expect(properties.find(({ property }) => property === 'page')).toMatchObject({
        values: null,
        planned: [{ plan: 'web', property: 'text' }],
      })
      expect(absent).toEqual([{ plan: 'web', property: 'referrer', required: true }])
      const newest = await showEvent(ctx, { name: 'page_viewed', most: 3 })
      expect([newest.looked, newest.since]).toEqual([3, '2026-03-29T00:00:00.000Z'])
    })

    it('knows no event that nobody sent or named', async () => {
      await expect(showEvent(ctx, { name: 'page_viewd' })).rejects.toMatchObject({
        code: 'not_found',
        message: 'No event “page_viewd” has come, and no agreement names one. Did you mean “page_viewed”?',
      })
      expect((await showEvent(ctx, { name: 'signed_up' })).looked).toBe(0)
    })

    it('lists what is known of people and accounts', async () => {
      await stores.events.append([
        {
          id: '00000000-0000-4000-8000-00000000000a',
          ts: Date.parse('2026-03-01'),
          source: 'crm',
          user: 'u1',
          account: { id: 'a1' },
          props: {},
          traits: { plan: 'team', last_name: 'Byron' },
          accountTraits: { name: 'Acme' },
        },
      ])
      const [people, accounts] = await listTraits(ctx, {})
      expect(people).toMatchObject({ of: 'people', all: 7, known: 1, looked: 1 })
      expect(people?.traits).toMatchObject([
        { property: 'last_name', personal: true, examples: ['B…'], values: null },
        { property: 'plan', personal: false, examples: ['team'] },
      ])
      expect(accounts).toMatchObject({
        of: 'accounts',
        all: 1,
        known: 1,
        traits: [{ property: 'name', examples: ['Acme'] }],
      })
    })
  })

  describe('violations', () => {
    it('are counted among the newest, by event and property, with an example', async () => {
      const found = await listViolations(ctx, {})
      expect(
        found.map(({ event, property, code, count, looked, example }) => [
          event,
          property,
          code,
          count,
          looked,
          example,
        ]),
      ).toEqual([
        ['page_viewed', 'referrer', 'missing', 31, 31, '“page_viewed” has no “referrer”.'],
        [
          'demo_reqeusted',
          null,
          'unplanned_event',
          1,
          1,
          '“demo_reqeusted” is not in the plan. Did you mean “demo_requested”?',
        ],
        [
          'demo_requested',
          'seats',
          'type',
          1,
          2,
          '“seats” of “demo_requested” should be a whole number and is a text.',
        ],
      ])
      await expect(listViolations(ctx, { plan: 'wbe' })).rejects.toMatchObject({ code: 'not_found' })
    })

    it('are counted among what a plan kept out too', async () => {
      await declare(ctx, [
        team('marketing'),
        {
          kind: 'tracking-plan',
          name: 'app',
          owner: 'marketing',
          sources: 'app',
          events: { opened: { props: { screen: { required: true } } } },
          violations: 'quarantine',
        },
      ])
      const message = (n: number, body: object) => ({
        id: `00000000-0000-4000-8000-00000000000${n}`,
        source: 'app',
        received: Date.parse(`2026-03-1${n}`),
        code: 'plan',
        reason: '“opened” has no “screen”.',
        raw: JSON.stringify(body),
      })
      const held = [
        message(1, { type: 'track', event: 'opened', properties: {} }),
        message(2, { type: 'track', event: 'opened' }),
        message(3, { type: 'screen', properties: {} }),
      ]
      await stores.events.collect({ source: 'app', received: 1, facts: [], raws: [], held, refused: 0 })
      const found = await listViolations(ctx, { plan: 'app' })
      expect(found).toMatchObject([
        {
          event: 'opened',
          property: 'screen',
          code: 'missing',
          among: 'held',
          count: 2,
          last: '2026-03-12T00:00:00.000Z',
        },
        { event: 'screen_viewed', property: null, code: 'unplanned_event', among: 'held', count: 1 },
      ])
    })
  })
})
