import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSignature, type Message, SCHEMES, type Scheme } from './signature.ts'

const NOW = Date.parse('2026-03-02T09:30:00Z')
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const message = (body: string, headers: Message['headers'], url = 'https://plumb.acme.test/hook'): Message => ({
  method: 'POST',
  url,
  headers,
  body: Buffer.from(body),
})

/** A message signed as the vendors’ documents say, worked out here without the code under test. */
function signed(scheme: Scheme, body: string, at = NOW, secret = SECRET, url?: string): Message {
  const hmac = (content: string, encoding: 'hex' | 'base64', key: string | Buffer = secret) =>
    createHmac('sha256', key).update(content).digest(encoding)
  const time = String(Math.floor(at / 1000))
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const headers = {
    sha256: { 'x-hub-signature-256': `sha256=${hmac(body, 'hex')}` },
    stripe: { 'stripe-signature': `t=${time},v1=${hmac(`${time}.${body}`, 'hex')},v0=6ffbb59b` },
    standard: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': time,
      'webhook-signature': `v1,${hmac(`msg_1.${time}.${body}`, 'base64', key)}`,
    },
    hubspot: {
      'x-hubspot-request-timestamp': String(at),
      'x-hubspot-signature-v3': hmac(`POST${url ?? 'https://plumb.acme.test/hook'}${body}${at}`, 'base64'),
    },
  }[scheme]
  return message(body, headers, url)
}

const check = (scheme: Scheme, sent: Message, more: { secret?: string; now?: number; header?: string } = {}) =>
  checkSignature(sent, { scheme, secret: SECRET, now: NOW, ...more })
const reasonOf = (verdict: ReturnType<typeof checkSignature>) => (verdict.genuine ? 'genuine' : verdict.reason)

describe('signatures that others published', () => {
  test('the example of GitHub', () => {
    const headers = { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' }
    const sent = message('Hello, World!', headers)
    expect(check('sha256', sent, { secret: "It's a Secret to Everybody" })).toMatchObject({ genuine: true })
  })

  test('the example of Svix', () => {
    const headers = {
      'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'svix-timestamp': '1614265330',
      'svix-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }
    const verdict = check('standard', message('{"test": 2432232314}', headers), { now: 1_614_265_330_000 })
    expect(verdict).toEqual({ genuine: true, id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: 1_614_265_330_000 })
  })
})

describe.each(SCHEMES)('%s', scheme => {
  test('a message that was signed with the secret is genuine, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: -300_000, max: 300_000 }), (body, skew) => {
        expect(reasonOf(check(scheme, signed(scheme, body, NOW + skew), {}))).toBe('genuine')
      }),
    )
  })

  test('a body, signature or secret that differs in anything is wrong', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.base64String({ minLength: 4 }),
        (a, b, secret) => {
          fc.pre(a !== b && !secret.startsWith('='))
          const sent = signed(scheme, a)
          expect(reasonOf(check(scheme, { ...sent, body: Buffer.from(b) }))).toBe('wrong')
          expect(reasonOf(check(scheme, sent, { secret }))).toBe('wrong')
        },
      ),
    )
  })

  test('without a secret or a signature nothing is genuine', () => {
    expect(reasonOf(check(scheme, signed(scheme, 'a'), { secret: '' }))).toBe('secret')
    expect(reasonOf(check(scheme, message('a', {})))).toBe('missing')
  })

  test('anything may stand in the headers', () => {
    const names = Object.keys(signed(scheme, 'a').headers)
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 3, maxLength: 3 }), values => {
        const headers = Object.fromEntries(names.map((name, i) => [name, values[i]]))
        const verdict = check(scheme, message('a', headers))
        expect(verdict.genuine).toBe(false)
        if (!verdict.genuine) expect(verdict.message).toMatch(/^The .*\.$/)
      }),
    )
  })
})

describe.each(['stripe', 'standard', 'hubspot'] as const)('the time of %s', scheme => {
  test.each([
    [-300_000, 'genuine'],
    [300_000, 'genuine'],
    [-301_000, 'time'],
    [301_000, 'time'],
    [-86_400_000, 'time'],
  ])('a message %i ms from now is %s', (skew, expected) => {
    expect(reasonOf(check(scheme, signed(scheme, '{}', NOW + skew)))).toBe(expected)
  })

  test('an old message is not made new by another time in its header', () => {
    const sent = signed(scheme, '{}', NOW - 3_600_000)
    const headers = Object.fromEntries(
      Object.entries(sent.headers).map(([name, value]) => [
        name,
        value?.replace(String(NOW - 3_600_000), String(NOW)).replace(String(NOW / 1000 - 3600), String(NOW / 1000)),
      ]),
    )
    expect(reasonOf(check(scheme, { ...sent, headers }))).toBe('wrong')
  })
})

test('one of several signatures is enough while a secret is changed', () => {
  const stripe = signed('stripe', '{}')
  const old = 'v1=0000000000000000000000000000000000000000000000000000000000000000'
  const headers = { 'stripe-signature': stripe.headers['stripe-signature']!.replace(',v1', `,${old},v1`) }
  expect(reasonOf(check('stripe', { ...stripe, headers }))).toBe('genuine')
  const standard = signed('standard', '{}')
  const several = `v1,AAAA v1a,BBBB ${standard.headers['webhook-signature']}`
  const both = { ...standard.headers, 'webhook-signature': several }
  expect(reasonOf(check('standard', { ...standard, headers: both }))).toBe('genuine')
})

test('the older signature v0 of Stripe and other versions count for nothing', () => {
  const sent = signed('stripe', '{}')
  const headers = { 'stripe-signature': sent.headers['stripe-signature']!.replace('v1=', 'v9=') }
  expect(reasonOf(check('stripe', { ...sent, headers }))).toBe('malformed')
})

test('a sender’s own header, and hex without a word before it, are read', () => {
  const hex = createHmac('sha256', SECRET).update('{}').digest('hex')
  expect(reasonOf(check('sha256', message('{}', { 'x-acme': hex.toUpperCase() }), { header: 'X-Acme' }))).toBe(
    'genuine',
  )
})

test('HubSpot signs the address with some of its characters decoded', () => {
  const sent = signed('hubspot', '{}', NOW, SECRET, 'https://plumb.acme.test/hook?a=x:y/z@1&b=%20')
  expect(reasonOf(check('hubspot', { ...sent, url: 'https://plumb.acme.test/hook?a=x%3Ay%2Fz%401&b=%20' }))).toBe(
    'genuine',
  )
  expect(reasonOf(check('hubspot', { ...sent, url: 'https://plumb.acme.test/other?a=x:y/z@1&b=%20' }))).toBe('wrong')
})
