import { createHmac } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { actorOf, changePerson, changeTeam } from '../src/features/team/operations.ts'
import { LIBRARY_PATHS } from '../src/server/sign-in.ts'
import { startProvider } from './identity-provider.ts'
import { type Answer, asking, PASSWORD, startServer, type TestServer } from './server.ts'

const ADMIN = { email: 'ada@acme.test', name: 'Ada', password: PASSWORD }

/** Signs in from an address of its own, since tries are counted by address. */
async function signIn(server: TestServer, email: string, password: string, from = address()): Promise<Answer> {
  return server.anonymous.send('/api/auth/sign-in/email', {
    body: { email, password },
    headers: { 'x-forwarded-for': from },
  })
}

let last = 0
const address = (): string => `10.0.${Math.floor(++last / 200)}.${last % 200}`

const cookiesOf = (answer: Answer): string =>
  answer.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ')

const start = (settings: Parameters<typeof startServer>[0] = {}) =>
  startServer({ ...settings, options: { trustedProxies: 1, ...settings.options } })

/** A server with one admin, who has a password. */
async function started(settings: Parameters<typeof startServer>[0] = {}) {
  const server = await start(settings)
  await server.anonymous.send('/api/auth/setup', { body: { token: server.setup, ...ADMIN } })
  const cookie = cookiesOf(await signIn(server, ADMIN.email, PASSWORD))
  return { server, admin: server.byCookie(cookie), cookie }
}

describe('the first admin', () => {
  it('comes with the token from the terminal, once', async () => {
    const server = await start()
    const set = (token: string, more: object = {}) =>
      server.anonymous.send('/api/auth/setup', {
        body: { token, ...ADMIN, ...more },
        headers: { 'x-forwarded-for': address() },
      })
    expect(statSync(join(server.folder, 'setup-token')).mode & 0o777).toBe(0o600)
    expect(statSync(join(server.folder, 'secret')).mode & 0o777).toBe(0o600)
    for (const token of ['', 'wrong', `${server.setup}x`]) expect((await set(token)).status).toBe(403)
    expect((await set(server.setup, { password: 'short' })).json.detail).toContain('at least 12')
    expect((await server.anonymous.send('/api/auth/state')).json).toMatchObject({ setup: true, demo: null })

    const [one, two] = await Promise.all([set(server.setup), set(server.setup, { email: 'eve@acme.test' })])
    expect([one.status, two.status].sort()).toEqual([200, 403])
    expect((await set(server.setup, { email: 'eve@acme.test' })).status).toBe(404)
    expect(existsSync(join(server.folder, 'setup-token'))).toBe(false)
    expect((await server.anonymous.send('/api/auth/state')).json.setup).toBe(false)
    expect(server.log()).not.toContain(server.setup)
  })

  it('is the only thing that can be done before: nothing else answers, and no answer holds the token', async () => {
    const server = await start()
    const paths = [
      '/',
      '/setup',
      '/health',
      '/api/auth/state',
      '/api/v1/me',
      '/api/v1/openapi.json',
      '/api/v1/person.list',
    ]
    for (const path of paths) {
      const { text, headers } = await server.anonymous.send(path)
      expect(text + JSON.stringify([...headers]), path).not.toContain(server.setup)
    }
    expect((await server.anonymous.call('person.list')).status).toBe(401)
    expect((await signIn(server, ADMIN.email, PASSWORD)).status).toBe(401)
  })
})

