import { beforeEach, describe, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { measureMetric } from '../metric/operations.ts'
import { listAccounts, listMembers } from './operations/listing.ts'
import { searchCustomers } from './operations/searching.ts'
import { showAccount, showCustomer } from './operations/showing.ts'
import { timelineOfCustomer } from './operations/timeline.ts'

const source = (name: string, owner: string, more: object = {}) => ({
  kind: 'source',
  name,
  owner,
  person: { user: 'id' },
  events: [{ name: 'any', at: 'at' }],
  ...more,
})

eachStore(open => {
  let world: World
  /** Somebody who may see who customers are. */
  let ctx: Context

  beforeEach(async () => {
    const stores = await open(migrations)
    world = await buildWorld(stores)
    ctx = { ...world.ctx, actor: { ...world.ctx.actor, grants: ['personal'] } }
    await declare(ctx, [
      team('marketing'),
      team('sales'),
      source('web', 'marketing'),
      source('crm', 'sales', { personal: ['salary'] }),
      stage('mql', 1, { event: 'form_sent' }),
      stage('sql', 2, { all: [{ stage: 'mql' }, { trait: { plan: 'pro' } }] }),
    ])
    const at = (source: string, email?: string) => ({ source, ...(email ? { email } : {}) })
    await happened(stores.events, [
      ['u1', 'page_viewed', '2026-01-01T08:00:00Z', { path: '/pricing' }, at('web', 'Ada@Acme.com')],
      ['u1', 'form_sent', '2026-01-02T08:00:00Z', { form: 'Demo' }, at('web')],
      [
        'u1',
        'deal_won',
        '2026-01-09T08:00:00Z',
        { title: 'Plant 3', amount: 12000, amount_currency: 'EUR', owner: 'Kim' },
        {
          ...at('crm'),
          traits: { plan: 'pro', name: 'Ada Lovelace', salary: 'high' },
          account: { id: '51', domain: 'acme.com' },
        },
      ],
      ['u2', 'page_viewed', '2026-01-03', {}, at('web', 'bo@acme.com')],
      ['u3', 'page_viewed', '2026-01-04', {}, at('web', 'cy@gmail.com')],
      ['51', 'page_viewed', '2026-01-04', {}, { source: 'shop' }],
    ])
  })

  describe('one timeline', () => {
    it('has what all teams saw, beside the stages, the newest first', async () => {
      const { items, masked, who, events } = await timelineOfCustomer(ctx, { id: 'u1' })
      const lines = items.map(({ at, kind, sentence, team }) => `${at.slice(0, 10)} ${team} ${kind}: ${sentence}`)
      expect(lines.toSorted().toReversed()).toEqual([
        '2026-01-09 sales deal: Deal won: Plant 3, €12,000.',
        '2026-01-09 marketing stage: Entered Sql, under revision 1 of its definition.',
        '2026-01-02 marketing web: Form sent: Demo.',
        '2026-01-02 marketing stage: Entered Mql, under revision 1 of its definition.',
        '2026-01-01 marketing web: Page viewed: /pricing.',
      ])
      expect(items.map(({ at }) => at)).toEqual(
        items
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      )
      expect({ masked, who }).toEqual({ masked: false, who: 'Ada Lovelace' })
      expect(events.all).toBe(3)
      expect(events.teams.map(({ team, events }) => [team, events])).toEqual([
        ['marketing', 2],
        ['sales', 1],
      ])
    })

    it('goes on by its cursors without a gap or a repetition, to either side', async () => {
      const all = (await timelineOfCustomer(ctx, { id: 'u1' })).items.map(({ id }) => id)
      const seen: string[] = []
      let page = await timelineOfCustomer(ctx, { id: 'u1', limit: 2 })
      for (; ; page = await timelineOfCustomer(ctx, { id: 'u1', limit: 2, cursor: page.next })) {
        seen.push(...page.items.map(({ id }) => id))
        if (page.next === null) break
      }
      expect(seen).toEqual(all)
      const back = await timelineOfCustomer(ctx, { id: 'u1', limit: 2, cursor: page.newer ?? '' })
      expect(back.items.map(({ id }) => id)).toEqual(all.slice(2, 4))
    })

    it('is cut by team, by kind and by time, and jumps to a day', async () => {
      const ids = async (more: object) =>
        (await timelineOfCustomer(ctx, { id: 'u1', ...more })).items.map(({ event, about }) => event ?? about?.name)
      expect(await ids({ team: 'sales' })).toEqual(['deal_won'])
      expect(await ids({ kind: 'web' })).toEqual(['form_sent', 'page_viewed'])
      expect(await ids({ kind: 'stage' })).toEqual(['sql', 'mql'])
      expect(await ids({ before: '2026-01-02' })).toEqual(['page_viewed'])
      expect((await ids({ after: '2026-01-09' })).toSorted()).toEqual(['deal_won', 'sql'])
      expect((await ids({ at: '2026-01-02' })).toSorted()).toEqual(['form_sent', 'mql', 'page_viewed'])
    })

    it('says when two turned out to be one', async () => {
      await happened(ctx.events, [['u3', 'page_viewed', '2026-01-10', {}, { source: 'web', anonymous: 'v1' }]])
      await happened(ctx.events, [['u9', 'page_viewed', '2026-01-11', {}, { source: 'web', anonymous: 'v2' }]])
      const before = await showCustomer(ctx, { id: 'u9' })
      await happened(ctx.events, [['u9', 'page_viewed', '2026-01-12', {}, { source: 'web', email: 'cy@gmail.com' }]])
      const { items } = await timelineOfCustomer(ctx, { id: 'u9', kind: 'identity' })
      expect(items.map(({ sentence }) => sentence)).toEqual([
        `Turned out to be the same person as ${before.id}; everything of both is here.`,
      ])
    })

    it('of an account is that of its people, and what names it', async () => {
      const { items, who } = await timelineOfCustomer(ctx, { id: 'domain:acme.com' })
      expect(items.filter(({ kind }) => kind !== 'stage').map(({ event, who }) => [event, who])).toEqual([
        ['deal_won', 'Ada Lovelace'],
        ['page_viewed', 'bo@acme.com'],
        ['form_sent', 'Ada Lovelace'],
        ['page_viewed', 'Ada Lovelace'],
      ])
      expect(who).toBe('acme.com')
    })
  })

  describe('a customer', () => {
    it('is shown with ids, traits and their sources, accounts, owner and stages', async () => {
      const shown = await showCustomer(ctx, { id: 'ada@acme.com' })
      expect(shown).toMatchObject({
        id: 'p1',
        who: 'Ada Lovelace',
        identifiers: [
          { kind: 'email', value: 'ada@acme.com' },
          { kind: 'user', value: 'u1' },
        ],
        owner: { name: 'Kim', source: 'crm' },
        accounts: [{ id: 'a1', who: 'acme.com', by: 'fact' }],
        events: 3,
        lastSeen: '2026-01-09T08:00:00.000Z',
      })
      expect(shown.traits).toContainEqual({
        name: 'plan',
        value: 'pro',
        source: 'crm',
        since: '2026-01-09T08:00:00.000Z',
      })
      expect(shown.stages.map(({ stage, at }) => [stage, at.slice(0, 10)])).toEqual([
        ['mql', '2026-01-02'],
        ['sql', '2026-01-09'],
      ])
    })

    it('who is named by several things has to be told apart', async () => {
      await expect(showCustomer(ctx, { id: '51' })).resolves.toMatchObject({ id: 'p7' })
      await expect(timelineOfCustomer(ctx, { id: '51' })).rejects.toThrow('p7 (user), a1 (id)')
      await expect(timelineOfCustomer(ctx, { id: 'id:51' })).resolves.toMatchObject({ customer: 'a1' })
      await expect(showCustomer(ctx, { id: 'nobody@acme.com' })).rejects.toMatchObject({ code: 'not_found' })
    })

    it('belongs to the account of the domain, but never to one of free mail', async () => {
      expect((await showCustomer(ctx, { id: 'u2' })).accounts).toEqual([{ id: 'a1', who: 'acme.com', by: 'domain' }])
      expect((await showCustomer(ctx, { id: 'u3' })).accounts).toEqual([])
      expect((await listMembers(ctx, { id: 'a1' })).items.map(({ id }) => id)).toEqual(['p1', 'p3'])
      expect(await showAccount(ctx, { id: 'a1' })).toMatchObject({ people: 2, events: 4, who: 'acme.com' })
      expect((await listAccounts(ctx, {})).items).toMatchObject([{ id: 'a1', events: 1 }])
    })
  })

  describe('a search', () => {
    const found = async (as: Context, text: string) =>
      (await searchCustomers(as, { text })).items.map(({ id, matched }) => `${id} ${matched}`)

    it('finds people and accounts by anything that is known of them', async () => {
      expect(await found(ctx, 'ada@')).toEqual(['p1 email'])
      expect(await found(ctx, 'love ada')).toEqual(['p1 name'])
      expect(await found(ctx, 'acme')).toEqual(['a1 domain', 'p1 email', 'p3 email'])
      expect(await found(ctx, 'U1')).toEqual(['p1 user'])
    })

    it('lets nobody without the grant guess an address bit by bit', async () => {
      expect(await found(world.ctx, 'ada@acme.com')).toEqual(['p1 email'])
      expect(await found(world.ctx, 'ada@')).toEqual([])
      expect(await found(world.ctx, 'love')).toEqual([])
      expect(await found(world.ctx, 'u1')).toEqual(['p1 user'])
      expect(await found(world.ctx, 'pro')).toEqual(['p1 plan'])
      expect(await found(world.ctx, 'high')).toEqual([])
    })
  })

  it('what is personal is masked for those without the grant', async () => {
    const shown = await showCustomer(world.ctx, { id: 'u1' })
    expect(shown).toMatchObject({ who: 'A…', masked: true })
    expect(shown.identifiers).toEqual([
      { kind: 'email', value: 'a…@a….com' },
      { kind: 'user', value: 'u1' },
    ])
    expect(Object.fromEntries(shown.traits.map(({ name, value }) => [name, value]))).toEqual({
      name: 'A…',
      plan: 'pro',
      salary: 'h…',
    })
  })

  it('numbers are not split or filtered by what is personal for those without the grant', async () => {
    await declare(ctx, [team('marketing'), metric('visits', { measure: 'count', of: 'page_viewed' })])
    const split = { name: 'visits', grain: 'year', last: 1 } as const
    for (const hidden of [{ by: ['trait.name'] }, { by: ['salary'] }, { where: { email: { startsWith: 'a' } } }]) {
      await expect(measureMetric(world.ctx, { ...split, ...hidden })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(measureMetric(ctx, { ...split, ...hidden })).resolves.toBeTruthy()
    }
    await expect(measureMetric(world.ctx, { ...split, by: ['trait.plan', 'account.name'] })).resolves.toBeTruthy()
  })
})
