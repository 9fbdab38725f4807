import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { eachRecords } from '../../../test/stores.ts'
import type { Actor } from '../context.ts'
import { metricVerbs } from '../metric/operations.ts'
import { overviewAgreements } from './operations/overview.ts'
import { listKinds, schemaOfKind } from './operations/schema.ts'
import { showAgreement } from './operations/show.ts'

eachRecords(open => {
  let world: World
  let mara: Actor
  let sami: Actor

  beforeEach(async () => {
    world = await buildWorld({ records: await open(migrations) })
    await declare(world.ctx, [
      team('marketing'),
      team('sales'),
      metric('demos', { measure: 'count', of: 'demo_requested', binds: ['sales'] }),
      metric('deals', { owner: 'sales', measure: 'count', of: 'deal_won' }),
      metric('demos-per-deal', { unit: 'demos', ratio: { numerator: 'demos', denominator: 'deals' } }),
    ])
    mara = await world.person('Mara', 'lead', { marketing: 'lead' })
    sami = await world.person('Sami', 'lead', { sales: 'lead' })
  })

  const proposed = (extra: object = {}) =>
    metricVerbs.propose(world.as(mara), {
      name: 'demos',
      owner: 'marketing',
      class: 'output',
      unit: 'people',
      direction: 'up',
      measure: 'people',
      of: 'demo_requested',
      binds: ['sales'],
      why: 'people, not forms',
      base: 1,
      ...extra,
    })
  const names = async (actor: Actor, input: object) =>
    (await overviewAgreements(world.as(actor), input)).items.map(each => each.name)

  it('says in a line whom each agreement waits for, and what waits for me', async () => {
    await proposed()
    const { items, forMe, total } = await overviewAgreements(world.as(sami), {})
    expect([forMe, total]).toEqual([1, 3])
    expect(items.find(each => each.name === 'demos')).toMatchObject({
      state: 'proposed',
      revision: 2,
      inForce: 1,
      waiting: { teams: ['marketing', 'sales'], second: false, objections: [] },
      forMe: 'sign',
    })
    expect(await names(sami, { waiting: true })).toEqual(['demos'])
  })

  it('waits for a second person where only the author has signed', async () => {
    await proposed({ binds: [] })
    await metricVerbs.sign(world.as(mara), { name: 'demos', revision: 2, team: 'marketing' })
    const moritz = await world.person('Moritz', 'lead', { marketing: 'delegate' })
    const { items } = await overviewAgreements(world.as(moritz), { waiting: true })
    expect(items).toMatchObject([{ name: 'demos', waiting: { teams: [], second: true }, forMe: 'sign' }])
    expect(await names(mara, { waiting: true })).toEqual([])
  })

  it('waits for who objected to settle it, and for an author to submit a draft', async () => {
    await proposed()
    await metricVerbs.object(world.as(sami), { name: 'demos', revision: 2, team: 'sales', reason: 'bots' })
    expect(await overviewAgreements(world.as(sami), { waiting: true })).toMatchObject({
      items: [
        { state: 'contested', waiting: { objections: ['sales'], teams: ['marketing', 'sales'] }, forMe: 'settle' },
      ],
    })
    await proposed({ base: 2, draft: true })
    expect(await overviewAgreements(world.as(mara), { waiting: true })).toMatchObject({ items: [{ forMe: 'submit' }] })
  })

  it('what came from files has drifted until its team signs it, whoever signed before', async () => {
    await proposed()
    await metricVerbs.sign(world.as(mara), { name: 'demos', revision: 2, team: 'marketing' })
    await metricVerbs.sign(world.as(sami), { name: 'demos', revision: 2, team: 'sales' })
    const show = () => showAgreement(world.as(mara), { kind: 'metric', name: 'demos-per-deal' })
    expect(await show()).toMatchObject({ state: 'drifted', may: { sign: { revision: 1, teams: ['marketing'] } } })
    expect(await names(mara, { waiting: true })).toEqual(['demos-per-deal'])
    await metricVerbs.sign(world.as(mara), { name: 'demos-per-deal', revision: 1, team: 'marketing' })
    expect(await show()).toMatchObject({ state: 'in force', may: { sign: null } })
  })

  it('asks only the teams again that have not looked since', async () => {
    const verbs = metricVerbs
    const sign = (name: string, revision: number) => async (actor: Actor, team: string) =>
      verbs.sign(world.as(actor), { name, revision, team })
    await declare(world.ctx, [
      team('marketing'),
      team('sales'),
      metric('demos', { measure: 'count', of: 'demo_requested', binds: ['sales'] }),
      metric('demo-share', { unit: '%', formula: 'demos / demos', binds: ['sales'] }),
    ])
    await proposed({ base: 1 })
    await sign('demos', 2)(mara, 'marketing')
    await sign('demos', 2)(sami, 'sales')
    await sign('demo-share', 1)(mara, 'marketing')
    const show = (actor: Actor) => showAgreement(world.as(actor), { kind: 'metric', name: 'demo-share' })
    expect(await show(mara)).toMatchObject({ state: 'drifted', again: ['sales'], may: { sign: null }, forMe: null })
    expect(await show(sami)).toMatchObject({ may: { sign: { teams: ['sales'] } }, forMe: 'sign' })
  })

  it('filters by kind, owner, state and words, and pages', async () => {
    expect(await names(mara, { owner: 'sales' })).toEqual(['deals'])
    expect(await names(mara, { text: 'deal_won' })).toEqual(['deals'])
    expect(await names(mara, { text: 'Per DEAL' })).toEqual(['demos-per-deal'])
    expect(await names(mara, { state: 'retired' })).toEqual([])
    expect(await names(mara, { kind: 'stage' })).toEqual([])
    const first = await overviewAgreements(world.as(mara), { limit: 2 })
    expect(await names(mara, { limit: 2, cursor: first.next! })).toEqual(['demos-per-deal'])
    await expect(names(mara, { kind: 'metrik' })).rejects.toThrow('Did you mean “metric”?')
  })

  it('shows what one may do, which is what the verbs then allow', async () => {
    await proposed()
    const show = (actor: Actor, name = 'demos') => showAgreement(world.as(actor), { kind: 'metric', name })
    expect(await show(sami)).toMatchObject({
      signed: true,
      may: { propose: true, sign: { revision: 2, teams: ['sales'] }, object: { revision: 2 }, retire: true },
      people: { [mara.id]: 'Mara' },
      declared: { name: 'demos', title: 'Demos', owner: 'marketing', binds: ['sales'], measure: 'people' },
      usedIn: [{ kind: 'metric', name: 'demos-per-deal', title: 'Demos per deal', state: 'in force' }],
    })
    expect((await show(mara, 'demos-per-deal')).restsOn.map(each => each.name)).toEqual(['deals', 'demos'])
    await metricVerbs.sign(world.as(sami), { name: 'demos', revision: 2, team: 'sales' })
    expect((await show(sami)).may.sign).toBeNull()
    const sven = await world.person('Sven', 'lead', { sales: 'delegate' })
    expect((await show(sven)).may.sign).toBeNull()
    const vera = await world.person('Vera', 'viewer')
    expect((await show(vera)).may).toEqual({
      propose: false,
      sign: null,
      object: null,
      settle: [],
      submit: null,
      retire: false,
    })
    await expect(show(mara, 'nothing')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('gives each kind’s schema for forms, with what a name is the name of', async () => {
    const kinds = await listKinds(world.ctx, {})
    expect(kinds.find(each => each.kind === 'annotation')).toMatchObject({ signed: false })
    for (const { kind } of kinds) expect((await schemaOfKind(world.ctx, { kind })).schema.properties).toBeTruthy()
    expect((await schemaOfKind(world.ctx, { kind: 'metric' })).schema).toMatchObject({
      properties: {
        owner: { 'x-kind': 'team' },
        binds: { items: { 'x-kind': 'team' } },
        counter: { 'x-kind': 'metric' },
        ratio: { properties: { numerator: { 'x-kind': 'metric' } } },
      },
    })
    await expect(schemaOfKind(world.ctx, { kind: 'metrik' })).rejects.toThrow('Did you mean “metric”?')
  })
})
