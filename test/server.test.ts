import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../src/features/index.ts'
import { changePerson } from '../src/features/team/operations.ts'
import { type Asker, startServer, type TestServer } from './server.ts'

describe('a server', () => {
  let server: TestServer
  let admin: Asker & { cookie: string; email: string }
  let member: Asker & { cookie: string; email: string }
  let pages: string

  beforeAll(async () => {
    pages = mkdtempSync(join(tmpdir(), 'plumbline-pages-'))
    mkdirSync(join(pages, 'assets'))
    writeFileSync(join(pages, 'index.html'), '<!doctype html><html><head></head><body>hello</body></html>')
    writeFileSync(join(pages, 'assets', 'app-1.js'), 'let plain')
    writeFileSync(join(pages, 'assets', 'app-1.js.gz'), gzipSync('let packed'))
    writeFileSync(join(pages, 'icon.svg'), '<svg/>')
    writeFileSync(join(pages, '..', 'plumbline-outside.txt'), 'secret')
    server = await startServer({ pages }, false)
    admin = await server.person('Ada', 'admin')
    member = await server.person('Max', 'member')
  })

  afterAll(async () => {
    await server.stop()
    rmSync(pages, { recursive: true, force: true })
    rmSync(join(tmpdir(), 'plumbline-outside.txt'), { force: true })
  })

  describe('/health', () => {
    it('says only that it is well to strangers and members', async () => {
      for (const who of [server.anonymous, member]) {
        const { status, json } = await who.send('/health')
        expect({ status, json }).toEqual({ status: 200, json: { status: 'ok' } })
      }
    })

    it('says to an admin what is in it', async () => {
      const { json } = await admin.send('/health')
      expect(json).toEqual({ status: 'ok', records: 'sqlite', facts: 'duckdb', events: 0, persons: 0, accounts: 0 })
    })

    it('answers under every name, since whoever watches a server knows only its address', async () => {
      expect((await asHost(server, '/health', '10.1.2.3')).status).toBe(200)
    })
  })

  describe('its description', () => {
    it('is a page for people with every operation, and runs nothing', async () => {
      const { status, text } = await server.anonymous.send('/api/docs')
      expect(status).toBe(200)
      for (const { operation } of operations) expect(text).toContain(`<h3 id="${operation}">`)
      expect(text).not.toMatch(/<script|<style| style=| on\w+=/)
    })

    it('is OpenAPI 3.1 with every operation, and tells strangers no version of the product', async () => {
      expect((await server.anonymous.send('/api/v1/openapi.json')).json.info.version).toBe('v1')
      const { json } = await member.send('/api/v1/openapi.json')
      expect(json.info.version).toMatch(/^\d+\.\d+\.\d+/)
      expect(json.openapi).toMatch(/^3\.1\.\d$/)
      expect(Object.keys(json.paths).sort()).toEqual(operations.map(each => `/${each.operation}`).sort())
      const ids = new Set<string>()
      for (const [path, methods] of Object.entries<Record<string, Described>>(json.paths))
        for (const [method, each] of Object.entries(methods)) {
          expect(['get', 'post'], path).toContain(method)
          expect(each.operationId, path).toBeTruthy()
          ids.add(each.operationId)
          expect(each.responses[200], path).toHaveProperty(['content', 'application/json', 'schema'])
          expect(each.responses.default, path).toEqual({ $ref: '#/components/responses/Problem' })
        }
      expect(ids.size).toBe(operations.length + operations.filter(each => each.reads).length)
      for (const ref of JSON.stringify(json).matchAll(/"\$ref":"(#[^"]*)"/g))
        if (ref[1]?.startsWith('#/components/')) expect(json, ref[1]).toHaveProperty(ref[1].slice(2).split('/'))
    })
  })

  describe('reads', () => {
    it('are answered by POST and by GET, with fields one by one or all of them as JSON', async () => {
      const posted = await member.call('person.list')
      expect(posted.json.map((each: { name: string }) => each.name)).toEqual(['Ada', 'Max'])
      expect((await member.send('/api/v1/person.list')).json).toEqual(posted.json)
      const one = await admin.send('/api/v1/audit.list?limit=1')
      const whole = await admin.send(`/api/v1/audit.list?input=${encodeURIComponent('{"limit":1}')}`)
      expect(one.status).toBe(200)
      expect(one.json).toEqual(whole.json)
    })

    it('are never kept by anybody on the way', async () => {
      expect((await member.call('person.list')).headers.get('cache-control')).toBe('no-store')
    })
  })

  describe('writes', () => {
    it('happen once under one key, however often they are sent, and say so when the input is another', async () => {
      const headers = { 'idempotency-key': 'once-1' }
      const input = { email: 'once@acme.test', name: 'Once', role: 'member' }
      const [first, again] = [
        await admin.call('person.add', input, { headers }),
        await admin.call('person.add', input, { headers }),
      ]
      expect(first.status).toBe(200)
      expect(again.json).toEqual(first.json)
      expect((await admin.call('person.add', { ...input, name: 'Other' }, { headers })).status).toBe(422)
      expect((await admin.call('person.add', input)).status).toBe(409)
      expect((await admin.call('person.add', input, { headers: { 'idempotency-key': 'no spaces' } })).status).toBe(400)
    })

    it('are not answered by GET or by other methods, which are told what to send', async () => {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
        const { status, headers } = await admin.send('/api/v1/person.add', { method })
        expect({ method, status, allow: headers.get('allow') }).toEqual({ method, status: 405, allow: 'POST' })
      }
    })
  })

  describe('what it refuses', () => {
    const cases: [what: string, ask: () => Promise<{ status: number; json: Problem }>, status: number, says: RegExp][] =
      [
        ['nobody', () => server.anonymous.call('person.list'), 401, /^Sign in first/],
        ['a key that is none', () => server.byKey('pl_nothing').call('person.list'), 401, /^Sign in first/],
        ['another way to send a key', () => basic(), 401, /“Authorization: Bearer KEY”/],
        ['what is not allowed', () => member.call('person.add', {}), 403, /An admin may: ask one/],
        ['an operation that is none', () => member.call('person.lst'), 404, /Did you mean “person.list”\?/],
        ['an address that is none', () => member.send('/api/v2/x'), 404, /openapi\.json/],
        ['text that is not JSON', () => member.call('person.list', {}, rawJson('{"a":')), 400, /is not JSON/],
        ['a form', () => member.call('person.list', {}, form('a=b')), 415, /content-type: application\/json/],
        ['a query that is not JSON', () => member.send('/api/v1/person.list?input={'), 400, /“input” is not JSON/],
        ['a field that is missing', () => admin.call('person.add', { name: 'X' }), 400, /email/],
        ['more than 5 MB', () => admin.call('person.add', {}, rawJson(`"${'x'.repeat(6e6)}"`)), 413, /at most 5 MB/],
        ['the character NUL', () => admin.call('person.add', { name: 'a\0b' }), 400, /character that is none/],
        ['half a character', () => admin.call('person.add', {}, rawJson('{"name":"\\ud800"}')), 400, /is none/],
        ['depth', () => admin.call('person.add', {}, rawJson('['.repeat(1e5) + ']'.repeat(1e5))), 400, /nested deeper/],
        ['a revision that was not said', () => proposeTerm(), 428, /./],
        ['a revision that is old', () => proposeTerm(99), 412, /./],
      ]

    const basic = () => server.anonymous.call('person.list', {}, { headers: { authorization: 'Basic YTpi' } })
    const rawJson = (raw: string) => ({ raw, headers: { 'content-type': 'application/json' } })
    const form = (raw: string) => ({ raw, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    const proposeTerm = async (base?: number) => {
      const term = { name: 'v', owner: 'crew', means: 'A word.', why: 'First.' }
      await admin.call('term.propose', term)
      return admin.call('term.propose', { ...term, why: 'Again.', ...(base ? { base } : {}) })
    }

    beforeAll(() => admin.call('team.change', { name: 'crew' }))

    it.each(cases)('%s', async (_, ask, status, says) => {
      const answer = await ask()
      expect(answer).toMatchObject({ status, json: { status, detail: expect.stringMatching(says) } })
      expect(JSON.stringify(answer.json)).not.toMatch(/\bat .*\.ts:\d|node_modules|stack/)
    })
  })

  describe('other sites', () => {
    it('cannot reach it under a name of their own', async () => {
      for (const path of ['/', '/api/v1/me', '/api/auth/state']) {
        const { status, text } = await asHost(server, path, 'evil.example')
        expect(status).toBe(421)
        expect(text).toContain('does not answer to the name “evil.example”')
      }
    })

    it.each([
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[])('cannot write: %o', async headers => {
      for (const path of [
        '/api/v1/person.add',
        '/api/auth/sign-out',
        '/api/auth/setup',
        '/api/v1/uploads?name=a.csv',
      ]) {
        const { status, json } = await admin.send(path, { body: {}, headers })
        expect({ path, status, reason: json.reason }).toEqual({ path, status: 403, reason: 'other_site' })
      }
    })
  })

  describe('every answer', () => {
    const paths = ['/', '/goals', '/assets/app-1.js', '/none.txt', '/health', '/api/v1/me', '/api/auth/state', '/api/x']

    it.each(paths)('%s carries the headers that keep others out', async path => {
      for (const who of [server.anonymous, admin]) {
        const { headers } = await who.send(path)
        expect(Object.fromEntries(headers)).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'permissions-policy': expect.stringContaining('camera=()'),
        })
        const policy = headers.get('content-security-policy') ?? ''
        for (const rule of [
          "default-src 'none'",
          "script-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "form-action 'self'",
        ])
          expect(policy.split('; ')).toContain(rule)
        expect(policy.replace(/style-src-attr[^;]*;/, '')).not.toContain('unsafe')
        expect(headers.get('access-control-allow-origin')).toBeNull()
        expect(headers.get('x-plumbline-nonce')).toBeNull()
        expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull()
      }
    })
  })

  describe('pages', () => {
    it('carry a nonce for their own styles, a new one each time', async () => {
      const [one, two] = [await server.anonymous.send('/goals'), await server.anonymous.send('/')]
      const nonces = [one, two].map(({ text, headers }) => {
        const nonce = /<meta name="nonce" content="([^"]{20,})">/.exec(text)?.[1]
        expect(headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
        expect(headers.get('cache-control')).toBe('no-store')
        return nonce
      })
      expect(nonces[0]).not.toBe(nonces[1])
    })

    it('and their files are sent packed, and kept for ever when their name says what is in them', async () => {
      const { text, headers } = await server.anonymous.send('/assets/app-1.js')
      expect({ text, kept: headers.get('cache-control') }).toEqual({
        text: 'let packed',
        kept: 'public, max-age=31536000, immutable',
      })
      expect(headers.get('content-encoding')).toBe('gzip')
      const plain = await server.anonymous.send('/assets/app-1.js', { headers: { 'accept-encoding': 'identity' } })
      expect(plain.text).toBe('let plain')
      expect((await server.anonymous.send('/icon.svg')).headers.get('cache-control')).toBe('no-cache')
    })

    it.each([
      '/../plumbline-outside.txt',
      '/assets/../../plumbline-outside.txt',
      '/%2e%2e/plumbline-outside.txt',
      '/..%2fplumbline-outside.txt',
      '/..%5cplumbline-outside.txt',
      '/assets/app-1.js.gz',
      '//plumbline-outside.txt',
      '/icon.svg%00.txt',
      '/%ff.txt',
    ])('%s leads out of their folder and is not answered', async path => {
      const { status, text } = await asHost(server, path)
      expect(text).not.toContain('secret')
      expect(status).toBe(404)
    })
  })

  describe('what pages are told', () => {
    it('is that something changed, never what it now is', async () => {
      const stream = await listenTo(server, member.cookie)
      await admin.call('person.add', { email: 'new@acme.test', name: 'New', role: 'viewer' })
      await expect.poll(() => stream.text()).toMatch(/event: change\ndata: \{"operation":"person.add".*\nid: \d+/)
      expect(stream.text()).not.toContain('new@acme.test')
      stream.leave()
    })

    it('ends within a second for whoever has signed out or was let go', async () => {
      const gone = await server.person('Gone')
      const stream = await listenTo(server, gone.cookie)
      await gone.send('/api/auth/sign-out', { body: {} })
      await expect.poll(() => stream.isOver(), { timeout: 1000 }).toBe(true)
    })

    it('is for those alone who are somebody', async () => {
      expect((await server.anonymous.send('/api/v1/changes')).status).toBe(401)
    })
  })

  it('lets nobody do what their role no longer allows, at once', async () => {
    const demoted = await server.person('Demoted', 'admin')
    expect((await demoted.call('audit.list')).status).toBe(200)
    await changePerson(server.ctx, { person: demoted.email, role: 'viewer' })
    expect((await demoted.call('person.add', {})).status).toBe(403)
  })

  it('writes no e-mails, keys or contents into its log', async () => {
    const { json } = await admin.call('key.create', { scope: 'read', title: 'canary-title' })
    await server.byKey(json.key).call('person.list')
    await admin.send('/api/auth/sign-in/email', { body: { email: 'canary@acme.test', password: 'canary-password-x' } })
    await server.anonymous.send('/api/v1/person.list?input=%7B%22canary%22%3A1%7D')
    expect(server.log()).toContain('"path":"/api/v1/person.list"')
    expect(server.log()).not.toMatch(/canary|@acme\.test|pl_/)
    expect(server.log()).not.toContain(json.key)
  })

  it('counts how often a key asks, and says when to come again', async () => {
    const slow = await startServer({ options: { rateLimit: 5 } })
    const someone = await slow.person('Ada', 'admin')
    const { json } = await someone.call('key.create', { scope: 'read' })
    const key = slow.byKey(json.key)
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push((await key.call('team.list')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    const { headers, json: problem } = await key.call('team.list')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(problem.detail).toMatch(/at most 5 times in 60 s\. Try again in \d+ s\./)
    expect((await someone.call('team.list')).status).toBe(200)
    for (let i = 0; i < 5; i++) await slow.anonymous.call('team.list')
    expect((await slow.anonymous.call('team.list', {}, { headers: { 'x-forwarded-for': '9.9.9.9' } })).status).toBe(429)
  })
})

describe('a server that stops', () => {
  it('answers what is under way, ends what pages listen to, and is gone', async () => {
    const server = await startServer()
    const someone = await server.person('Ada', 'admin')
    const stream = await listenTo(server, someone.cookie)
    const parked = connect(Number(new URL(server.address).port), '127.0.0.1')
    await new Promise(resolve => parked.once('connect', resolve))
    const under = someone.call('person.list')
    await new Promise(resolve => setTimeout(resolve, 20))
    const began = performance.now()
    await server.stopServing()
    expect(performance.now() - began).toBeLessThan(5000)
    expect((await under).status).toBe(200)
    expect(stream.isOver()).toBe(true)
    await expect(someone.call('person.list')).rejects.toThrow()
    parked.destroy()
  })
})

type Described = { operationId: string; responses: Record<string, unknown> }
type Problem = { detail: string; reason?: string }

/** A request whose path is sent as it is, under a host name of its own. */
function asHost({ address }: TestServer, path: string, host?: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    get({ hostname, port, path, headers: host ? { host } : {} }, response => {
      let text = ''
      response.on('data', part => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    }).on('error', reject)
  })
}

/** What a page hears, as long as it listens. */
async function listenTo({ address }: TestServer, cookie: string) {
  const leaving = new AbortController()
  const response = await fetch(`${address}/api/v1/changes`, { headers: { cookie }, signal: leaving.signal })
  let text = ''
  let over = false
  void (async () => {
    const decoder = new TextDecoder()
    for await (const part of response.body ?? []) text += decoder.decode(part)
  })()
    .catch(() => {})
    .finally(() => {
      over = true
    })
  while (!text.includes('hello') && !over) await new Promise(resolve => setTimeout(resolve, 5))
  return { text: () => text, isOver: () => over, leave: () => leaving.abort() }
}
