import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uuidOf } from '../../store/hash.ts'
import { type Arrival, readMessage } from './message.ts'

const RECEIVED = Date.parse('2026-03-02T10:00:00.000Z')
const arrival: Arrival = { source: 'web', received: RECEIVED, keepsIp: false, ip: '203.0.113.9' }
const read = (message: object, more: Partial<Arrival> = {}) =>
  readMessage({ messageId: 'm', userId: 'ada', ...message }, { ...arrival, ...more }, uuidOf)
const factOf = (message: object, more: Partial<Arrival> = {}) => {
  const { fact, trouble } = read(message, more)
  if (!fact) throw new Error(JSON.stringify(trouble))
  return fact
}
const codeOf = (message: object) => read(message).trouble?.code

describe('a message of a tracker', () => {
  it('is an event of the name it was given', () => {
    expect(factOf({ type: 'track', event: 'Signed up', properties: { plan: 'team' } })).toMatchObject({
      name: 'Signed up',
      source: 'web',
      user: 'ada',
      props: { plan: 'team' },
    })
  })

  it('about a page is a page view with the path as its page', () => {
    const { name, props } = factOf({
      type: 'page',
      name: 'Pricing',
      properties: {
        path: '/pricing',
        url: 'https://acme.test/pricing?utm_source=news&gclid=7#x',
        referrer: 'https://bing.test/',
      },
    })
    expect(name).toBe('page_viewed')
    expect(props).toMatchObject({
      page: '/pricing',
      page_name: 'Pricing',
      referrer: 'https://bing.test/',
      utm_source: 'news',
      gclid: '7',
    })
  })

  it('says where the visit came from and on what, unless the event says otherwise itself', () => {
    const { props } = factOf({
      type: 'track',
      event: 'x',
      properties: { page: 2, utm_source: 'own' },
      context: {
        page: { path: '/a', referrer: 'https://b.test/' },
        campaign: { name: 'autumn', source: 'google', medium: 'cpc' },
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile/15E Safari/604',
        locale: 'de-DE',
      },
    })
    expect(props).toEqual({
      page: 2,
      utm_source: 'own',
      referrer: 'https://b.test/',
      utm_campaign: 'autumn',
      utm_medium: 'cpc',
      browser: 'Safari',
      device: 'mobile',
      os: 'iOS',
      locale: 'de-DE',
    })
  })

  it('loses the address of the device unless the source keeps it', () => {
    const message = { type: 'track', event: 'x', context: { ip: '198.51.100.7' } }
    expect(JSON.stringify(factOf(message))).not.toContain('198.51')
    expect(factOf(message, { keepsIp: true }).props.ip).toBe('198.51.100.7')
    expect(factOf({ type: 'track', event: 'x' }, { keepsIp: true }).props.ip).toBe('203.0.113.9')
  })

  it('has its amounts as numbers, each with its currency', () => {
    expect(
      factOf({ type: 'track', event: 'x', properties: { revenue: '12.50', currency: 'usd', total: 20 } }).props,
    ).toMatchObject({ revenue: 12.5, revenue_currency: 'USD', total: 20, total_currency: 'USD' })
  })

  it('names a person by every id that it carries', () => {
    const fact = factOf({
      type: 'identify',
      anonymousId: 'a-1',
      traits: {
        email: ' Ada@Acme.test ',
        phone: '+49 30 1234567',
        company: { id: 'acme', website: 'https://www.acme.test/x' },
      },
      context: {
        externalIds: [
          { type: 'hubspotId', id: 51 },
          { type: 'android.idfa', id: 'x-y' },
          { type: '__proto__', id: 'z' },
        ],
      },
      integrations: { Salesforce: { contactId: '003X' }, All: true },
    })
    expect(fact).toMatchObject({
      user: 'ada',
      anonymous: 'a-1',
      email: 'ada@acme.test',
      phone: '+49 30 1234567',
      ids: { hubspot: '51', android_idfa: 'x-y', salesforce: '003X' },
      account: { id: 'acme', domain: 'acme.test' },
    })
    expect(fact.name).toBeUndefined()
  })

  it('ties what a person was called before to what they are called now', () => {
    const uuid = '6d0b2f3e-9b86-4ed4-8c2a-8b6b0f4e8c11'
    expect(factOf({ type: 'alias', previousId: uuid })).toMatchObject({ user: 'ada', anonymous: uuid })
    const reading = read({ type: 'alias', previousId: 'old-ada' })
    expect(reading.fact).toMatchObject({ user: 'ada', anonymous: 'old-ada', ids: { alias: 'old-ada' } })
    expect(reading.former).toMatchObject({ user: 'old-ada', ids: { alias: 'old-ada' } })
  })

  it.each([
    [{ type: 'click' }, 'unknown_type'],
    [{}, 'unknown_type'],
    [{ type: 'track' }, 'no_name'],
    [{ type: 'track', event: 7 }, 'bad_name'],
    [{ type: 'track', event: '\u0000' }, 'bad_name'],
    [{ type: 'track', event: 'x'.repeat(201) }, 'bad_name'],
    [{ type: 'track', event: 'x', userId: '' }, 'no_person'],
    [{ type: 'track', event: 'x', userId: '\ud800' }, 'no_person'],
    [{ type: 'track', event: 'x', userId: {} }, 'bad_id'],
    [{ type: 'track', event: 'x', userId: 2 ** 60 }, 'bad_id'],
    [{ type: 'track', event: 'x', messageId: [] }, 'bad_id'],
    [{ type: 'track', event: 'x', properties: [] }, 'bad_properties'],
    [{ type: 'identify', traits: 'none' }, 'bad_traits'],
    [{ type: 'track', event: 'x', context: 'none' }, 'bad_context'],
    [{ type: 'group' }, 'no_person'],
    [{ type: 'alias' }, 'no_person'],
    [{ type: 'track', event: 'x', timestamp: 'yesterday' }, 'bad_time'],
    [{ type: 'track', event: 'x', timestamp: '2026-02-30T00:00:00Z' }, 'bad_time'],
    [{ type: 'track', event: 'x', timestamp: '2026-03-02T09:30:00' }, 'bad_time'],
    [{ type: 'track', event: 'x', timestamp: 1_772_409_600 }, 'bad_time'],
    [{ type: 'track', event: 'x', timestamp: '1850-01-01T00:00:00Z' }, 'past'],
    [{ type: 'track', event: 'x', timestamp: '2026-03-03T10:00:00.001Z' }, 'future'],
  ])('that is wrong, such as %j, is kept back as %s', (message, code) => {
    expect(codeOf(message)).toBe(code)
  })

  it('that is nested without end is kept back', () => {
    const nest = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
    expect(codeOf({ type: 'track', event: 'x', properties: { deep: nest(97) } })).toBeUndefined()
    expect(codeOf({ type: 'track', event: 'x', properties: { deep: nest(15_000) } })).toBe('too_deep')
  })

  it('keeps fields that are called like parts of JavaScript, and nothing else has them', () => {
    const properties = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":2}',
    )
    const { props } = factOf({ type: 'track', event: 'x', properties })
    expect(JSON.stringify(props)).toBe(JSON.stringify(properties))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('when an event happened', () => {
  const at = (clocks: object) => factOf({ type: 'track', event: 'x', ...clocks }).ts

  it('is put right by as much as the clock of the device was wrong when it sent the message', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -26 * 3_600_000, max: 26 * 3_600_000 }),
        fc.integer({ min: 0, max: 400 * 86_400_000 }),
        (wrongBy, agoMs) => {
          const really = RECEIVED - agoMs
          const clock = (ms: number) => new Date(ms + wrongBy).toISOString()
          expect(at({ timestamp: clock(really), sentAt: clock(RECEIVED) })).toBe(really)
          expect(at({ originalTimestamp: clock(really), sentAt: clock(RECEIVED) })).toBe(really)
        },
      ),
    )
  })

  it('is what the message says where it does not say when it was sent, and its arrival where it says nothing', () => {
    expect(at({ timestamp: '2026-03-02T08:00:00.000Z' })).toBe(Date.parse('2026-03-02T08:00:00.000Z'))
    expect(at({ timestamp: '2026-03-02T10:00:00+02:00' })).toBe(Date.parse('2026-03-02T08:00:00.000Z'))
    expect(at({ timestamp: RECEIVED - 5 })).toBe(RECEIVED - 5)
    expect(at({ sentAt: '2020-01-01T00:00:00Z' })).toBe(RECEIVED)
    expect(at({})).toBe(RECEIVED)
  })

  it('is flagged where it lies ahead by less than a day', () => {
    const { props } = factOf({ type: 'track', event: 'x', timestamp: RECEIVED + 3_600_000 })
    expect(props.clock_ahead_s).toBe(3600)
  })
})

