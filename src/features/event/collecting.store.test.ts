import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, team } from '../../../test/declare.ts'
import { buildSource, writeTemporary } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import { toMs } from '../../core/instant.ts'
import { type Events, openEvents } from '../../store/events/events.ts'
import { listAudit } from '../audit/operations.ts'
import type { Context } from '../context.ts'
import { importFile } from '../source/operations/importing.ts'
import { agreedOn } from './operations/agreed.ts'
import { type Settled, settleMessages } from './operations/collecting.ts'
import { dropHeld, listHeld, repairHeld, replayHeld } from './operations/quarantine.ts'
import { countEvents, listRecent } from './operations/reading.ts'

const CAME = Date.parse('2026-01-05T07:00:00.000Z')
const HOUR = 3_600_000

type Message = Record<string, unknown>

const track = (messageId: string, more: Message = {}): Message => ({
  type: 'track',
  messageId,
  userId: 'ada',
  event: 'Signed up',
  timestamp: CAME - HOUR,
  ...more,
})

type Sending = { source?: string; received?: number; check?: Awaited<ReturnType<typeof agreedOn>>['check'] }

const send = (
  events: Events,
  messages: readonly Message[],
  { source = 'web', received = CAME, check }: Sending = {},
): Promise<Settled[]> =>
  settleMessages(
    events,
    messages.map(message => ({ message, raw: JSON.stringify(message) })),
    { source, received, keepsIp: false, ip: undefined, refused: 0, check },
  )

const verdicts = async (settled: Promise<Settled[]>): Promise<string[]> => (await settled).map(each => each.verdict)

