import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kinds, operations } from '../src/features/index.ts'
import { changeTeam } from '../src/features/team/operations.ts'
import { type Answer, type Asker, startServer, type TestServer } from './server.ts'

/**
 * Who may carry out what, over HTTP. Every operation stands here by name under what it needs; one that does not, fails. The verbs
 * of agreements stand here once, for every kind.
 */
const TABLE = {
  read: `agreement.kinds agreement.list agreement.overview agreement.schema agreement.show agreement.users audit.verify
    catalogue.event catalogue.events catalogue.traits catalogue.violations feed.list feed.map
    check-in.due check-in.list check-in.rounds
    connection.list connection.runs connection.show connector.list connector.show customer.account customer.accounts customer.people customer.search customer.show
    customer.timeline declaration.export declaration.plan declaration.schema discussion.list
    discussion.mentions event.count event.recent finding.check finding.history finding.numbers finding.rules funnel.measure goal.advise goal.course
    goal.export goal.measure identity.crowded identity.measure identity.preview identity.rulings identity.show inbox.nudge inbox.outlook inbox.seen inbox.settings inbox.show map.fed-by map.show map.what-if
    metric.catalogue metric.explain metric.impact metric.measure metric.preview metric.receipt person.list scorecard.frozen
    scorecard.line scorecard.measure scorecard.reported source.freshness source.imports stage.entries stage.receipt team.list
    workspace.get`,
  write: `check-in.create check-in.open-round check-in.reveal check-in.vote customer.consent
    connection.draft connection.pause connection.replay connection.resume connection.sync connection.test declaration.apply discussion.retract discussion.say
    event.quarantine.drop event.quarantine.list event.quarantine.repair event.quarantine.replay
    finding.record goal.import scorecard.freeze source.correct source.rejected source.replay source.try`,
  sign: 'identity.join identity.split identity.undo scorecard.sign-off',
  admin: `audit.list customer.admit customer.erase customer.erasures customer.export customer.suppress customer.suppressed
    connection.change connection.create connection.remove invitation.create invitation.list invitation.revoke key.create key.list key.revoke person.add person.change person.grant person.remove
    person.revoke-grant source.key source.keys source.retain team.change team.join team.leave workspace.change`,
}
const OF_EVERY_KIND = {
  read: 'get list history diff',
  write: 'propose submit',
  sign: 'sign object settle retire',
}

/** Plain routes beside the operations, and what they need. */
const ROUTES: readonly [method: string, path: string, needs: Need][] = [
  ['GET', '/api/v1/me', 'read'],
  ['GET', '/api/v1/uploads', 'write'],
  ['POST', '/api/v1/uploads', 'write'],
  ['GET', '/api/v1/uploads/none', 'write'],
  ['DELETE', '/api/v1/uploads/none', 'write'],
  ['POST', '/api/v1/uploads/none/draft', 'write'],
  ['POST', '/api/v1/uploads/none/preview', 'write'],
  ['POST', '/api/v1/uploads/none/import', 'write'],
]

type Need = keyof typeof TABLE

const MAY: Record<string, readonly Need[]> = {
  nobody: [],
  viewer: ['read'],
  member: ['read', 'write'],
  'lead of the team': ['read', 'write', 'sign'],
  'lead of another team': ['read', 'write', 'sign'],
  admin: ['read', 'write', 'sign', 'admin'],
  'key to read': ['read'],
  'key to write': ['read', 'write'],
  'key to administer': ['read', 'write', 'sign', 'admin'],
  'key to bring facts in': [],
}

const needs = new Map<string, Need>()
for (const [need, names] of Object.entries(TABLE)) for (const name of names.split(/\s+/)) needs.set(name, need as Need)
for (const [need, verbs] of Object.entries(OF_EVERY_KIND))
  for (const kind of kinds.keys()) for (const verb of verbs.split(' ')) needs.set(`${kind}.${verb}`, need as Need)