describe('what tells messages apart', () => {
  const values = fc.jsonValue({ maxDepth: 4 })
  const messages = fc.record({ properties: fc.dictionary(fc.string(), values) })
  const shuffled = (value: unknown): unknown =>
    typeof value !== 'object' || value === null
      ? value
      : Array.isArray(value)
        ? value.map(shuffled)
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, each]) => [key, shuffled(each)]),
          )

  it('is the same for the same content in another order, sent again later', () => {
    fc.assert(
      fc.property(messages, message => {
        const first = { type: 'track', event: 'x', userId: 'u', ...message, sentAt: 'a', context: { a: 1 } }
        const again = { ...first, sentAt: 'b', _metadata: { retryCount: 2 }, writeKey: 'w', context: { ip: '1', a: 1 } }
        expect(factOf(shuffled(again) as object).print).toBe(factOf(first).print)
      }),
    )
  })

  it('is another number for other content', () => {
    fc.assert(
      fc.property(messages, messages, (a, b) => {
        fc.pre(JSON.stringify(shuffled(a)) !== JSON.stringify(shuffled(b)))
        const print = (message: object) => factOf({ type: 'track', event: 'x', ...message }).print
        expect(print(a) === print(b)).toBe(sameValues(a, b))
      }),
    )
  })

  it('makes the id from source and messageId, and without one from what was said and when', () => {
    const message = { type: 'track', event: 'x' }
    expect(factOf({ ...message, userId: 'other' }).id).toBe(factOf(message).id)
    expect(factOf(message, { source: 'app' }).id).not.toBe(factOf(message).id)
    const bare = { ...message, messageId: undefined }
    const said = { ...bare, timestamp: '2026-03-02T08:00:00Z' }
    expect(factOf(said, { received: RECEIVED + 1 }).id).toBe(factOf(said).id)
    expect(factOf(bare, { received: RECEIVED + 1 }).id).not.toBe(factOf(bare).id)
  })
})

const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(sorted)
      : Object.entries(value)
          .map(([key, each]) => [key, sorted(each)])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))

const sameValues = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