eachStore(open => {
  const build = async (): Promise<Context> => (await buildWorld(await open(migrations), { signatures: false })).ctx

  describe('a message that comes more than once', () => {
    it('is stored once, however many send it at the same time, for each source', async () => {
      const { events } = await build()
      const sent = await Promise.all(Array.from({ length: 50 }, () => verdicts(send(events, [track('a')]))))
      expect(sent.flat().filter(each => each === 'stored')).toHaveLength(1)
      expect(sent.flat().filter(each => each === 'duplicate')).toHaveLength(49)
      expect(await verdicts(send(events, [track('a')], { source: 'app' }))).toEqual(['stored'])
      expect((await events.counts()).events).toBe(2)
    })

    it('is known after an hour, a week and a year', async () => {
      const { events } = await build()
      const all = Array.from({ length: 1000 }, (_, i) => track(`m${i}`))
      expect(new Set(await verdicts(send(events, all)))).toEqual(new Set(['stored']))
      for (const hours of [25, 8 * 24, 400 * 24])
        expect(new Set(await verdicts(send(events, all, { received: CAME + hours * HOUR })))).toEqual(
          new Set(['duplicate']),
        )
      expect((await events.counts()).events).toBe(1000)
    })

    it('with other content is held as a conflict, once, and the first one stands', async () => {
      const ctx = await build()
      await send(ctx.events, [track('a', { properties: { plan: 'team' } })])
      const other = track('a', { properties: { plan: 'solo' } })
      expect(await verdicts(send(ctx.events, [other]))).toEqual(['quarantined'])
      expect(await verdicts(send(ctx.events, [other, other]))).toEqual(['duplicate', 'duplicate'])
      const { items } = await listHeld(ctx, {})
      expect(items).toMatchObject([{ code: 'conflict', source: 'web', message: JSON.stringify(other) }])
      expect((await listRecent(ctx, {})).map(each => each.props)).toEqual([{ plan: 'team' }])
      expect(await countEvents(ctx, {})).toEqual({ stored: 1, duplicate: 2, quarantined: 1, refused: 0 })
    })
  })

  describe('a message that cannot be stored', () => {
    it('is held with its reason, and stored as of when it came once it is repaired', async () => {
      const ctx = await build()
      const bad = track('a', { event: '', timestamp: undefined, userId: 'lovelace' })
      expect(await verdicts(send(ctx.events, [bad, track('b')]))).toEqual(['quarantined', 'stored'])
      const [held] = (await listHeld(ctx, { source: 'web', code: 'no_name' })).items
      expect(held).toMatchObject({ receivedAt: '2026-01-05T07:00:00.000Z', message: JSON.stringify(bad) })
      expect(await replayHeld(ctx, {})).toMatchObject({ tried: 1, stored: 0, quarantined: 1 })
      await repairHeld(ctx, { id: held?.id ?? '', message: JSON.stringify({ ...bad, event: 'Repaired' }) })
      expect(await replayHeld(ctx, {})).toEqual({ tried: 1, stored: 1, duplicate: 0, quarantined: 0, refused: 0 })
      expect(await replayHeld(ctx, {})).toMatchObject({ tried: 0 })
      expect(await ctx.events.query("SELECT ts FROM event WHERE name = 'Repaired'")).toEqual([{ ts: CAME }])
      expect(await countEvents(ctx, { source: 'web' })).toEqual({ stored: 2, duplicate: 0, quarantined: 0, refused: 0 })
      expect(JSON.stringify(await listAudit(ctx, {}))).not.toContain('lovelace')
    })

    it('keeps what its mender could not see', async () => {
      const ctx = await build()
      const mail = 'write to ada@acme.test'
      const bad = track('a', {
        event: '',
        properties: { mail, list: [mail] },
        context: { traits: { email: 'ada@acme.test' } },
      })
      await send(ctx.events, [bad])
      const [held] = (await listHeld(ctx, {})).items
      expect(held?.message).not.toContain('ada@acme.test')
      const edited = { ...JSON.parse(held?.message ?? ''), event: 'Mended' }
      edited.properties.more = 1
      await repairHeld(ctx, { id: held?.id ?? '', message: JSON.stringify(edited) })
      expect(await replayHeld(ctx, {})).toMatchObject({ stored: 1 })
      const [event] = await ctx.events.query<{ props: object }>('SELECT props FROM event', [], { json: true })
      expect(event?.props).toEqual({ mail, list: [mail], more: 1 })
      expect(await ctx.events.query("SELECT value FROM identifier WHERE kind = 'email'")).toEqual([
        { value: 'ada@acme.test' },
      ])
    })

    it('can be given up', async () => {
      const ctx = await build()
      await send(ctx.events, [track('a', { event: '' })])
      const [held] = (await listHeld(ctx, {})).items
      expect(await dropHeld(ctx, { ids: [held?.id ?? ''] })).toEqual({ dropped: 1 })
      expect(await countEvents(ctx, {})).toEqual({ stored: 0, duplicate: 0, quarantined: 0, refused: 1 })
    })

    it('because a plan says so is stored when the plan is mended and it is replayed', async () => {
      const ctx = await build()
      const plan = (type: string) => ({
        kind: 'tracking-plan',
        name: 'site',
        owner: 'marketing',
        sources: 'web',
        events: { 'Signed up': { props: { seats: type } } },
        violations: 'quarantine',
      })
      await declare(ctx, [team('marketing'), plan('integer')])
      const { check } = await agreedOn(ctx, 'web')
      const messages = [track('a', { properties: { seats: 3 } }), track('b', { properties: { seats: 'many' } })]
      expect(await verdicts(send(ctx.events, messages, { check }))).toEqual(['stored', 'quarantined'])
      expect((await listHeld(ctx, {})).items[0]?.reason).toContain('“seats” of “Signed up” should be')
      expect(await replayHeld(ctx, { code: 'plan' })).toMatchObject({ tried: 1, quarantined: 1 })
      await declare(ctx, [team('marketing'), plan('text')])
      expect(await replayHeld(ctx, { code: 'plan' })).toMatchObject({ tried: 1, stored: 1 })
    })

    it('because it lies in the future is on no day, and is not let in by replaying', async () => {
      const ctx = await build()
      const ahead = [track('a', { timestamp: CAME + 23 * HOUR }), track('b', { timestamp: CAME + 25 * HOUR })]
      expect((await send(ctx.events, ahead)).map(each => each.code)).toEqual([undefined, 'future'])
      expect(await replayHeld(ctx, {})).toMatchObject({ stored: 0, quarantined: 1 })
      expect(await ctx.events.query('SELECT name FROM event')).toHaveLength(1)
    })

    it('is shown page by page, masked to those who need not know', async () => {
      const world = await buildWorld(await open(migrations))
      const [ctx, member] = [world.ctx, world.as(await world.person('Mia', 'member'))]
      const bad = (i: number) => track(`m${i}`, { event: '', context: { traits: { email: 'ada@acme.test' } } })
      await send(
        ctx.events,
        Array.from({ length: 5 }, (_, i) => bad(i)),
      )
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await listHeld(ctx, { limit: 2, ...(cursor === undefined ? {} : { cursor }) })
        seen.push(...page.items.map(each => each.id))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(new Set(seen).size).toBe(5)
      const trusted: Context = { ...ctx, actor: { ...ctx.actor, grants: ['personal'] } }
      expect(JSON.stringify(await listHeld(trusted, {}))).toContain('ada@acme.test')
      expect(JSON.stringify(await listHeld(member, {}))).not.toContain('ada@acme.test')
      await send(ctx.events, [track('x', { context: { traits: { email: 'ada@acme.test' } } })])
      expect(JSON.stringify(await listRecent(trusted, {}))).toContain('ada@acme.test')
      expect(JSON.stringify(await listRecent(member, {}))).not.toContain('ada@acme.test')
    })
  })

  it('what may not be stored of a person is refused, nothing of it is held, and it is said of nobody', async () => {
    const { events } = await build()
    await send(events, [track('b', { userId: 'bob' })])
    await events.suppress([{ kind: 'email', value: 'ada@acme.test' }])
    const context = { traits: { email: ' Ada@Acme.test' } }
    const messages = [
      track('a', { context }),
      track('b', { userId: 'bob', context }),
      track('c', { event: '', context }),
      track('d', { event: '' }),
    ]
    const settled = await send(events, messages)
    expect(settled.map(each => each.verdict)).toEqual(['refused', 'refused', 'refused', 'quarantined'])
    expect(JSON.stringify(settled)).not.toContain('acme')
    expect(JSON.stringify(await events.holding({ limit: 10 }))).not.toContain('cme.test')
    const [tally] = await events.tallies()
    expect(tally).toMatchObject({ stored: 1, duplicate: 0, quarantined: 1, refused: 3 })
  })

  it('rows of files are counted with the messages of their source', async () => {
    const { ctx, source } = await buildSource(await open(migrations))
    const path = writeTemporary(
      'rows.csv',
      'id,day,paid,amount,wanted\n1,2026-01-02,,,yes\n2,someday,,,yes\n1,2026-01-02,,,yes\n',
    )
    await importFile(ctx, { source, path })
    await send(ctx.events, [track('a'), track('b', { event: '' })], { source })
    await send(ctx.events, [track('a')], { source: 'app' })
    expect(await countEvents(ctx, { source })).toEqual({ stored: 2, duplicate: 1, quarantined: 2, refused: 0 })
    expect(await countEvents(ctx, {})).toEqual({ stored: 3, duplicate: 1, quarantined: 2, refused: 0 })
  })

  it('an alias makes one person of two that were known under ids of their own', async () => {
    const { events } = await build()
    const said = { type: 'identify', timestamp: CAME - HOUR }
    await send(events, [
      { ...said, messageId: 'a', userId: 'old-ada', traits: { email: 'ada@old.test' } },
      { ...said, messageId: 'b', userId: 'ada', traits: { email: 'ada@new.test' } },
      { ...said, messageId: 'c', userId: 'bob', anonymousId: '6d0b2f3e-9b86-4ed4-8c2a-8b6b0f4e8c11' },
    ])
    expect((await events.counts()).persons).toBe(3)
    await send(events, [{ type: 'alias', messageId: 'd', userId: 'ada', previousId: 'old-ada' }])
    expect((await events.counts()).persons).toBe(2)
    const uuid = '6d0b2f3e-9b86-4ed4-8c2a-8b6b0f4e8c11'
    await send(events, [{ type: 'alias', messageId: 'e', userId: 'bobby', previousId: uuid }])
    expect((await events.counts()).persons).toBe(2)
    expect((await events.tallies())[0]).toMatchObject({ stored: 5, facts: 6 })
  })

  it('the newest events are found by source, name and profile', async () => {
    const ctx = await build()
    await send(ctx.events, [track('a'), track('b', { event: 'Left', userId: 'bob' })])
    await send(ctx.events, [track('c')], { source: 'app' })
    const names = async (where: Parameters<typeof listRecent>[1]) =>
      (await listRecent(ctx, where)).map(each => `${each.source} ${each.name}`).sort()
    expect(await names({})).toEqual(['app Signed up', 'web Left', 'web Signed up'])
    expect(await names({ source: 'app' })).toEqual(['app Signed up'])
    expect(await names({ event: 'Left' })).toEqual(['web Left'])
    const [left] = await listRecent(ctx, { event: 'Left' })
    expect(left).toMatchObject({ identifiers: { user: 'bob' }, at: new Date(CAME - HOUR).toISOString() })
    expect(await names({ person: left?.person ?? 0 })).toEqual(['web Left'])
    expect(await names({ limit: 1 })).toHaveLength(1)
    expect(toMs(ctx.now())).toBeGreaterThan(CAME)
  })
})

it('a message is known after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-events-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const where = { file: join(folder, 'facts.duckdb') }
  const first = await openEvents(where, { zone: 'UTC' })
  expect(await verdicts(send(first, [track('a'), track('b', { event: '' })]))).toEqual(['stored', 'quarantined'])
  await first.close()
  const second = await openEvents(where, { zone: 'UTC' })
  const again = await Promise.all(
    Array.from({ length: 50 }, () => verdicts(send(second, [track('a'), track('b', { event: '' })]))),
  )
  expect(new Set(again.flat())).toEqual(new Set(['duplicate']))
  await second.close()
})
