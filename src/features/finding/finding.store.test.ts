import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { addDays } from '../../core/calendar.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import type { Declaration } from '../declaration/declaration.ts'
import { metricVerbs } from '../metric/operations.ts'
import { stageVerbs } from '../stage/operations.ts'
import { checkFindings, listRules, suppressionVerbs } from './operations.ts'

const source = (fields: object): Declaration => ({
  kind: 'source',
  name: 'leads',
  title: 'Leads',
  owner: 'marketing',
  key: 'id',
  person: { user: 'id' },
  events: [{ name: 'first_contact', at: 'date', props: { origin: 'origin' } }],
  expects: { required: ['origin'], everyDays: 30 },
  ...fields,
})

const ways = [team('marketing'), team('sales'), stage('mql', 1, 'first_contact'), stage('won', 2, 'deal_won')]

const lead = (user: string, at: string, origin?: string): Happening => [
  user,
  'first_contact',
  at,
  origin === undefined ? {} : { origin },
  { source: 'leads' },
]

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
  })

  const world = async (today = '2026-03-30'): Promise<World> => {
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    const built = await buildWorld(stores, { calendar, signatures: false })
    return { ...built, ctx: { ...built.ctx, now: () => `${today}T08:00:00.000Z` } }
  }

  const check = async ({ ctx }: World, input: Parameters<typeof checkFindings>[1] = {}) => {
    const { findings, ...rest } = await checkFindings(ctx, input)
    return { ...rest, findings, says: findings.map(({ rule, message }) => `${rule}: ${message}`) }
  }

  it('finds missing values, impossible orders, silent sources and stages in the facts', async () => {
    const here = await world()
    await declare(here.ctx, [...ways, stage('fan', 3, 'recommended'), source({})])
    await happened(stores.events, [
      lead('ada', '2026-01-05', 'search'),
      lead('bob', '2026-01-06'),
      lead('cleo', '2026-02-10', 'fair'),
      ['ada', 'deal_won', '2026-02-01'],
      ['cleo', 'deal_won', '2026-02-08'],
      ['', 'first_contact', '2026-02-11', {}, { user: undefined, email: 'dora@acme.test', source: 'leads' }],
      ['', 'deal_won', '2026-02-03', {}, { user: undefined, email: 'dora@acme.test' }],
    ])
    const { says, counts, asOf } = await check(here)
    expect(says).toEqual([
      'source-stale: “Leads” should send data every 30 days and last did 47 days ago, with data up to 2026-02-11.',
      'stage-nobody-enters: Nobody entered “Fan” in the 38 days before 2026-02-12. Nobody ever has.',
      'stage-out-of-order: 2 people entered “Won” before “Mql”, for example cleo on 2026-02-08 before 2026-02-10.',
      'value-missing: 2 of 4 first_contact from “Leads” have no origin.',
    ])
    expect(counts).toEqual({ error: 0, warning: 4, info: 0, suppressed: 0 })
    expect(asOf).toBe('2026-02-12')
  })

  it('says an e-mail address of nobody', async () => {
    const here = await world()
    await declare(here.ctx, ways)
    const dora = { user: undefined, email: 'dora@acme.test' }
    await happened(stores.events, [
      ['', 'first_contact', '2026-02-11', {}, dora],
      ['', 'deal_won', '2026-02-03', {}, dora],
    ])
    const { says } = await check(here)
    expect(says).toEqual([
      'stage-out-of-order: 1 person entered “Won” before “Mql”, for example person 1 on 2026-02-03 before 2026-02-11.',
    ])
  })

  it('looks for what no event carries in the people and accounts a source speaks of', async () => {
    const here = await world()
    await declare(here.ctx, [
      ...ways,
      source({
        account: { id: 'company' },
        traits: { plan: 'plan' },
        accountTraits: { industry: 'industry' },
        expects: { required: ['plan', 'industry'] },
      }),
    ])
    const of = (id: string) => ({ source: 'leads', account: { id } })
    await happened(stores.events, [
      [
        'ada',
        'first_contact',
        '2026-03-01',
        {},
        { ...of('x'), traits: { plan: 'pro' }, accountTraits: { industry: 'toys' } },
      ],
      ['bob', 'first_contact', '2026-03-02', {}, of('y')],
      ['bob', 'first_contact', '2026-03-03', {}, of('z')],
      ['eve', 'first_contact', '2026-03-03', {}, { source: 'elsewhere' }],
    ])
    expect((await check(here, { rules: ['value-missing'] })).says).toEqual([
      'value-missing: 2 of 3 accounts from “Leads” have no industry.',
      'value-missing: 1 of 2 people from “Leads” has no plan.',
    ])
  })

  it('says nothing about facts while there are none', async () => {
    const here = await world()
    await declare(here.ctx, [...ways, source({})])
    expect((await check(here)).says).toEqual([])
  })

  it('looks no further than the day it is asked about', async () => {
    const here = await world()
    await declare(here.ctx, [...ways, source({})])
    await happened(stores.events, [
      lead('ada', '2026-01-05', 'search'),
      lead('bob', '2026-02-10'),
      ['bob', 'deal_won', '2026-02-08'],
    ])
    expect((await check(here, { at: '2026-01-20' })).says).toEqual([])
    expect((await check(here, { at: '2026-02-11' })).says).toHaveLength(2)
  })

  it('sees a local number rise while the outcome it should move does not', async () => {
    const here = await world()
    await declare(here.ctx, [
      team('marketing'),
      team('sales'),
      metric('demos', {
        class: 'activity',
        measure: 'count',
        of: 'demo',
        unit: 'demos',
        counter: 'refunds',
        drives: [{ metric: 'deals', why: 'who has seen it buys it' }],
      }),
      metric('deals', { class: 'outcome', measure: 'count', of: 'deal_won', unit: 'deals', owner: 'sales' }),
      metric('refunds', { class: 'guardrail', measure: 'count', of: 'refund', direction: 'down', unit: 'refunds' }),
    ])
    const weekly = (name: string, counts: number[]): Happening[] =>
      counts.flatMap((count, week) =>
        Array.from(
          { length: count },
          (_, i): Happening => [`${name}${week}-${i}`, name, addDays('2026-01-05', 7 * week)],
        ),
      )
    await happened(stores.events, [
      ...weekly('demo', [3, 4, 5, 6, 7, 8, 9, 10]),
      ...weekly('deal_won', [5, 5, 5, 5, 5, 5, 5, 5]),
      ...weekly('refund', [1, 2, 3, 4, 5, 6, 7, 8]),
      ['x', 'deal_won', '2026-03-02'],
    ])
    const { says } = await check(here)
    expect(says).toEqual([
      'counter-worsening: “Demos” of marketing got better, from about 4 to 9 demos in the 8 weeks to 2026-W09. Its guardrail “Refunds” of marketing got worse: from about 2 to 7 refunds in the 8 weeks to 2026-W09.',
      'feed-unowned: 64 events came from “test” in the last 28 days, and nobody declared it. “Deals”, “Demos” and “Refunds” rest on it.',
      'local-up-outcome-flat: “Demos” of marketing got better by 125 %, from about 4 to 9 demos in the 8 weeks to 2026-W09. “Deals” of sales, which it is meant to move, did not: from about 5 to 5 deals in the 8 weeks to 2026-W09, where a gain of 0 % would have shown.',
    ])
  })

  it('makes an error of a number that cannot be computed, and of a signature that is missing beside others', async () => {
    const here = await world()
    await declare(here.ctx, [
      team('marketing'),
      team('sales'),
      { ...metric('calls', { measure: 'count', of: 'call' }), state: 'proposed' },
      metric('call-share', { ratio: { numerator: 'calls', denominator: 'calls' }, class: 'outcome' }),
      { ...stage('mql', 1, 'first_contact'), binds: ['sales'], signed: ['marketing'] },
    ])
    const { says, counts } = await check(here, { severity: 'error' })
    expect(says).toEqual([
      'metric-not-measurable: “Call share” of marketing cannot be measured: The metric “calls” is not in force.',
      'unsigned-definition: The stage “Mql” is in force, and sales has not signed it.',
    ])
    expect(counts).toEqual({ error: 2, warning: 0, info: 0, suppressed: 0 })
  })

  it('names what an agreement has drifted from', async () => {
    const here = await world()
    await declare(here.ctx, [...ways, metric('mqls', { measure: 'count', of: { stage: 'mql' }, class: 'guardrail' })])
    await stageVerbs.propose(here.ctx, {
      name: 'mql',
      owner: 'marketing',
      order: 1,
      enters: 'demo',
      why: 'less noise',
      base: 1,
    })
    expect((await check(here, { rules: ['drifted-definition'] })).says).toEqual([
      'drifted-definition: The metric “Mqls” rests on the stage “mql”, which changed after it was agreed.',
    ])
  })

  it('lives with a finding for a reason and for a time, and says when the time is over', async () => {
    const here = await world()
    await declare(here.ctx, [
      ...ways,
      source({}),
      {
        kind: 'suppression',
        name: 'old-forms',
        owner: 'marketing',
        rule: 'value-missing',
        object: 'source/leads',
        reason: 'The old forms did not ask.',
        until: '2026-03-31',
      },
    ])
    await happened(stores.events, [lead('ada', '2026-03-25')])
    const now = await check(here)
    expect(now.counts).toEqual({ error: 0, warning: 0, info: 0, suppressed: 1 })
    expect(now.findings[0]).toMatchObject({
      id: 'value-missing:source/leads:first_contact.origin',
      suppressed: { by: 'old-forms', reason: 'The old forms did not ask.', until: '2026-03-31' },
    })
    const later = { ...here, ctx: { ...here.ctx, now: () => '2026-04-01T08:00:00.000Z' } }
    expect((await check(later)).findings.map(({ rule, suppressed }) => [rule, suppressed])).toEqual([
      ['suppression-expired', undefined],
      ['value-missing', undefined],
    ])
  })

  it('refuses a suppression of what is not there, and suggests what was meant', async () => {
    const { ctx } = await world()
    await declare(ctx, ways)
    const propose = (fields: object) =>
      suppressionVerbs.propose(ctx, {
        name: 'for-now',
        owner: 'marketing',
        why: 'agreed',
        rule: 'stage-out-of-order',
        reason: 'known',
        until: '2026-04-01',
        ...fields,
      })
    await expect(propose({ rule: 'stage-out-of-ordr' })).rejects.toMatchObject({
      details: { problems: [{ path: ['rule'], code: 'unknown_rule', repair: 'stage-out-of-order' }] },
    })
    await expect(propose({ object: 'stage/wom' })).rejects.toMatchObject({
      details: { problems: [{ path: ['object'], code: 'unknown_object', repair: 'stage/won' }] },
    })
    await expect(propose({ reason: undefined })).rejects.toMatchObject({
      details: { problems: [{ path: ['reason'], code: 'missing' }] },
    })
    await expect(propose({ until: undefined })).rejects.toMatchObject({
      details: {
        problems: [{ path: ['until'], message: '“until” is missing. It must be a date such as 2026-03-31.' }],
      },
    })
    expect(await propose({ object: 'stage/won' })).toMatchObject({ state: 'in force' })
    expect(await propose({ name: 'of-a-team', object: 'team/marketing' })).toMatchObject({ state: 'in force' })
  })

  it('is read by everybody, and hidden from by members and above', async () => {
    const here = await world()
    await declare(here.ctx, ways)
    const viewer = await here.person('vera', 'viewer')
    expect(await checkFindings(here.as(viewer), {})).toMatchObject({ findings: [] })
    const input = { name: 'n', owner: 'sales', why: 'w', rule: 'source-stale', reason: 'r', until: '2026-04-01' }
    await expect(suppressionVerbs.propose(here.as(viewer), input)).rejects.toMatchObject({
      code: 'forbidden',
      details: { needs: 'suppression:write' },
    })
  })

  it('knows nothing of another workspace’s agreements', async () => {
    const [one, two] = [await world(), await world()]
    await declare(one.ctx, [team('marketing'), metric('likes', { measure: 'count', of: 'like' })])
    expect((await check(one)).says).toHaveLength(1)
    expect((await check(two)).says).toEqual([])
  })

  it('refuses a rule there is not, and lists those there are', async () => {
    const { ctx } = await world()
    await expect(checkFindings(ctx, { rules: ['value-mising'] })).rejects.toMatchObject({
      code: 'invalid',
      message: 'There is no rule “value-mising”. Did you mean “value-missing”?',
    })
    const [first] = await listRules(ctx, {})
    expect(first).toMatchObject({ rule: 'value-missing', docs: 'docs/reference/rules.md#value-missing' })
  })

  it('reads the newest revisions when a reading asks for them', async () => {
    const here = await world()
    await declare(here.ctx, [team('marketing')])
    const signing = { ...here.ctx, company: { ...here.ctx.company, signatures: true } }
    await metricVerbs.propose(signing, {
      name: 'likes',
      owner: 'marketing',
      class: 'activity',
      unit: 'likes',
      direction: 'up',
      measure: 'count',
      of: 'like',
      why: 'nice to know',
    })
    expect((await check(here)).says).toEqual([])
    const head = { ...here, ctx: { ...here.ctx, reading: { preview: 'head' as const } } }
    expect((await check(head)).says).toEqual([
      'metric-without-purpose: “Likes” of marketing is meant to move nothing, and nothing rests on it.',
    ])
  })
})