describe('an invitation', () => {
  it('lets in whom it was made for, once, with the role and teams it names', async () => {
    const { server, admin } = await started()
    await changeTeam(server.ctx, { name: 'sales' })
    const input = { email: 'bo@acme.test', name: 'Bo', role: 'lead', teams: ['sales'] }
    const { json: invitation } = await admin.call('invitation.create', input)
    const open = (token: string) => server.anonymous.send(`/api/auth/invitation?token=${token}`)
    const accept = (body: object) =>
      server.anonymous.send('/api/auth/invitation', {
        body: { name: 'Bo', password: PASSWORD, token: invitation.token, ...body },
        headers: { 'x-forwarded-for': address() },
      })
    expect((await open(invitation.token)).json).toEqual({ email: 'bo@acme.test', name: 'Bo', company: 'Acme' })
    expect((await open('pli_wrong')).status).toBe(404)
    expect((await accept({ password: 'bo@acme.test' })).status).toBe(400)
    expect((await accept({ email: 'eve@acme.test', role: 'admin' })).json).toEqual({ email: 'bo@acme.test' })
    const bo = await actorOf(server.ctx, 'bo@acme.test')
    expect(bo).toMatchObject({ name: 'Bo', role: 'lead' })
    expect((await accept({})).status).toBe(409)
    expect((await signIn(server, 'bo@acme.test', PASSWORD)).status).toBe(200)
    expect(JSON.stringify((await admin.call('invitation.list')).json)).not.toContain(invitation.token)
    expect(JSON.stringify((await admin.call('audit.list')).json)).not.toContain(invitation.token)
  })

  it('is over when it was revoked, and after a week', async () => {
    let now = Date.now()
    const { server, admin } = await started({ now: () => new Date(now).toISOString() })
    const invite = async (email: string) => (await admin.call('invitation.create', { email, name: 'X' })).json
    const status = async (token: string) => (await server.anonymous.send(`/api/auth/invitation?token=${token}`)).status
    const revoked = await invite('x@acme.test')
    await admin.call('invitation.revoke', { id: revoked.id })
    now += 1000
    expect(await status(revoked.token)).toBe(403)
    const late = await invite('y@acme.test')
    now += 7 * 86_400_000
    expect(await status(late.token)).toBe(403)
  })

  it('gives a password to somebody who was added without one, and changes nothing else of them', async () => {
    const { server, admin } = await started()
    await admin.call('person.add', { email: 'cy@acme.test', name: 'Cy', role: 'lead' })
    const { json } = await admin.call('invitation.create', { email: 'cy@acme.test', name: 'Cy', role: 'viewer' })
    const body = { token: json.token, name: 'Cy', password: PASSWORD }
    expect((await server.anonymous.send('/api/auth/invitation', { body })).status).toBe(200)
    const { json: me } = await server
      .byCookie(cookiesOf(await signIn(server, 'cy@acme.test', PASSWORD)))
      .send('/api/v1/me')
    expect(me).toMatchObject({ name: 'Cy', role: 'lead' })
    expect((await admin.call('invitation.create', { email: 'cy@acme.test', name: 'Cy' })).status).toBe(409)
  })
})

describe('a password', () => {
  it.each([
    ['short', 'eleven-char'],
    ['one of those that are tried first', 'password1234'],
    ['a row of keys', 'qwertyuiop12'],
    ['the same again', 'aaaaaaaaaaaaaa'],
    ['made of the address', 'adalovelace-2026'],
    ['longer than 128', 'x9-'.repeat(50)],
  ])('that is %s is refused', async (_, password) => {
    const server = await start()
    const body = { token: server.setup, ...ADMIN, email: 'adalovelace@acme.test', password }
    expect((await server.anonymous.send('/api/auth/setup', { body })).status).toBe(400)
    expect(existsSync(join(server.folder, 'setup-token'))).toBe(true)
  })

  it('is changed by those who know it, and not to a weak one', async () => {
    const { server, admin, cookie } = await started()
    const other = cookiesOf(await signIn(server, ADMIN.email, PASSWORD))
    const change = (newPassword: string, currentPassword = PASSWORD) =>
      admin.send('/api/auth/change-password', {
        body: { newPassword, currentPassword, revokeOtherSessions: true },
        headers: { 'x-forwarded-for': address() },
      })
    expect((await change('password1234')).json.detail).toContain('tried first')
    expect((await change('river-lamp-otter-six', 'wrong-wrong-wrong')).status).toBe(400)
    expect((await change('river-lamp-otter-six')).status).toBe(200)
    for (const each of [cookie, other]) expect((await server.byCookie(each).send('/api/v1/me')).status).toBe(401)
    expect((await signIn(server, ADMIN.email, PASSWORD)).status).toBe(401)
    expect((await signIn(server, ADMIN.email, 'river-lamp-otter-six')).status).toBe(200)
  })
})

