import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../src/features/index.ts'
import { happened } from './facts.ts'
import { type Asker, startServer, type TestServer } from './server.ts'

const CANARY = 'canary.7f3a@example.com'

/** Inputs with which every reading of customers has something to say. */
const ASKED: Readonly<Record<string, object>> = {
  'customer.account': { id: 'a1' },
  'customer.accounts': {},
  'customer.erasures': {},
  'customer.people': { id: 'a1' },
  'customer.search': { text: CANARY },
  'customer.show': { id: CANARY },
  'customer.suppressed': {},
  'customer.timeline': { id: CANARY },
}

describe('who customers are, over HTTP', () => {
  let server: TestServer
  const as = new Map<string, Asker>()

  beforeAll(async () => {
    server = await startServer({}, false)
    const admin = await server.person('Admin', 'admin')
    as.set('admin', admin)
    as.set('viewer', await server.person('Viewer', 'viewer'))
    as.set('granted', await server.person('Granted', 'viewer'))
    const people = (await admin.call('person.list', {})).json as { id: string; name: string }[]
    const granted = people.find(each => each.name === 'Granted')?.id
    expect((await admin.call('person.grant', { person: granted })).status).toBe(200)
    for (const personal of [true, false]) {
      const { json } = await admin.call('key.create', { scope: 'read', personal })
      as.set(personal ? 'key that sees' : 'key', server.byKey(json.key))
    }
    await happened(server.ctx.events, [
      [
        'u1',
        'page_viewed',
        '2026-01-02',
        { by: CANARY },
        { email: CANARY, account: { id: '1' }, traits: { name: 'Canary' } },
      ],
    ])
  })

  afterAll(() => server.stop())

  it('is asked with every reading there is', () => {
    const readings = operations.filter(each => each.operation.startsWith('customer.') && each.reads)
    expect(readings.map(each => each.operation).toSorted()).toEqual(Object.keys(ASKED).toSorted())
  })

  it.each(['admin', 'viewer', 'key'])('is masked to whoever lacks the grant: %s', async who => {
    for (const [operation, input] of Object.entries(ASKED)) {
      const { text } = (await as.get(who)?.call(operation, input)) ?? { text: '' }
      expect(text.toLowerCase(), operation).not.toContain('canary')
    }
  })

  it.each(['granted', 'key that sees'])('is seen with it: %s', async who => {
    const { status, json } = (await as.get(who)?.call('customer.show', { id: 'u1' })) ?? {}
    expect({ status, who: json.who, masked: json.masked }).toEqual({ status: 200, who: 'Canary', masked: false })
  })

  it('is in no line of the log, not even when somebody asks by address', async () => {
    await as.get('granted')?.send(`/api/v1/customer.show?id=${encodeURIComponent(CANARY)}`, {})
    await as.get('viewer')?.send(`/api/v1/customer.show?id=nobody-${encodeURIComponent(CANARY)}`, {})
    expect(server.log()).toContain('customer.show')
    expect(server.log().toLowerCase()).not.toContain('canary')
  })

  it('is given out whole only by an admin who may see it', async () => {
    for (const who of ['admin', 'granted', 'key that sees'])
      expect((await as.get(who)?.call('customer.export', { id: 'u1' }))?.status, who).toBe(403)
  })
})
