import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { migrations } from '../../../test/build.ts'
import { buildSource, countFacts, SIGN_UPS } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { listImports, listRejected } from './operations/ledger.ts'
import { replayImport } from './operations/replaying.ts'
import { type GivenRow, importRows } from './operations/rows.ts'
import { tallyOf } from './operations/running.ts'

const row = (id: number, more: object = {}): GivenRow => ({ id: String(id), day: '2026-03-10', wanted: 'yes', ...more })

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  const tallies = (ctx: Context, source: string) =>
    listImports(ctx, { source }).then(({ items }) => items.map(each => Object.values(tallyOf(each))))

  it('account for every row, as those of a file are', async () => {
    const { ctx, source, mend } = await buildSource(stores)
    const rows = [
      row(1),
      row(1),
      row(2, { day: 'soon' }),
      row(3, { wanted: 'no' }),
      row(4, { paid: '2026-03-12', amount: 7 }),
    ]
    const done = await importRows(ctx, { source, label: 'from afar', rows })
    expect(done).toMatchObject({
      file: 'from afar',
      bytes: 0,
      rows: 4,
      stored: 2,
      duplicate: 1,
      rejected: 1,
      skipped: 1,
    })
    expect(done.finishedAt).not.toBeNull()
    const { items } = await listRejected(ctx, { import: done.import })
    expect(items).toMatchObject([{ row: 3, column: 'day', content: { id: '2', day: 'soon' }, cut: false }])
    await mend({
      ...SIGN_UPS,
      missing: ['soon'],
      events: [{ name: 'signed_up', at: ['day', 'wanted'], optional: true }],
    })
    expect(await replayImport(ctx, { import: done.import })).toMatchObject({ rejected: 1 })
    await mend({ ...SIGN_UPS, missing: ['soon'], events: [{ name: 'signed_up', at: 'day', optional: true }] })
    expect(await replayImport(ctx, { import: done.import })).toMatchObject({ rows: 3, rejected: 0, skipped: 2 })
  })

  it('with objects inside become columns with dots', async () => {
    const events = [{ name: 'ordered', at: 'order.at', props: { city: 'order.to.city' } }]
    const { ctx, source } = await buildSource(stores, {
      key: 'order.id',
      person: { user: 'who.id' },
      zone: 'UTC',
      events,
    })
    const rows = [{ who: { id: 'ada' }, order: { id: 7, at: '2026-01-02', to: { city: 'Bern' } } }]
    expect(await importRows(ctx, { source, label: 'nested', rows })).toMatchObject({ rows: 1, stored: 1 })
  })

  it('that break off are gone on with when they come again, and counted once, wherever it is', async () => {
    const dying = (ctx: Context, at: number): Context => {
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
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 13 }), async (at, count) => {
        const { ctx, source } = await buildSource(stores)
        const rows = Array.from({ length: count }, (_, i) => row(i, i % 3 === 2 ? { day: 'soon' } : {}))
        const importing = { source, label: 'rows', rows, content: 'the same', together: 3 }
        if (!(await importRows(dying(ctx, at), importing).catch(() => undefined))) await importRows(ctx, importing)
        const bad = Math.floor(count / 3)
        // Where it died after its end was written down, the same rows are imported once more, and all of them are known.
        const [again, first] = [...(await tallies(ctx, source)), undefined]
        expect(first ?? again).toEqual([count, count - bad, 0, bad, 0])
        if (first) expect(again).toEqual([count, 0, count - bad, bad, 0])
        expect(await countFacts(ctx.events, source)).toBe(count - bad)
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  it('once more under another revision of their source end the import that was begun under the first', async () => {
    const { ctx, source, mend } = await buildSource(stores)
    const broken = async function* () {
      yield row(1)
      yield row(2)
      throw new Error('the lights went out')
    }
    const importing = { source, label: 'rows', content: 'the same', together: 1 }
    await expect(importRows(ctx, { ...importing, rows: broken() })).rejects.toThrow('lights')
    await mend({ ...SIGN_UPS, feeds: 'More.' })
    expect(await importRows(ctx, { ...importing, rows: [row(1), row(2), row(3)] })).toMatchObject({
      stored: 1,
      duplicate: 2,
    })
    const { items } = await listImports(ctx, { source })
    expect(items.map(({ finishedAt }) => finishedAt === null)).toEqual([false, false])
  })

  it('are brought by nobody who may not', async () => {
    const { ctx, source } = await buildSource(stores)
    const viewer = { ...ctx, actor: { id: 'v', name: 'V', role: 'viewer' as const, signsFor: [] } }
    await expect(importRows(viewer, { source, label: 'x', rows: [row(1)] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await countFacts(ctx.events, source)).toBe(0)
  })
})
