import { connect } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createKey, revokeKey } from '../src/features/access/operations/keys.ts'
import { LIMITS } from '../src/features/event/event.ts'
import { listWriteKeys } from '../src/features/source/operations/keys.ts'
import { basic, rawRequest, startCollector, track, writeKey } from './collector.ts'

const GOOD = { success: true, stored: 1, duplicate: 0, quarantined: 0, refused: 0, errors: [] }

/** A track message whose JSON has exactly so many bytes. */
const sized = (bytes: number, messageId = 'm'): string => {
  const empty = JSON.stringify(track(messageId, { properties: { fill: '' } }))
  return empty.replace('"fill":""', `"fill":"${'x'.repeat(bytes - empty.length)}"`)
}

describe('the way in', () => {
  it('takes each kind of message at its own address, short or long', async () => {
    const { post, figures } = await startCollector()
    const bodies: Record<string, object> = {
      identify: { userId: 'ada', traits: {} },
      track: { userId: 'ada', event: 'x' },
      page: { userId: 'ada' },
      screen: { userId: 'ada', name: 'Home' },
      group: { userId: 'ada', groupId: 'acme' },
      alias: { userId: 'ada', previousId: 'b' },
    }
    for (const [type, body] of Object.entries(bodies))
      for (const path of [type, type.charAt(0)]) {
        const answer = await post(`/v1/${path}`, { ...body, messageId: path })
        expect(answer.json, path).toEqual(GOOD)
        expect(answer.status).toBe(200)
      }
    for (const path of ['batch', 'import', 'b', 'batch/'])
      expect((await post(`/v1/${path}`, { batch: [track(path)] })).json).toEqual(GOOD)
    expect(await figures()).toEqual({ stored: 16, duplicate: 0, quarantined: 0, refused: 0 })
    expect((await post('/v1/m', { series: [] })).status).toBe(200)
    expect((await post('/v1/nothing', {})).status).toBe(404)
  })

  it('believes the address rather than the message about its kind', async () => {
    const { post, ctx } = await startCollector()
    await post('/v1/page', { ...track('a'), properties: { path: '/x' } })
    expect(await ctx.events.query('SELECT name FROM event')).toEqual([{ name: 'page_viewed' }])
  })

  it('reads JSON whatever type it says it has, packed or not', async () => {
    const { post, key, server } = await startCollector().then(each => ({ ...each, server: each }))
    const text = (id: string) => JSON.stringify({ ...track(id), writeKey: key })
    for (const type of ['text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'application/csp-report', ''])
      expect((await post('/v1/track', text(`type ${type}`), { 'content-type': type })).json, type).toEqual(GOOD)
    const packed = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }
    for (const [encoding, pack] of Object.entries(packed))
      expect((await post('/v1/track', pack(text(encoding)), { 'content-encoding': encoding })).json).toEqual(GOOD)
    expect((await post('/v1/track', deflateRawSync(text('raw')), { 'content-encoding': 'deflate' })).json).toEqual(GOOD)
    expect((await post('/v1/track', gzipSync(text('silent')))).json).toEqual(GOOD)
    expect((await post('/v1/track', 'no gzip', { 'content-encoding': 'gzip' })).status).toBe(400)
    expect((await post('/v1/track', '{}', { 'content-encoding': 'lzma' })).status).toBe(415)
    const { address } = server
    const beacon = await fetch(`${address}/v1/track`, { method: 'POST', body: text('beacon') })
    expect(await beacon.json()).toEqual(GOOD)
  })

  it('does not unpack a bomb', async () => {
    const { post, figures } = await startCollector()
    const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20, 32))
    expect(bomb.length).toBeLessThan(LIMITS.batch)
    expect((await post('/v1/batch', bomb, { 'content-encoding': 'gzip' })).status).toBe(413)
    expect(await figures()).toMatchObject({ stored: 0 })
  })

  it('answers a picture where only pictures can be asked for', async () => {
    const { address, key, figures } = await startCollector()
    const data = (more: object) => Buffer.from(JSON.stringify({ ...track('p'), ...more })).toString('base64')
    const url = (text: string) => `${address}/v1/pixel/track?data=${encodeURIComponent(text)}`
    const seen = await fetch(url(data({ writeKey: key })))
    expect(seen.status).toBe(200)
    expect(seen.headers.get('content-type')).toBe('image/gif')
    expect(seen.headers.get('cache-control')).toBe('no-store')
    expect(
      Buffer.from(await seen.arrayBuffer())
        .subarray(0, 6)
        .toString(),
    ).toBe('GIF89a')
    expect((await fetch(url(data({ writeKey: 'plw_no' })))).status).toBe(401)
    expect((await fetch(url('!!'))).status).toBe(400)
    expect(await figures()).toEqual({ stored: 1, duplicate: 0, quarantined: 0, refused: 0 })
  })

  it('lets pages of any site send, without cookies, and remembers that for a day', async () => {
    const { address, post } = await startCollector()
    const asked = await rawRequest(address, {
      method: 'OPTIONS',
      path: '/v1/track',
      headers: {
        origin: 'https://shop.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-retry-count',
      },
    })
    expect(asked.status).toBe(204)
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization,content-type,x-retry-count',
      'access-control-max-age': '86400',
    })
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials')
    const headers = { origin: 'https://shop.test', 'sec-fetch-site': 'cross-site' }
    const sent = await post('/v1/track', track('a'), headers)
    expect(sent.status).toBe(200)
    expect(sent.headers.get('access-control-allow-origin')).toBe('*')
    expect((await post('/v1/track', 'no', headers)).headers.get('access-control-allow-origin')).toBe('*')
  })

  it('answers under the names that are its own', async () => {
    const { address, key } = await startCollector()
    const headers = { host: 'evil.test', 'content-type': 'application/json', ...basic(key) }
    const answer = await rawRequest(address, { method: 'POST', path: '/v1/track', headers, body: '{}' })
    expect(answer.status).toBe(421)
  })

  it('says which verbs it takes', async () => {
    const { address } = await startCollector()
    const answer = await fetch(`${address}/v1/track`)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  it('tells Segment’s browser library to send everything here', async () => {
    const { address, key } = await startCollector()
    const answer = await fetch(`${address}/v1/projects/${key}/settings`)
    expect(await answer.json()).toMatchObject({
      integrations: { 'Segment.io': { apiKey: key, apiHost: `${new URL(address).host}/v1`, protocol: 'http' } },
    })
    expect((await fetch(`${address}/v1/projects/plw_no/settings`)).status).toBe(401)
  })
})

