import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CANARY } from '../../test/connection.ts'
import { declare, team } from '../../test/declare.ts'
import { type Asker, startServer, type TestServer } from '../../test/server.ts'
import { countFacts } from '../../test/source.ts'
import { newId } from '../core/id.ts'
import { changeConnection, createConnection } from '../features/connection/operations/changing.ts'
import { replayDeliveries } from '../features/connection/operations/receiving.ts'
import type { Context } from '../features/context.ts'
import { sourceVerbs } from '../features/source/operations/ledger.ts'
import { sealingWith, secretIn } from '../store/sealing.ts'

const ORDERS = {
  key: 'id',
  person: { email: 'customer.email' },
  zone: 'UTC',
  events: [{ name: 'ordered', at: 'at', props: { total: { column: 'total', type: 'number' } } }],
}

const order = (id: string, more: object = {}) => ({
  id,
  at: '2026-01-04T10:00:00Z',
  customer: { email: 'ada@example.com' },
  total: 12,
  ...more,
})

describe('a webhook', () => {
  let server: TestServer
  let ctx: Context
  let admin: Asker

  beforeAll(async () => {
    server = await startServer({}, false)
    const sealing = sealingWith(() => secretIn(server.folder))
    ctx = { ...server.ctx, company: server.ctx.company, outside: { sealing, allowPrivate: [] } }
    Object.assign(server.ctx.company, { signatures: false })
    await declare(ctx, [team('sales')])
    admin = await server.person('Admin', 'admin')
  })
  afterAll(() => server.stop())

  async function connect(settings: Record<string, string> = {}, source: object | null = ORDERS): Promise<string> {
    const name = `w-${newId()}`
    await createConnection(ctx, {
      name,
      connector: 'webhook',
      owner: 'sales',
      settings: { secret: CANARY, scheme: 'stripe', ...settings },
    })
    if (source) await sourceVerbs.propose(ctx, { name, owner: 'sales', why: 'x', ...source } as never)
    return name
  }

  type Sending = { secret?: string; at?: number; headers?: Record<string, string> }

  function send(name: string, body: unknown, { secret = CANARY, at = Date.now(), headers = {} }: Sending = {}) {
    const raw = typeof body === 'string' ? body : JSON.stringify(body)
    const time = Math.floor(at / 1000)
    const signature = createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex')
    return server.anonymous.send(`/v1/webhook/${name}`, {
      raw,
      headers: { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}`, ...headers },
    })
  }

  it('stores what a genuine delivery means, once, however often it is sent', async () => {
    const name = await connect()
    const first = await send(name, [order('1'), order('2')])
    expect(first.status, first.text).toBe(200)
    expect(first.json).toEqual({ success: true, stored: 2, duplicate: 0, quarantined: 0, refused: 0, skipped: 0 })
    expect((await send(name, [order('1'), order('2')])).json).toMatchObject({ stored: 0, duplicate: 2 })
    expect((await send(name, order('2'))).json).toMatchObject({ stored: 0, duplicate: 1 })
    expect(await countFacts(ctx.events, name)).toBe(2)
  })

  it('knows a delivery by the id that its sender gives it', async () => {
    const name = await connect({ id: 'x-delivery' })
    const headers = { 'x-delivery': 'd-1' }
    expect((await send(name, order('1'), { headers })).json).toMatchObject({ stored: 1 })
    expect((await send(name, order('2'), { headers })).json).toMatchObject({ stored: 0, duplicate: 1 })
    expect(await countFacts(ctx.events, name)).toBe(1)
  })

  it('refuses what is not genuine, too old or for nobody, with the same words, and stores nothing', async () => {
    const name = await connect()
    const answers = [
      await send(name, order('1'), { secret: 'another secret, not ours' }),
      await send(`${name}-x`, order('1')),
      await server.anonymous.send(`/v1/webhook/${name}`, { body: order('1') }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(new Set(answers.map(({ json }) => json.detail)).size).toBe(1)
    const old = await send(name, order('1'), { at: Date.now() - 600_000 })
    expect([old.status, old.json.detail]).toEqual([401, expect.stringMatching(/too long ago/)])
    expect((await server.anonymous.send(`/v1/webhook/${name}`)).status).toBe(405)
    expect(await countFacts(ctx.events, name)).toBe(0)
  })

  it('refuses what is no JSON, no row, or too much', async () => {
    const name = await connect({ list: 'data.items' })
    expect((await send(name, '{"id":')).status).toBe(400)
    expect((await send(name, { data: {} })).json.detail).toMatch(/no “data.items”/)
    expect((await send(name, { data: { items: [1] } })).status).toBe(400)
    expect((await send(name, { data: { items: Array(5001).fill({}) } })).status).toBe(413)
    expect((await send(name, { data: { items: [order('1')] } })).json).toMatchObject({ stored: 1 })
  })

  it('answers 413 to what is larger than any delivery', async () => {
    const name = await connect()
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${server.address}/v1/webhook/${name}`, { method: 'POST', agent: false }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.on('error', reject)
      sent.end('x'.repeat(2_200_000))
    })
    expect(status).toBe(413)
  })

  it('holds rows that cannot be used with their reason, and tries them again when their source was mended', async () => {
    const name = await connect()
    const { json } = await send(name, [order('1'), order('2', { at: 'soon' }), order('3', { total: 'much' })])
    expect(json).toMatchObject({ stored: 1, quarantined: 2 })
    const held = await ctx.events.holding({ source: name, limit: 10 })
    expect(held.map(({ reason }) => reason).toSorted()).toEqual([
      expect.stringMatching(/“much” in “total” is not a number/),
      expect.stringMatching(/“soon” in “at” is no date/),
    ])
    const mended = { ...ORDERS, missing: ['much'] }
    await sourceVerbs.propose(ctx, { name, owner: 'sales', why: 'x', base: 1, ...mended } as never)
    expect(await replayDeliveries(ctx, { name })).toMatchObject({ tried: 2, stored: 1, quarantined: 1 })
    expect(await ctx.events.holding({ source: name, limit: 10 })).toHaveLength(1)
    expect(await countFacts(ctx.events, name)).toBe(2)
    const [tally] = (await ctx.events.tallies()).filter(({ source }) => source === name)
    expect(tally).toMatchObject({ stored: 2, duplicate: 0, quarantined: 1, refused: 0 })
  })

  it('holds what comes before anybody said what it means', async () => {
    const name = await connect({}, null)
    expect((await send(name, order('1'))).json).toMatchObject({ stored: 0, quarantined: 1 })
    const [held] = await ctx.events.holding({ source: name, limit: 10 })
    expect(held?.reason).toMatch(/There is no source/)
    await sourceVerbs.propose(ctx, { name, owner: 'sales', why: 'x', ...ORDERS } as never)
    expect(await replayDeliveries(ctx, { name })).toMatchObject({ tried: 1, stored: 1, quarantined: 0 })
  })

  it('survives whatever is sent: it answers, and every row is stored, known, held or refused', async () => {
    const name = await connect()
    const hostile = fc.constantFrom<unknown>(
      { __proto__: { id: 'x' } },
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1},"id":"p","at":"2026-01-01"}'),
      order('a\0b'),
      order('\ud800'),
      order('n', { total: 1e308 }),
      order('m', { total: '9'.repeat(400) }),
      order('d', { customer: { email: { deeper: [[[[[['x']]]]]] } } }),
      order('e', { customer: null }),
      order('z', { at: 1e300 }),
      JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`),
      JSON.parse(`${'{"a":'.repeat(99)}1${'}'.repeat(99)}`),
      order('l', { at: 'x'.repeat(100_000) }),
    )
    const row = fc.oneof({ weight: 3, arbitrary: hostile }, fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()))
    await fc.assert(
      fc.asyncProperty(fc.oneof(row, fc.array(row, { maxLength: 4 })), async body => {
        const { status, json, text } = await send(name, body)
        expect([200, 400], text).toContain(status)
        if (status === 200) {
          const { stored, duplicate, quarantined, refused, skipped } = json
          expect(stored + duplicate + quarantined + refused + skipped).toBe([body].flat().length)
        }
      }),
      { numRuns: 150 },
    )
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(server.log()).not.toContain('"level":50')
    await replayDeliveries(ctx, { name })
  }, 60_000)

  it('that is paused asks its sender to come again', async () => {
    const name = await connect()
    await admin.call('connection.pause', { name })
    const answer = await send(name, order('1'))
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '600'])
  })

  it('is told how its sender signs, or is refused', async () => {
    await expect(connect({ scheme: 'none' })).rejects.toThrow('There is no kind of signature “none”')
    await expect(connect({ secret: 'short' })).rejects.toThrow('fewer than 16')
    await expect(connect({ scheme: 'standard', secret: 'not base64 at all!' })).rejects.toThrow('whsec_')
    const name = await connect()
    await expect(changeConnection(ctx, { name, settings: { secret: 'short' } })).rejects.toThrow('fewer than 16')
  })

  it('has its secret nowhere in the clear: not in the folder, the records, the log or an answer', async () => {
    const name = await connect()
    await send(name, order('1'))
    const answers = [await admin.call('connection.show', { name }), await admin.call('connection.list', {})]
    answers.push(await admin.call('audit.list', { limit: 500 }), await admin.call('connection.test', { name }))
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(text).not.toContain(CANARY)
    }
    expect(server.log()).not.toContain(CANARY)
    for (const file of readdirSync(server.folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(server.folder, file)
      if (statSync(path).isFile()) expect(readFileSync(path).includes(CANARY), file).toBe(false)
    }
  })
})