describe('signing in', () => {
  it('answers a wrong password and an unknown address alike, and takes as long', async () => {
    const { server } = await started()
    const timed = async (email: string) => {
      const times: number[] = []
      let body = ''
      for (let i = 0; i < 5; i++) {
        const began = performance.now()
        body = (await signIn(server, email, 'not-the-password-at-all')).text
        times.push(performance.now() - began)
      }
      return { body, ms: times.sort((a, b) => a - b)[2] ?? 0 }
    }
    const [known, unknown] = [await timed(ADMIN.email), await timed('nobody@acme.test')]
    expect(known.body).toBe(unknown.body)
    expect(unknown.ms).toBeGreaterThan(known.ms / 3)
    expect(known.ms).toBeGreaterThan(unknown.ms / 3)
  })

  it('is tried three times in ten seconds, however often somebody changes what they say of themselves', async () => {
    const server = await startServer()
    const tries = []
    for (let i = 0; i < 5; i++)
      tries.push(
        await server.anonymous.send('/api/auth/sign-in/email', {
          body: { email: `a${i}@acme.test`, password: 'x'.repeat(12) },
          headers: { 'x-forwarded-for': `9.9.9.${i}`, 'x-plumbline-peer': `8.8.8.${i}`, 'x-real-ip': `7.7.7.${i}` },
        }),
      )
    expect(tries.map(each => each.status)).toEqual([401, 401, 401, 429, 429])
    expect(Number(tries[4]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(tries[4]?.json).toMatchObject({ code: 'limit', detail: expect.stringMatching(/Try again in \d+ s/) })
    const tokens = []
    for (let i = 0; i < 4; i++)
      tokens.push(await server.anonymous.send('/api/auth/setup', { body: { token: 'x', ...ADMIN } }))
    expect(tokens.map(each => each.status)).toEqual([403, 403, 403, 429])
  })

  it('gives a cookie that no script reads, and a secure one where the address is https', async () => {
    const { cookie } = await started()
    expect(cookie).toMatch(/^plumbline\.session_token=/)
    const server = await start({ options: { url: 'https://plumb.example' } })
    const headers = { host: 'plumb.example', origin: 'https://plumb.example' }
    expect((await server.anonymous.send('/health')).headers.get('strict-transport-security')).toContain(
      'max-age=31536000',
    )
    void headers
    const plain = await start()
    await plain.anonymous.send('/api/auth/setup', { body: { token: plain.setup, ...ADMIN } })
    const [set = ''] = (await signIn(plain, ADMIN.email, PASSWORD)).headers.getSetCookie()
    expect(set).toMatch(/Max-Age=604800/)
    expect(set).toMatch(/HttpOnly/i)
    expect(set).toMatch(/SameSite=Lax/i)
  })

  it('reaches nothing of the library that is not needed', async () => {
    const { server, admin } = await started()
    const paths = [
      '/sign-up/email',
      '/update-user',
      '/delete-user',
      '/change-email',
      '/request-password-reset',
      '/reset-password',
    ]
    const more = ['/link-social', '/unlink-account', '/get-access-token', '/account-info', '/ok', '/error']
    for (const path of [...paths, ...more, '/sign-in/oauth2', '/token', '/callback/google', '/two-factor/send-otp'])
      for (const who of [server.anonymous, admin])
        for (const method of ['GET', 'POST']) {
          const { status } = await who.send(`/api/auth${path}`, { method, ...(method === 'POST' ? { body: {} } : {}) })
          expect({ path, method, status }).toEqual({ path, method, status: 404 })
        }
    expect(LIBRARY_PATHS.some(path => /sign-up|register|link|user/.test(path))).toBe(false)
  })
})

describe('a session', () => {
  it('is listed and revoked by whose it is, and ends when they sign out', async () => {
    const { server, admin } = await started()
    const other = server.byCookie(cookiesOf(await signIn(server, ADMIN.email, PASSWORD)))
    const { json: sessions } = await admin.send('/api/auth/list-sessions')
    expect(sessions).toHaveLength(2)
    expect((await admin.send('/api/auth/revoke-other-sessions', { body: {} })).status).toBe(200)
    expect((await other.send('/api/v1/me')).status).toBe(401)
    expect((await admin.send('/api/v1/me')).status).toBe(200)
    await admin.send('/api/auth/sign-out', { body: {} })
    expect((await admin.send('/api/v1/me')).status).toBe(401)
  })

  it('has the role its person has now, and is nobody’s when they are gone', async () => {
    const { server, admin } = await started()
    const bo = await server.person('Bo', 'admin')
    await changePerson(server.ctx, { person: 'bo@acme.test', role: 'viewer' })
    expect((await bo.send('/api/v1/me')).json.role).toBe('viewer')
    expect((await bo.call('audit.list')).status).toBe(403)
    await server.ctx.rows.deleteFrom('person').where('email', '=', 'bo@acme.test').execute()
    expect((await bo.send('/api/v1/me')).status).toBe(401)
    expect((await admin.send('/api/v1/me')).status).toBe(200)
  })

  it('ends a day after it was last used, and a week after it began', async () => {
    const { server, cookie } = await started()
    const me = async () => (await server.byCookie(cookie).send('/api/v1/me')).status
    const rows = () => server.ctx.rows as never as { updateTable(name: string): SessionUpdate }
    const set = (columns: object) => rows().updateTable('auth_session').set(columns).execute()
    expect(await me()).toBe(200)
    await set({ createdAt: new Date(Date.now() - 8 * 86_400_000).toISOString() })
    expect(await me()).toBe(401)

    const again = cookiesOf(await signIn(server, ADMIN.email, PASSWORD))
    await set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
    expect((await server.byCookie(again).send('/api/v1/me')).status).toBe(401)
  })

  it('cannot be made up', async () => {
    const { server, cookie } = await started()
    const forged = cookie.replace(/=(.)/, (_, first) => `=${first === 'a' ? 'b' : 'a'}`)
    expect((await server.byCookie(forged).send('/api/v1/me')).status).toBe(401)
  })
})

type SessionUpdate = { set(columns: object): { execute(): Promise<unknown> } }

describe('a second factor', () => {
  it('is set up with a code, asked for from then on, and each backup code holds once', async () => {
    const { server, admin } = await started()
    const enabled = await admin.send('/api/auth/two-factor/enable', { body: { password: PASSWORD } })
    expect(enabled.status, enabled.text).toBe(200)
    const { totpURI, backupCodes } = enabled.json
    expect(backupCodes).toHaveLength(10)
    const post = (path: string, cookie: string, code: string) =>
      asking(server.address, { cookie, 'x-forwarded-for': address() }).send(`/api/auth/two-factor/${path}`, {
        body: { code },
      })
    const own = cookiesOf(await signIn(server, ADMIN.email, PASSWORD))
    const verified = await post('verify-totp', own, codeOf(totpURI))
    expect(verified.status, verified.text).toBe(200)

    const half = await signIn(server, ADMIN.email, PASSWORD)
    expect(half.json).toMatchObject({ twoFactorRedirect: true })
    expect((await server.byCookie(cookiesOf(half)).send('/api/v1/me')).status).toBe(401)
    expect((await post('verify-totp', cookiesOf(half), '000000')).status).toBeGreaterThanOrEqual(400)
    const whole = await post('verify-totp', cookiesOf(half), codeOf(totpURI))
    expect((await server.byCookie(cookiesOf(whole)).send('/api/v1/me')).status).toBe(200)

    const [code] = backupCodes
    const third = cookiesOf(await signIn(server, ADMIN.email, PASSWORD))
    expect((await post('verify-backup-code', third, code)).status).toBe(200)
    const fourth = cookiesOf(await signIn(server, ADMIN.email, PASSWORD))
    expect((await post('verify-backup-code', fourth, code)).status).toBeGreaterThanOrEqual(400)
  })
})

describe('single sign-on', () => {
  const options = (issuer: string) => ({ oidcIssuer: issuer, oidcClientId: 'plumbline', oidcClientSecret: 'secret' })

  it('lets in whoever is one of the company, and nobody else', async () => {
    const provider = await startProvider()
    const { server, admin } = await started({ options: options(provider.address) })
    await admin.call('person.add', { email: 'bo@acme.test', name: 'Bo', role: 'member' })
    const enter = async () => {
      const asked = await server.anonymous.send('/api/auth/sign-in/social', {
        body: { provider: 'oidc', callbackURL: '/goals' },
        headers: { 'x-forwarded-for': address() },
      })
      expect(asked.status, asked.text).toBe(200)
      const there = await fetch(asked.json.url, { redirect: 'manual' })
      const back = there.headers.get('location') ?? ''
      return server.byCookie(cookiesOf(asked)).send(back.slice(server.address.length))
    }
    provider.is({ sub: '7', email: 'bo@acme.test', name: 'Bo', email_verified: true })
    const bo = await enter()
    expect({ status: bo.status, to: bo.headers.get('location') }).toMatchObject({
      status: 302,
      to: expect.stringMatching(/\/goals$/),
    })
    expect((await server.byCookie(cookiesOf(bo)).send('/api/v1/me')).json).toMatchObject({ name: 'Bo', role: 'member' })

    provider.is({ sub: '8', email: 'eve@acme.test', name: 'Eve', email_verified: true })
    const eve = await enter()
    expect(eve.headers.get('location') ?? '').not.toMatch(/\/goals$/)
    expect((await server.byCookie(cookiesOf(eve)).send('/api/v1/me')).status).toBe(401)

    provider.is({ sub: '9', email: ADMIN.email, name: 'Mallory', email_verified: false })
    const unverified = await enter()
    expect((await server.byCookie(cookiesOf(unverified)).send('/api/v1/me')).status).toBe(401)
  })
})

describe('a key', () => {
  it('is kept as its hash alone, and ends when it is revoked or over', async () => {
    let now = Date.now()
    const { server, admin } = await started({ now: () => new Date(now).toISOString() })
    const make = async (input: object) => (await admin.call('key.create', input)).json
    const key = await make({ scope: 'read', days: 1 })
    const rows = await server.ctx.rows.selectFrom('access_key').selectAll().execute()
    const list = (await admin.call('key.list')).json
    const audit = (await admin.call('audit.list')).json
    expect(JSON.stringify([rows, list, audit])).not.toContain(key.key)
    expect(JSON.stringify(rows)).toContain(key.hint)
    const me = async (secret: string) => (await server.byKey(secret).send('/api/v1/me')).status
    expect(await me(key.key)).toBe(200)
    now += 86_400_000
    expect(await me(key.key)).toBe(401)
    const other = await make({ scope: 'admin' })
    expect(await me(other.key)).toBe(200)
    await admin.call('key.revoke', { id: other.id })
    expect(await me(other.key)).toBe(401)
    expect((await server.anonymous.send(`/api/v1/me?key=${(await make({ scope: 'read' })).key}`)).status).toBe(401)
  })

  it('for bringing facts in reads nothing', async () => {
    const { server, admin } = await started()
    const { json } = await admin.call('source.key', { name: 'web' })
    for (const path of ['/api/v1/me', '/api/v1/person.list', '/api/v1/changes', '/api/v1/uploads'])
      expect((await server.byKey(json.key).send(path)).status, path).toBe(403)
    expect((await server.byKey(json.key).send('/health')).json).toEqual({ status: 'ok' })
  })
})

describe('the demonstration', () => {
  it('lets anybody in by a click, which no other server does', async () => {
    const demo = await start({ demo: true })
    const bo = await demo.person('Bo', 'lead')
    const { json: me } = await bo.send('/api/v1/me')
    expect((await demo.anonymous.send('/api/auth/state')).json.demo).toEqual([{ id: me.id, name: 'Bo', role: 'lead' }])
    const entered = await demo.anonymous.send('/api/auth/demo', { body: { person: me.id } })
    expect((await demo.byCookie(cookiesOf(entered)).send('/api/v1/me')).json.name).toBe('Bo')

    const { server } = await started()
    const { json: state } = await server.anonymous.send('/api/auth/state')
    expect(state.demo).toBeNull()
    expect((await server.anonymous.send('/api/auth/demo', { body: { person: me.id } })).status).toBe(404)
  })

  it.each([{ host: '0.0.0.0' }, { host: '::' }, { url: 'https://plumb.example' }])(
    'is not served beyond this machine: %o',
    async options => {
      await expect(start({ demo: true, options })).rejects.toThrow('served on this machine only')
    },
  )
})

/** The code that an authenticator shows now. */
function codeOf(uri: string): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/=+$/, '')].map(each => alphabet.indexOf(each).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(each => Number.parseInt(each, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0xf
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