describe('senders that misbehave', () => {
  it('who break off leave nothing behind', async () => {
    const { address, key, post, figures, log } = await startCollector()
    const { hostname, port } = new URL(address)
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(port), hostname)
      const head = `POST /v1/batch HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${key}\r\ncontent-length: 400000\r\n\r\n`
      await new Promise<void>(resolve => socket.write(`${head}{"batch":[${'x'.repeat(200_000)}`, () => resolve()))
      socket.destroy()
    }
    expect((await post('/v1/track', track('a'))).json).toEqual(GOOD)
    expect(await figures()).toEqual({ stored: 1, duplicate: 0, quarantined: 0, refused: 0 })
    expect(log()).not.toContain('failed')
  })

  it('who send much more than may be read are told so', async () => {
    const { post } = await startCollector()
    expect((await post('/v1/batch', 'x'.repeat(2 * LIMITS.batch))).status).toBe(413)
  })
})

describe('write keys', () => {
  it('come as the user of basic authentication, as a bearer, or in the body', async () => {
    const { address, key, figures } = await startCollector()
    const send = (headers: Record<string, string>, more: object = {}) =>
      fetch(`${address}/v1/track`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ userId: 'a', event: 'x', ...more }),
      })
    expect((await send(basic(key))).status).toBe(200)
    expect((await send({ authorization: `Bearer ${key}` })).status).toBe(200)
    expect((await send({}, { writeKey: key })).status).toBe(200)
    for (const headers of [{}, basic('plw_x'), basic(''), { authorization: 'Basic' }, { authorization: 'Digest x' }])
      expect((await send(headers as Record<string, string>)).status).toBe(401)
    expect((await send({}, { writeKey: 7 })).status).toBe(401)
    expect(await figures()).toMatchObject({ stored: 3 })
  })

  it('read nothing, and other keys send nothing', async () => {
    const { server, post } = await startCollector().then(each => ({ ...each, server: each }))
    for (const [operation, input] of [
      ['event.count', {}],
      ['event.recent', {}],
      ['workspace.get', {}],
      ['key.list', {}],
    ] as const)
      expect((await server.byKey(server.key).call(operation, input)).status, operation).toBe(403)
    for (const scope of ['read', 'write', 'admin'] as const) {
      const { key } = await createKey(server.ctx, { scope })
      expect((await post('/v1/track', track('a'), basic(key))).status, scope).toBe(401)
    }
  })

  it('that are revoked are refused within a second', async () => {
    const { ctx, post } = await startCollector()
    expect((await post('/v1/track', track('a'))).status).toBe(200)
    const [made] = await listWriteKeys(ctx, { name: 'web' })
    expect(made).toMatchObject({ source: 'web', scope: 'ingest' })
    await revokeKey(ctx, { id: made?.id ?? '' })
    await expect.poll(async () => (await post('/v1/track', track('b'))).status, { timeout: 1000 }).toBe(401)
  })

  it('each bring the events of their source', async () => {
    const { ctx, post } = await startCollector()
    const other = await writeKey(ctx, 'app')
    await post('/v1/track', track('a'))
    await post('/v1/track', track('a'), basic(other))
    expect(await ctx.events.sources()).toMatchObject([
      { source: 'app', events: 1 },
      { source: 'web', events: 1 },
    ])
  })
})