describe('who may do what', () => {
  let server: TestServer
  const askers = new Map<string, Asker>()
  const as = (who: string): Asker => askers.get(who) as Asker

  beforeAll(async () => {
    server = await startServer({}, false)
    await changeTeam(server.ctx, { name: 'sales' })
    await changeTeam(server.ctx, { name: 'support' })
    askers.set('nobody', server.anonymous)
    askers.set('viewer', await server.person('Viewer', 'viewer'))
    askers.set('member', await server.person('Member', 'member', { sales: 'member' }))
    askers.set('lead of the team', await server.person('Lead', 'lead', { sales: 'lead' }))
    askers.set('lead of another team', await server.person('Other', 'lead', { support: 'lead' }))
    askers.set('admin', await server.person('Admin', 'admin'))
    const scopes = { read: 'read', write: 'write', admin: 'administer' }
    for (const [scope, does] of Object.entries(scopes)) {
      const { json } = await as('admin').call('key.create', { scope })
      askers.set(`key to ${does}`, server.byKey(json.key))
    }
    const { json: writeKey } = await as('admin').call('source.key', { name: 'web' })
    askers.set('key to bring facts in', server.byKey(writeKey.key))
  })

  afterAll(() => server.stop())

  it('is said of every operation in the table above, and of none that is not', () => {
    const there = operations.map(each => each.operation)
    const unsaid = there.filter(name => !needs.has(name))
    expect(unsaid, 'say in the table of this test who may carry these out').toEqual([])
    const kindVerbs = Object.values(OF_EVERY_KIND).join(' ').split(' ')
    const gone = [...needs.keys()].filter(
      name => !there.includes(name) && !kindVerbs.includes(name.split('.')[1] ?? ''),
    )
    expect(gone, 'there are no such operations').toEqual([])
  })

  it.each(Object.keys(MAY))('%s', { timeout: 120_000 }, async who => {
    const wrong: string[] = []
    for (const { operation } of operations) {
      const answer = await as(who).call(operation, { surely: 'not an input', name: '' })
      const expected = MAY[who]?.includes(needs.get(operation) ?? 'admin') ? 'allowed' : 'refused'
      if (verdictOf(answer) !== expected) wrong.push(`${operation}: ${expected}, but ${answer.status} ${answer.text}`)
    }
    for (const [method, path, need] of ROUTES) {
      const answer = await as(who).send(path, { method, ...(method === 'POST' ? { body: {} } : {}) })
      const expected = MAY[who]?.includes(need) ? 'allowed' : 'refused'
      if (verdictOf(answer) !== expected)
        wrong.push(`${method} ${path}: ${expected}, but ${answer.status} ${answer.text}`)
    }
    expect(wrong).toEqual([])
  })

  it('nobody learns from a refusal what there is', async () => {
    const [real, unreal] = [await as('nobody').call('term.get', { name: 'x' }), await as('nobody').call('no.such', {})]
    expect(real.json).toEqual(unreal.json)
  })

  it('what is not there is not found, whoever asks', async () => {
    for (const who of ['viewer', 'admin', 'key to read'])
      expect((await as(who).call('term.get', { name: 'nothing' })).status).toBe(404)
  })

  describe('a team is bound', () => {
    const sign = (who: string, name: string, verb = 'sign', more: object = {}) =>
      as(who).call(`term.${verb}`, { name, revision: 1, team: 'sales', ...more })

    const propose = async (name: string) => {
      const answer = await as('member').call('term.propose', { name, owner: 'sales', means: 'A word.', why: 'New.' })
      expect(answer.status, answer.text).toBe(200)
    }

    it('by those alone who lead it: not by another lead, an admin or a key', async () => {
      await propose('bound')
      for (const who of ['lead of another team', 'admin', 'key to administer'])
        for (const [verb, more] of [
          ['sign', {}],
          ['object', { reason: 'No.' }],
        ] as const)
          expect((await sign(who, 'bound', verb, more)).status, `${who} ${verb}`).toBe(403)
      expect((await sign('lead of the team', 'bound')).json.state).toBe('in force')
    })

    it('and only they settle what they objected to, or end it', async () => {
      await propose('ended')
      const objected = await sign('lead of the team', 'ended', 'object', { reason: 'Not yet.' })
      const { id } = objected.json.objections?.[0] ?? objected.json.revisions[0].objections[0]
      const settle = (who: string) =>
        as(who).call('term.settle', { name: 'ended', revision: 1, objection: id, outcome: 'Talked it over.' })
      for (const who of ['lead of another team', 'admin', 'key to administer'])
        expect((await settle(who)).status, who).toBe(403)
      expect((await settle('lead of the team')).status).toBe(200)
      await sign('lead of the team', 'ended')
      const retire = (who: string) => as(who).call('term.retire', { name: 'ended', why: 'Gone.', reason: 'Gone.' })
      expect((await retire('lead of another team')).status).toBe(403)
    })
  })

  it('fields nobody may set are refused or without effect', async () => {
    const { json } = await as('admin').call('person.add', {
      email: 'm@acme.test',
      name: 'M',
      role: 'viewer',
      id: 'mine',
    })
    expect(json?.id).not.toBe('mine')
    const term = {
      name: 'forged',
      owner: 'sales',
      means: 'A word.',
      why: 'New.',
      state: 'agreed',
      signatures: ['sales'],
    }
    const proposed = await as('member').call('term.propose', term)
    expect(proposed.status === 400 || proposed.json.state === 'proposed', proposed.text).toBe(true)
  })
})

/** Refused for want of a session or a role; whatever else is wrong with a request comes after that. */
function verdictOf({ status, json }: Answer): 'allowed' | 'refused' {
  const isRefused =
    status === 401 || (status === 403 && (json?.needs !== undefined || /only brings facts/.test(json?.detail)))
  return isRefused ? 'refused' : 'allowed'
}
