import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ProductError } from '../src/core/error.ts'
import { countEvents } from '../src/features/event/operations/reading.ts'
import { type Collecting, startCollector, track } from './collector.ts'

/** As many as the ledger run has; 200,000 when it is asked for, which takes minutes on a slow machine. */
const EVENTS = Number(process.env.PLUMBLINE_LEDGER_EVENTS || 20_000)
const CONNECTIONS = 8

type Sent = { message: unknown; kind: 'new' | 'again' | 'bad' | 'large' }

/** The same messages every time: 3 in 100 bad, of which some are refused, and 5 in 100 sent before. */
function* messagesOf(count: number): Generator<Sent> {
  const types = ['track', 'identify', 'page', 'group', 'alias', 'screen']
  const bad = [{ event: '' }, { userId: '' }, { properties: [] }, { timestamp: 'soon' }, { type: 'nothing' }]
  let made = 0
  for (let i = 0; i < count; i++) {
    const type = types[made % types.length] ?? 'track'
    const whole = track(`m${made}`, {
      type,
      userId: `u${made % 977}`,
      event: `Event ${made % 11}`,
      groupId: `g${made % 31}`,
      timestamp: new Date(Date.UTC(2026, 2, 2) + made * 1000).toISOString(),
      previousId: `p${made % 977}`,
      properties: { n: made, path: '/x' },
      traits: { plan: 'team' },
    })
    if (i % 100 === 7) yield { message: { ...track(`bad${i}`), ...bad[i % bad.length] }, kind: 'bad' }
    else if (i % 100 === 29) yield { message: { ...track(`bad${i}`), type: undefined }, kind: 'bad' }
    else if (i % 100 === 53)
      yield { message: i % 200 === 53 ? 7 : track(`big${i}`, { fill: 'x'.repeat(33_000) }), kind: 'large' }
    else if (i % 20 === 11 && made > 0) yield { message: previous, kind: 'again' }
    else {
      made++
      previous = whole
      yield { message: whole, kind: 'new' }
    }
  }
}
let previous: object = {}

async function run({ post, ctx }: Collecting) {
  const batches: unknown[][] = [[]]
  for (const { message } of messagesOf(EVENTS)) {
    if (batches.at(-1)?.length === 13 + (batches.length % 40)) batches.push([])
    batches.at(-1)?.push(message)
  }
  const told = { stored: 0, duplicate: 0, quarantined: 0, refused: 0 }
  const statuses = new Map<number, number>()
  let next = 0
  const sender = async () => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) {
      const body = JSON.stringify({ batch, sentAt: new Date().toISOString() })
      const packed = next % 3 === 0
      const { status, json } = await post(
        '/v1/batch',
        packed ? gzipSync(body) : body,
        packed ? { 'content-encoding': 'gzip' } : {},
      )
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      for (const verdict of ['stored', 'duplicate', 'quarantined', 'refused'] as const) told[verdict] += json[verdict]
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sender))
  return { told, statuses, counted: await countEvents(ctx, {}) }
}

describe('the ledger', () => {
  it(`adds up over ${EVENTS} messages, told and counted`, { timeout: 600_000 }, async () => {
    const collecting = await startCollector()
    const kinds = Map.groupBy(messagesOf(EVENTS), each => each.kind)
    const { told, statuses, counted } = await run(collecting)
    expect([...statuses.keys()].filter(status => status >= 500)).toEqual([])
    expect(counted).toEqual(told)
    expect(told.stored + told.duplicate + told.quarantined + told.refused).toBe(EVENTS)
    expect(told).toEqual({
      stored: kinds.get('new')?.length,
      duplicate: kinds.get('again')?.length,
      quarantined: kinds.get('bad')?.length,
      refused: kinds.get('large')?.length,
    })
    const { events } = collecting.ctx
    const [facts] = await events.query<{ n: number }>(
      'SELECT count(*) AS n FROM (SELECT id FROM event UNION SELECT id FROM trait UNION SELECT id FROM account_trait) AS fact',
    )
    const [former] = await events.query<{ n: number }>(
      "SELECT count(*) AS n FROM trait WHERE source = 'web' AND print IS NULL",
    )
    expect((facts?.n ?? 0) - (former?.n ?? 0)).toBe(told.stored)
    expect(await events.query('SELECT count(*) AS n FROM quarantine')).toEqual([{ n: told.quarantined }])
  })
})

describe('what the disk cannot take', () => {
  it.each([
    ['disk_full', 507],
    ['busy', 503],
  ])('is answered as %s with when to come again, counts as nothing, and is taken later', async (reason, status) => {
    const { ctx, post, figures } = await startCollector()
    const { collect } = ctx.events
    ctx.events.collect = () => Promise.reject(new ProductError('unavailable', 'The disk is full.', { reason }))
    const refused = await post('/v1/batch', { batch: [track('a')] })
    expect(refused.status).toBe(status)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.json.success).toBe(false)
    ctx.events.collect = collect
    expect((await post('/v1/batch', { batch: [track('a')] })).json.stored).toBe(1)
    expect(await figures()).toEqual({ stored: 1, duplicate: 0, quarantined: 0, refused: 0 })
  })

  it('because of one message that nobody foresaw is all but that message', async () => {
    const { ctx, post, figures, log } = await startCollector()
    const { collect } = ctx.events
    ctx.events.collect = collected =>
      collected.facts.some(each => each.name === 'Poison')
        ? Promise.reject(new Error('no such thing'))
        : collect(collected)
    const batch = Array.from({ length: 50 }, (_, i) => track(`m${i}`, i === 31 ? { event: 'Poison' } : {}))
    const { status, json } = await post('/v1/batch', { batch: [...batch, 7] })
    expect(status).toBe(400)
    expect(json).toMatchObject({
      stored: 49,
      quarantined: 1,
      refused: 1,
      errors: [{ index: 31, code: 'unstorable' }, { index: 50 }],
    })
    expect(await figures()).toEqual({ stored: 49, duplicate: 0, quarantined: 1, refused: 1 })
    expect(log()).toContain('no such thing')
  })
})

describe('a server that stops', () => {
  it('answers what is under way, and has it on disk', async () => {
    const { ctx, post, stopServing } = await startCollector()
    const { collect } = ctx.events
    let go = (): void => {}
    const gate = new Promise<void>(resolve => {
      go = resolve
    })
    ctx.events.collect = async collected => {
      await gate
      return collect(collected)
    }
    const underWay = post('/v1/batch', { batch: [track('a')] })
    await new Promise(resolve => setTimeout(resolve, 200))
    const stopped = stopServing()
    setTimeout(go, 300)
    expect((await underWay).json.stored).toBe(1)
    await stopped
    expect((await ctx.events.counts()).events).toBe(1)
  })
})
