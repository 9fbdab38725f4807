import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { fakeSystem, outsideFor } from '../../../test/connection.ts'
import { eachStore } from '../../../test/stores.ts'
import { createConnection, resumeConnection } from '../connection/operations/changing.ts'
import type { Actor } from '../context.ts'
import { sayOf } from '../discussion/operations.ts'
import { sourceVerbs } from '../source/operations/ledger.ts'
import { removePerson } from '../team/operations.ts'
import { termVerbs } from '../term/operations.ts'
import { changeInbox, nudge, seeInbox, sendDigests, showInbox } from './operations.ts'

eachStore(open => {
  let here: World
  let [ada, bob]: Actor[] = []
  const as = (actor: Actor | undefined) => here.as(actor as Actor)

  beforeEach(async () => {
    here = await buildWorld(await open(migrations, { zone: 'Europe/Berlin' }))
    for (const team of ['marketing', 'sales']) await here.team(team)
    ada = await here.person('ada', 'lead', { marketing: 'lead' })
    bob = await here.person('bob', 'lead', { sales: 'lead' })
    await termVerbs.propose(as(ada), {
      name: 'mql',
      title: 'MQL',
      owner: 'marketing',
      binds: ['sales'],
      means: 'Somebody who fits.',
      why: 'One word for both teams.',
    })
  })

  it('a proposal waits for each team it binds, until that team has signed', async () => {
    expect((await showInbox(as(bob), {})).owed).toMatchObject([
      { what: 'signature', object: 'term/mql', team: 'sales' },
    ])
    await termVerbs.sign(as(bob), { name: 'mql', revision: 1, team: 'sales' })
    expect((await showInbox(as(bob), {})).owed).toEqual([])
    const [left] = (await showInbox(as(ada), {})).owed
    expect(left?.says).toContain('It is the last one missing.')
  })

  it('an objection waits for the owner, and for whoever objected once it is revised', async () => {
    await termVerbs.object(as(bob), { name: 'mql', revision: 1, team: 'sales', reason: 'Who is “somebody”?' })
    const owed = (await showInbox(as(ada), {})).owed.map(({ what }) => what)
    expect(owed).toContain('objection')
  })

  it('a source that has stopped sending waits for its team, and is told with the rest', async () => {
    const at = (day: string) => ({ ...here.ctx, actor: bob as Actor, now: () => `${day}T08:00:00.000Z` })
    await here.ctx.events.append([
      {
        id: '00000000-0000-4000-8000-000000000001',
        ts: Date.parse('2026-01-02'),
        name: 'call',
        source: 'calls',
        user: 'u',
        props: {},
      },
    ])
    const calls = { name: 'calls', title: 'Calls', owner: 'sales', collects: true as const, expects: { everyDays: 7 } }
    await sourceVerbs.propose(as(ada), { ...calls, why: 'Sales writes its calls down.' })
    await sourceVerbs.sign(as(bob), { name: 'calls', revision: 1, team: 'sales' })
    const waiting = async (day: string) => (await showInbox(at(day), {})).owed.filter(({ what }) => what === 'feed')
    expect(await waiting('2026-01-08')).toEqual([])
    expect(await waiting('2026-01-12')).toMatchObject([
      {
        object: 'source/calls',
        team: 'sales',
        says: '“Calls” should send data every 7 days. Nothing has come since 2026-01-02.',
        since: '2026-01-09T00:00:00.000Z',
      },
    ])
    expect(
      (await showInbox({ ...at('2026-01-12'), actor: ada as Actor }, {})).owed.map(({ what }) => what),
    ).not.toContain('feed')
  })

  it('a connection that fails again and again waits for the team that it belongs to, until it runs', async () => {
    Object.assign(here.ctx, outsideFor([fakeSystem().connector]))
    const { ctx } = here
    await createConnection(ctx, { name: 'crm', connector: 'fake', owner: 'sales', settings: { token: 'a token' } })
    const failing = async (actor: Actor | undefined) =>
      (await showInbox(as(actor), {})).owed.filter(({ what }) => what === 'connection')
    const row = ctx.rows.updateTable('connection').where('workspace', '=', ctx.workspace)
    await row.set({ failures: 3, failing_since: ctx.now(), error: 'Fake refuses the token.' }).execute()
    expect(await failing(bob)).toMatchObject([
      { object: 'source/crm-people', team: 'sales', says: expect.stringContaining('Fake refuses the token.') },
    ])
    expect(await failing(ada)).toEqual([])
    await resumeConnection(ctx, { name: 'crm' })
    expect(await failing(bob)).toEqual([])
  })

  it('what is said to a person waits until they have seen it', async () => {
    await sayOf(as(ada), { kind: 'term', name: 'mql', text: '@bob, is this what you mean?' })
    const mentions = async () => (await showInbox(as(bob), {})).owed.filter(({ what }) => what === 'mention')
    expect(await mentions()).toMatchObject([
      { object: 'term/mql', says: 'ada about the term “MQL”: “@bob, is this what you mean?”' },
    ])
    await seeInbox(as(bob), {})
    expect(await mentions()).toEqual([])
  })

  it('says what happened since somebody last looked, and nothing twice', async () => {
    const before = await showInbox(as(bob), {})
    expect(before).toMatchObject({ seen: false, happened: [{ what: 'proposed', object: 'term/mql' }] })
    await seeInbox(as(bob), {})
    expect(await showInbox(as(bob), {})).toMatchObject({ seen: true, happened: [] })
    await termVerbs.sign(as(ada), { name: 'mql', revision: 1, team: 'marketing' })
    await termVerbs.sign(as(bob), { name: 'mql', revision: 1, team: 'sales' })
    expect((await showInbox(as(bob), {})).happened).toMatchObject([{ what: 'in force' }])
  })

  it('what one person has seen is news to another', async () => {
    await seeInbox(as(bob), {})
    expect((await showInbox(as(ada), {})).happened).toHaveLength(1)
  })

  it('tells of a thing once', async () => {
    expect((await nudge(as(bob), {})).now).toHaveLength(1)
    expect(await nudge(as(bob), {})).toEqual({ now: [], later: 0 })
  })

  it('writes to nobody who did not ask for it', async () => {
    const mails: { to: string; text: string }[] = []
    const send = async (mail: { to: string; text: string }) => void mails.push(mail)
    expect(await sendDigests(here.ctx, 'https://p.test', send)).toBe(0)
    await changeInbox(as(bob), { mail: 'daily' })
    expect(await sendDigests(here.ctx, 'https://p.test', send)).toBe(1)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.to).toMatch(/^bob/)
    expect(mails[0]?.text).toContain('waits for the signature of sales')
    expect(await sendDigests(here.ctx, 'https://p.test', send)).toBe(0)
    await changeInbox(as(bob), { mail: 'never' })
  })

  it('who has left gets no mail, and holds nobody else’s back', async () => {
    const cleo = await here.person('cleo', 'member')
    for (const each of [cleo, bob]) await changeInbox(as(each), { mail: 'daily' })
    await removePerson(here.ctx, { person: cleo.id })
    const to: string[] = []
    await sendDigests(here.ctx, 'https://p.test', async mail => void to.push(mail.to))
    expect(to).toEqual([expect.stringMatching(/^bob/)])
    await changeInbox(as(bob), { mail: 'never' })
  })

  it('a mail that could not leave is sent the next time', async () => {
    await changeInbox(as(bob), { mail: 'daily' })
    const fails = async () => {
      throw new Error('no server')
    }
    await expect(sendDigests(here.ctx, 'https://p.test', fails)).rejects.toThrow('no server')
    expect(await sendDigests(here.ctx, 'https://p.test', async () => {})).toBe(1)
  })

  it('nobody sees what waits in another workspace', async () => {
    const other = { ...as(bob), workspace: 'another' }
    expect((await showInbox(other, {})).owed).toEqual([])
  })
})
