import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { migrations } from '../../../test/build.ts'
import { buildConnection, CANARY, type ConnectionWorld } from '../../../test/connection.ts'
import { countFacts } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import { fail } from '../../core/error.ts'
import { listAudit } from '../audit/operations.ts'
import type { Context } from '../context.ts'
import { correctRow } from '../source/operations/correcting.ts'
import { listImports, listRejected, sourceVerbs } from '../source/operations/ledger.ts'
import { changeConnection, pauseConnection, removeConnection, resumeConnection } from './operations/changing.ts'
import { insertRun } from './operations/history.ts'
import { failingConnections, listConnections, listRuns, showConnection } from './operations/showing.ts'
import { sync, syncConnection, testConnection } from './operations/syncing.ts'
import { selectDue } from './queries.ts'

const person = (id: number | string, day = '2026-01-02') => ({ id: String(id), day, plan: 'pro' })

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  const only = { objects: [{ object: 'people' }] }
  const sourceOf = ({ connection }: ConnectionWorld, object = 'people') => `${connection}-${object}`
  const rowsOf = ({ rows, stored, duplicate, rejected, skipped }: Record<string, unknown>) => [
    rows,
    stored,
    duplicate,
    rejected,
    skipped,
  ]

  describe('a run', () => {
    it('brings what is new since the last one, through the ledger of its source', async () => {
      const world = await buildConnection(stores)
      const { ctx, system, connection } = world
      system.rows.people = [person(1), person(2), person(3)]
      const first = await syncConnection(ctx, { name: connection })
      expect(first).toMatchObject({ state: 'done', error: null })
      expect(first.objects.map(each => [each.object, each.before, each.after, ...rowsOf(each)])).toEqual([
        ['people', null, '3', 3, 3, 0, 0, 0],
        ['deals', null, null, 0, 0, 0, 0, 0],
      ])
      const { items } = await listImports(ctx, { source: sourceOf(world) })
      expect(items).toMatchObject([{ import: first.objects[0]?.import, file: `${connection}/people`, rows: 3 }])
      expect(items[0]?.finishedAt).not.toBeNull()
      system.rows.people.push(person(4))
      const second = await syncConnection(ctx, { name: connection })
      expect(rowsOf(second.objects[0] as never)).toEqual([1, 1, 0, 0, 0])
      const again = await syncConnection(ctx, { name: connection, again: true })
      expect(rowsOf(again.objects[0] as never)).toEqual([4, 0, 4, 0, 0])
      expect(await countFacts(ctx.events, sourceOf(world))).toBe(4)
      expect(system.asked.filter(({ object }) => object === 'people').map(({ cursor }) => cursor)).toEqual([
        undefined,
        '3',
        undefined,
      ])
    })

    it('keeps rows that cannot be used, to be corrected like those of a file', async () => {
      const world = await buildConnection(stores, only)
      const { ctx, system, connection } = world
      system.rows.people = [person(1), person(2, 'tomorrow'), person(3)]
      const { objects } = await syncConnection(ctx, { name: connection })
      expect(rowsOf(objects[0] as never)).toEqual([3, 2, 0, 1, 0])
      const [row] = (await listRejected(ctx, { source: sourceOf(world) })).items
      expect(row).toMatchObject({ row: 2, column: 'day', content: { id: '2', day: 'tomorrow', plan: 'pro' } })
      const corrected = await correctRow(ctx, { import: row!.import, row: 2, values: { day: '2026-01-05' } })
      expect(corrected).toMatchObject({ became: 'stored', rows: 3, stored: 3, rejected: 0 })
    })

    it('asks how dates are written instead of guessing, and goes on when the source says it', async () => {
      const world = await buildConnection(stores, only)
      const { ctx, system, connection } = world
      system.rows.people = [person(1, '03/04/2026'), person(2, '05/04/2026')]
      const run = await syncConnection(ctx, { name: connection })
      expect(run.state).toBe('failed')
      expect(run.error).toMatch(/“day” holds dates/)
      expect(run.objects[0]).toMatchObject({ import: null, after: null, stored: 0 })
      const { head } = await sourceVerbs.get(ctx, { name: sourceOf(world) })
      const spec = { ...(head.spec as object), dates: 'dd/mm/yyyy' }
      await sourceVerbs.propose(ctx, { name: sourceOf(world), owner: 'sales', base: 1, why: 'x', ...spec } as never)
      const next = await syncConnection(ctx, { name: connection })
      expect(next.objects[0]).toMatchObject({ before: null, after: '2', rows: 2, stored: 2 })
    })

    it('waits for the signature of the team that owns what the rows mean, and says so', async () => {
      const world = await buildConnection(stores, { ...only, signatures: true })
      const { ctx, system, connection } = world
      system.rows.people = [person(1)]
      const { waits } = await showConnection(ctx, { name: connection })
      expect(waits).toEqual([expect.stringMatching(/brings nothing yet.*proposed, not in force.*sign/)])
      const run = await syncConnection(ctx, { name: connection })
      expect(run).toMatchObject({ state: 'done', objects: [{ rows: 0, after: null }] })
      expect(run.objects[0]?.problem).toMatch(/sign/)
      const { head } = await sourceVerbs.get(ctx, { name: sourceOf(world) })
      expect(head).toMatchObject({ owner: 'sales', spec: { connection } })
      const lead = await world.person('Lea', 'lead', { sales: 'lead' })
      await sourceVerbs.sign(world.as(lead), { name: sourceOf(world), revision: 1, team: 'sales' })
      expect((await showConnection(ctx, { name: connection })).waits).toEqual([])
      expect((await syncConnection(ctx, { name: connection })).objects[0]).toMatchObject({ stored: 1 })
    })

    it('of which one object fails brings the others', async () => {
      const { ctx, system, connection } = await buildConnection(stores)
      system.rows = { people: [person(1)], deals: [person(7)] }
      const { read } = system
      system.read = (asked, object, cursor) =>
        object === 'people' ? fail('unavailable', 'Fake answers 500.') : read(asked, object, cursor)
      const run = await syncConnection(ctx, { name: connection })
      expect(run).toMatchObject({ state: 'failed', error: 'Fake answers 500.' })
      expect(run.objects.map(({ stored, problem }) => [stored, problem])).toEqual([
        [0, 'Fake answers 500.'],
        [1, null],
      ])
    })
  })

  describe('that breaks off', () => {
    /** Stores that fail before or after the `at`th write, and at every one from then on, as a process does that dies there. */
    function dyingAt(ctx: Context, at: number): Context {
      let moment = 0
      const passing = async <T>(work: () => Promise<T>): Promise<T> => {
        if (++moment >= at) throw new Error('the lights went out')
        const done = await work()
        if (++moment >= at) throw new Error('the lights went out')
        return done
      }
      return {
        ...ctx,
        records: { ...ctx.records, transaction: work => passing(() => ctx.records.transaction(work)) },
        events: { ...ctx.events, append: facts => passing(() => ctx.events.append(facts)) },
      }
    }

    it('wherever it dies, the next run loses no row, and the ledger counts each row of each page once', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 }), async (at, count) => {
          const world = await buildConnection(stores, only)
          const { ctx, system, connection } = world
          system.rows.people = Array.from({ length: count }, (_, i) => person(i, i % 4 === 3 ? 'never' : '2026-01-02'))
          await sync(dyingAt(ctx, at), connection).catch(() => {})
          const later = { ...ctx, now: () => new Date(Date.parse(ctx.now()) + 600_000).toISOString() }
          expect((await sync(later, connection)).state).toBe('done')
          const bad = system.rows.people.filter(({ day }) => day === 'never').length
          expect(await countFacts(ctx.events, sourceOf(world))).toBe(count - bad)
          const { items } = await listImports(ctx, { source: sourceOf(world) })
          const sum = (of: 'rows' | 'stored' | 'duplicate' | 'rejected') =>
            items.reduce((total, each) => total + each[of], 0)
          expect([sum('rows'), sum('stored'), sum('duplicate'), sum('rejected')]).toEqual([count, count - bad, 0, bad])
          expect(items.every(({ finishedAt }) => finishedAt !== null)).toBe(true)
          const { items: runs } = await listRuns(ctx, { name: connection })
          expect(runs[0]?.objects[0]?.after).toBe(String(count))
          expect(runs.every(({ state }) => state !== 'under way')).toBe(true)
        }),
        { numRuns: 25 },
      )
    }, 120_000)

    it('is gone on with after it was stopped between two pages', async () => {
      const world = await buildConnection(stores, only)
      const { ctx, system, connection } = world
      system.rows.people = [1, 2, 3, 4, 5].map(id => person(id))
      const stopping = new AbortController()
      const { read } = system
      system.read = async function* (asked, object, cursor) {
        for await (const page of read(asked, object, cursor)) {
          yield page
          stopping.abort()
        }
      }
      const stopped = await sync(ctx, connection, { signal: stopping.signal })
      expect(stopped).toMatchObject({ state: 'stopped', error: null, objects: [{ after: '2', stored: 2 }] })
      const [kept] = await listConnections(ctx, {}).then(all => all.filter(({ name }) => name === connection))
      expect(kept).toMatchObject({ failures: 0, underWay: false })
      system.read = read
      expect((await sync(ctx, connection)).objects[0]).toMatchObject({ before: '2', after: '5', stored: 3 })
    })
  })

  describe('two at once', () => {
    it('one runs, the other is refused, and neither brings a row twice', async () => {
      const world = await buildConnection(stores, only)
      const { ctx, system, connection } = world
      system.rows.people = Array.from({ length: 9 }, (_, i) => person(i))
      const ends = await Promise.allSettled([1, 2, 3].map(() => sync(ctx, connection)))
      const refused = ends.filter(each => each.status === 'rejected')
      expect(ends.filter(each => each.status === 'fulfilled')).toHaveLength(1)
      for (const { reason } of refused)
        expect(reason).toMatchObject({ code: 'conflict', details: { reason: 'under_way' } })
      expect(await countFacts(ctx.events, sourceOf(world))).toBe(9)
      expect((await listRuns(ctx, { name: connection })).items).toHaveLength(1)
    })

    it('what is due is run by one of two servers only', async () => {
      const { ctx, connection } = await buildConnection(stores, only)
      expect(await selectDue(ctx, ctx.now())).toEqual([connection])
      await sync(ctx, connection, { due: true })
      await expect(sync(ctx, connection, { due: true })).rejects.toMatchObject({ details: { reason: 'under_way' } })
      expect(await selectDue(ctx, ctx.now())).toEqual([])
    })
  })

  describe('a connection that fails', () => {
    it('is tried more and more rarely, and after three times its team is told', async () => {
      const { ctx, system, connection } = await buildConnection(stores, { ...only, schedule: 'daily at 06:30' })
      const { read } = system
      system.read = () => fail('unavailable', `Fake answers 401 to ${CANARY}.`)
      const pauses: number[] = []
      for (let i = 0; i < 4; i++) {
        await sync(ctx, connection)
        const { nextAt, failures, error } = await showConnection(ctx, { name: connection })
        expect(failures).toBe(i + 1)
        expect(error).toBe('Fake answers 401 to ….')
        pauses.push(Math.round((Date.parse(nextAt ?? '') - Date.parse(ctx.now())) / 60_000))
        expect(await failingConnections(ctx)).toHaveLength(i >= 2 ? 1 : 0)
      }
      expect(pauses).toEqual([5, 10, 20, 40])
      expect(await failingConnections(ctx)).toMatchObject([
        {
          name: connection,
          owner: 'support',
          says: expect.stringMatching(/failed 4 times in a row: Fake answers 401/),
        },
      ])
      system.read = read
      await sync(ctx, connection)
      expect(await failingConnections(ctx)).toEqual([])
      expect((await showConnection(ctx, { name: connection })).nextAt).toBe('2026-01-06T05:30:00.000Z')
    })

    it('is told of sooner where a source expects news sooner', async () => {
      const world = await buildConnection(stores, only)
      const { ctx, system, connection } = world
      const { head } = await sourceVerbs.get(ctx, { name: sourceOf(world) })
      const spec = { ...(head.spec as object), expects: { everyDays: 2 } }
      await sourceVerbs.propose(ctx, { name: sourceOf(world), owner: 'sales', base: 1, why: 'x', ...spec } as never)
      system.read = () => fail('unavailable', 'Fake is away.')
      await sync(ctx, connection)
      expect(await failingConnections(ctx)).toEqual([])
      const later = { ...ctx, now: () => new Date(Date.parse(ctx.now()) + 3 * 86_400_000).toISOString() }
      expect(await failingConnections(later)).toMatchObject([{ name: connection, failures: 1 }])
      await pauseConnection(ctx, { name: connection })
      expect(await failingConnections(later)).toEqual([])
    })

    it('waits as long as the other side asks for', async () => {
      const { ctx, system, connection } = await buildConnection(stores, only)
      system.read = () => fail('limit', 'Too often.', { retryAfter: 7200 })
      await sync(ctx, connection)
      const { nextAt } = await showConnection(ctx, { name: connection })
      expect(Date.parse(nextAt ?? '') - Date.parse(ctx.now())).toBeGreaterThan(7_000_000)
    })
  })

  describe('what it asks with', () => {
    it('is shown to nobody, and stands nowhere in the records', async () => {
      const world = await buildConnection(stores, only)
      const { ctx, connection } = world
      const answers = [
        await showConnection(ctx, { name: connection }),
        await listConnections(ctx, {}),
        await testConnection(ctx, { name: connection }),
        await syncConnection(ctx, { name: connection }),
        await pauseConnection(ctx, { name: connection }),
        await resumeConnection(ctx, { name: connection }),
        await changeConnection(ctx, { name: connection, settings: { token: `${CANARY}2` } }),
        await listAudit(ctx, { limit: 500 }),
      ]
      expect(JSON.stringify(answers)).not.toContain(CANARY)
      expect(answers[0]).toMatchObject({ settings: { region: 'eu' }, secrets: ['token'] })
      for (const table of ['connection', 'connection_run', 'audit', 'idempotency'] as const)
        expect(JSON.stringify(await ctx.rows.selectFrom(table).selectAll().execute()), table).not.toContain(CANARY)
    })

    it('has to be entered again where it might be sent elsewhere', async () => {
      const { ctx, connection } = await buildConnection(stores, only)
      await expect(changeConnection(ctx, { name: connection, settings: { region: 'us' } })).rejects.toThrow(
        '“region” changes, so enter token again too',
      )
      const changed = await changeConnection(ctx, { name: connection, settings: { region: 'us', token: 'other' } })
      expect(changed.settings).toEqual({ region: 'us' })
    })

    it('opens in its own workspace alone', async () => {
      const [one, other] = [await buildConnection(stores, only), await buildConnection(stores, only)]
      const row = await one.ctx.rows
        .selectFrom('connection')
        .select('settings')
        .where('workspace', '=', one.ctx.workspace)
        .executeTakeFirstOrThrow()
      await one.ctx.rows
        .updateTable('connection')
        .set({ settings: row.settings })
        .where('workspace', '=', other.ctx.workspace)
        .execute()
      expect(await sync(other.ctx, other.connection)).toMatchObject({
        state: 'failed',
        error: expect.stringMatching(/another secret/),
      })
      await expect(showConnection(other.ctx, { name: one.connection })).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  it('keeps its last 500 runs', async () => {
    const { ctx, connection } = await buildConnection(stores, only)
    for (let i = 0; i < 503; i++) await insertRun(ctx, connection, `0000-${String(i).padStart(4, '0')}`)
    await sync(ctx, connection)
    let [runs, cursor] = [0, undefined as string | undefined]
    do {
      const page = await listRuns(ctx, { name: connection, limit: 300, cursor })
      runs += page.items.length
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(runs).toBe(500)
    expect((await showConnection(ctx, { name: connection })).runs[0]?.state).toBe('done')
  })

  it('rests while it is paused, and is gone with its secrets when it is removed', async () => {
    const world = await buildConnection(stores, only)
    const { ctx, system, connection } = world
    system.rows.people = [person(1)]
    await pauseConnection(ctx, { name: connection })
    await expect(syncConnection(ctx, { name: connection })).rejects.toThrow('paused')
    expect(await selectDue(ctx, '2030-01-01T00:00:00.000Z')).toEqual([])
    await resumeConnection(ctx, { name: connection })
    await syncConnection(ctx, { name: connection })
    await removeConnection(ctx, { name: connection })
    await expect(showConnection(ctx, { name: connection })).rejects.toMatchObject({ code: 'not_found' })
    expect(await countFacts(ctx.events, sourceOf(world))).toBe(1)
  })
})
