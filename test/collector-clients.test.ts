import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { expect, it } from 'vitest'
import { ProductError } from '../src/core/error.ts'
import { type Collecting, startCollector } from './collector.ts'

type Named = { name: string; props: Record<string, unknown>; person: number }

const eventsOf = (server: Collecting): Promise<Named[]> =>
  server.ctx.events.query<Named>('SELECT name, props, person FROM event ORDER BY ts, name', [], { json: true })

it('Segment’s library for Node sends every kind of message, and closes when all are stored', async () => {
  const server = await startCollector()
  const analytics = new Analytics({ writeKey: server.key, host: server.address, flushAt: 5, flushInterval: 50 })
  const failures: unknown[] = []
  analytics.on('error', error => failures.push(error))
  analytics.identify({ userId: 'ada', anonymousId: 'a-1', traits: { email: 'Ada@Acme.test', plan: 'team' } })
  analytics.track({
    userId: 'ada',
    event: 'Order Completed',
    properties: { revenue: 12.5, currency: 'eur' },
    context: { campaign: { name: 'autumn', source: 'google', medium: 'cpc' }, page: { path: '/buy' } },
  })
  analytics.page({
    userId: 'ada',
    name: 'Pricing',
    properties: { path: '/pricing', url: 'https://acme.test/pricing?gclid=7' },
  })
  analytics.screen({ anonymousId: 'a-1', name: 'Home' })
  analytics.group({ userId: 'ada', groupId: 'acme', traits: { website: 'https://www.acme.test/about' } })
  analytics.alias({ userId: 'ada', previousId: '6d0b2f3e-9b86-4ed4-8c2a-8b6b0f4e8c11' })
  await analytics.closeAndFlush()
  expect(failures).toEqual([])
  expect(await server.figures()).toEqual({ stored: 6, duplicate: 0, quarantined: 0, refused: 0 })
  const events = await eventsOf(server)
  expect(new Set(events.map(each => each.person)).size).toBe(1)
  const props = Object.fromEntries(events.map(each => [each.name, each.props]))
  expect(props['Order Completed']).toMatchObject({
    revenue: 12.5,
    revenue_currency: 'EUR',
    utm_campaign: 'autumn',
    utm_source: 'google',
    utm_medium: 'cpc',
    page: '/buy',
  })
  expect(props.page_viewed).toMatchObject({ page: '/pricing', page_name: 'Pricing', gclid: '7' })
  expect(props.screen_viewed).toMatchObject({ screen: 'Home' })
  const identifiers = await server.ctx.events.query<{ kind: string; value: string }>(
    'SELECT kind, value FROM identifier ORDER BY kind, value',
  )
  expect(identifiers).toEqual([
    { kind: 'anonymous', value: '6d0b2f3e-9b86-4ed4-8c2a-8b6b0f4e8c11' },
    { kind: 'anonymous', value: 'a-1' },
    { kind: 'email', value: 'ada@acme.test' },
    { kind: 'user', value: 'ada' },
  ])
  expect(await server.ctx.events.query('SELECT kind, value FROM account_identifier ORDER BY kind')).toEqual([
    { kind: 'domain', value: 'acme.test' },
    { kind: 'id', value: 'acme' },
  ])
})

it('Segment’s library comes again when it is told to, and the messages are stored once', async () => {
  const server = await startCollector()
  const { collect } = server.ctx.events
  const answers = ['lost', 'busy']
  server.ctx.events.collect = async collected => {
    const next = answers.shift()
    if (next === 'busy') throw new ProductError('unavailable', 'Not now.', { reason: 'busy' })
    const delivered = await collect(collected)
    if (next === 'lost') throw new Error('The answer was lost on the way.')
    return delivered
  }
  const analytics = new Analytics({ writeKey: server.key, host: server.address, flushAt: 1 })
  const failures: unknown[] = []
  analytics.on('error', error => failures.push(error))
  analytics.track({ userId: 'ada', event: 'x' })
  await analytics.closeAndFlush()
  expect(failures).toEqual([])
  expect((await server.ctx.events.counts()).events).toBe(1)
})

it('Segment’s library learns that its key is wrong', async () => {
  const server = await startCollector()
  const analytics = new Analytics({ writeKey: 'plw_nonsense', host: server.address, flushAt: 1 })
  const failures: { code: string }[] = []
  analytics.on('error', error => failures.push(error))
  analytics.track({ userId: 'ada', event: 'x' })
  await analytics.closeAndFlush()
  expect(failures.map(each => each.code)).toEqual(['delivery_failure'])
  expect(await server.figures()).toEqual({ stored: 0, duplicate: 0, quarantined: 0, refused: 0 })
})

it('RudderStack’s library for Node sends gzip under the type of a form, with a timestamp of its own name', async () => {
  const server = await startCollector()
  const client = new RudderAnalytics(server.key, { dataPlaneUrl: server.address, flushAt: 10, flushInterval: 10_000 })
  const happened = new Date('2026-03-02T09:30:00.000Z')
  client.identify({ userId: 'ada', traits: { email: 'ada@acme.test' }, timestamp: happened })
  client.track({ userId: 'ada', event: 'Signed up', properties: { plan: 'team' }, timestamp: happened })
  client.page({ userId: 'ada', name: 'Pricing', properties: { path: '/pricing' }, timestamp: happened })
  client.group({ userId: 'ada', groupId: 'acme', traits: { domain: 'acme.test' }, timestamp: happened })
  client.alias({ userId: 'ada', previousId: 'old-ada', timestamp: happened })
  await client.flush()
  expect(await server.figures()).toEqual({ stored: 5, duplicate: 0, quarantined: 0, refused: 0 })
  const [first] = await server.ctx.events.query<{ ts: number }>("SELECT ts FROM event WHERE name = 'Signed up'")
  expect(Math.abs((first?.ts ?? 0) - happened.getTime())).toBeLessThan(5000)
  const tied = await server.ctx.events.query<{ person: number }>(
    "SELECT DISTINCT person FROM identifier WHERE (kind = 'user' AND value = 'ada') OR (kind = 'anonymous' AND value = 'old-ada')",
  )
  expect(tied).toHaveLength(1)
})