describe('limits', () => {
  it('of one message are exact, in bytes', async () => {
    const { post, figures } = await startCollector()
    expect((await post('/v1/track', sized(LIMITS.event, 'a'))).json).toEqual(GOOD)
    const alone = await post('/v1/track', sized(LIMITS.event + 1, 'b'))
    expect([alone.status, alone.json.success, alone.json.refused]).toEqual([413, false, 1])
    const wide = sized(LIMITS.event, 'c').replace('xx', 'é')
    expect((await post('/v1/track', wide)).status).toBe(200)
    const wider = sized(LIMITS.event, 'd').replace('x', 'é')
    expect((await post('/v1/track', wider)).status).toBe(413)
    const among = await post(
      '/v1/batch',
      `{"batch":[${JSON.stringify(track('e'))},${sized(LIMITS.event + 1, 'f')},${sized(LIMITS.event, 'g')}]}`,
    )
    expect(among.status).toBe(413)
    expect(among.json).toMatchObject({
      success: false,
      stored: 2,
      refused: 1,
      errors: [{ index: 1, verdict: 'refused' }],
    })
    expect(await figures()).toEqual({ stored: 4, duplicate: 0, quarantined: 0, refused: 3 })
  })

  it('of a batch are exact, in messages and in bytes', async () => {
    const { post, figures } = await startCollector()
    const many = (count: number) => ({ batch: Array.from({ length: count }, (_, i) => track(`m${i}`)) })
    expect((await post('/v1/batch', many(LIMITS.events))).json.stored).toBe(LIMITS.events)
    const over = await post('/v1/batch', many(LIMITS.events + 1))
    expect([over.status, over.json.success]).toEqual([400, false])
    expect(over.json.detail).toContain('at most 2500 messages')
    expect(await figures()).toMatchObject({ stored: LIMITS.events, refused: LIMITS.events + 1 })
    const full = JSON.stringify({ batch: [track('x')], fill: '' })
    const padded = (bytes: number) => full.replace('"fill":""', `"fill":"${'x'.repeat(bytes - full.length)}"`)
    expect((await post('/v1/batch', padded(LIMITS.batch))).json).toEqual(GOOD)
    expect((await post('/v1/batch', padded(LIMITS.batch + 1))).status).toBe(413)
  })

  it('of what one key sends in a minute are told with when to go on', async () => {
    const { post } = await startCollector({ options: { collectLimit: 3 } })
    expect((await post('/v1/batch', { batch: [track('a'), track('b')] })).status).toBe(200)
    const over = await post('/v1/batch', { batch: [track('c'), track('d')] })
    expect(over.status).toBe(429)
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await post('/v1/batch', { batch: [track('c')] })).status).toBe(200)
  })
})
