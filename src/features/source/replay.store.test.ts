import { beforeAll, expect, it } from 'vitest'
import { migrations } from '../../../test/build.ts'
import { buildSource, countFacts, SIGN_UPS, type SourceWorld, writeTemporary } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import { listAudit } from '../audit/operations.ts'
import { importFile } from './operations/importing.ts'
import { listImports, listRejected } from './operations/ledger.ts'
import { replayImport } from './operations/replaying.ts'

const MAPPED = {
  ...SIGN_UPS,
  events: [{ name: { column: 'plan', map: { free: 'signed_up' } }, at: 'day', props: { plan: 'plan' } }],
}
const MENDED = {
  ...SIGN_UPS,
  events: [{ ...MAPPED.events[0], name: { column: 'plan', map: { free: 'signed_up', pro: 'signed_up' } } }],
}

const FILE = [
  'id,day,plan,wanted',
  '1,2026-03-10,free,yes',
  '2,2026-03-10,pro,yes',
  '3,2026-03-10,pro,yes',
  '2,2026-03-10,pro,yes',
  '4,2026-03-10,gold,yes',
  '5,2026-03-10',
  '6,2026-03-10,gold,no',
].join('\n')

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  const imported = async (world: SourceWorld, text = FILE) =>
    importFile(world.ctx, { source: world.source, path: writeTemporary('people.csv', text) })

  it('stores what the mended source can use, once, and the ledger of the import still adds up', async () => {
    const world = await buildSource(stores, MAPPED)
    const { import: id, ...first } = await imported(world)
    expect(first).toMatchObject({ rows: 6, stored: 1, duplicate: 0, rejected: 5, skipped: 1 })
    await world.mend(MENDED)
    expect(await replayImport(world.ctx, { import: id })).toMatchObject({
      rows: 6,
      stored: 3,
      duplicate: 1,
      rejected: 2,
      skipped: 1,
      revision: 1,
      replayed: { revision: 2, stored: 2, duplicate: 1, rejected: 2, skipped: 0 },
    })
    expect(await countFacts(stores.events, world.source)).toBe(3)
    expect(
      (await listRejected(world.ctx, { import: id })).items.map(each => [each.line, each.column, each.reason]),
    ).toEqual([
      [6, 'plan', expect.stringContaining('“gold”')],
      [7, null, 'Line 7 has 2 cells, but there are 4 columns.'],
    ])
    const again = await replayImport(world.ctx, { import: id })
    expect(again).toMatchObject({ stored: 3, replayed: { stored: 0, duplicate: 0, rejected: 2 } })
    expect((await listImports(world.ctx, {})).items[0]).toMatchObject({ rows: 6, stored: 3, duplicate: 1, rejected: 2 })
  })

  it('takes rows out of the figures that the mended source leaves out, and says anew why others are rejected', async () => {
    const world = await buildSource(stores, MAPPED)
    const { import: id } = await imported(world)
    await world.mend({ ...MAPPED, skip: { plan: 'pro' }, events: [{ ...MAPPED.events[0], at: 'wanted' }] })
    await expect(replayImport(world.ctx, { import: id })).resolves.toMatchObject({
      rows: 3,
      rejected: 2,
      skipped: 4,
      replayed: { skipped: 3 },
    })
    expect((await listRejected(world.ctx, { import: id })).items[0]?.reason).toContain('“gold”')
  })

  it('reads dates as they were settled for the whole file, not as the rejected rows alone might look', async () => {
    const { dates: _, ...undated } = MAPPED
    const world = await buildSource(stores, undated)
    const text = 'id,day,plan,wanted\n1,13/04/2026,free,yes\n2,03/04/2026,pro,yes\n'
    const { import: id } = await imported(world, text)
    await world.mend({ ...undated, events: MENDED.events })
    expect(await replayImport(world.ctx, { import: id })).toMatchObject({ stored: 2, rejected: 0 })
    const days = await stores.events.query('SELECT max(ts) AS last, min(ts) AS first FROM event WHERE source = $1', [
      world.source,
    ])
    expect(days).toEqual([{ first: Date.UTC(2026, 3, 3), last: Date.UTC(2026, 3, 13) }])
  })

  it('asks what the mended source leaves open, and changes nothing until that is answered', async () => {
    const world = await buildSource(stores, MAPPED)
    const { import: id } = await imported(world)
    const { dates: _, ...undated } = MENDED
    await world.mend({ ...undated, events: [{ ...MENDED.events[0], at: 'dya' }] })
    await expect(replayImport(world.ctx, { import: id })).rejects.toMatchObject({
      code: 'invalid',
      details: { problems: [{ code: 'unknown_column', repair: 'day' }] },
    })
    expect((await listRejected(world.ctx, { import: id })).items).toHaveLength(5)
  })

  it('broken off between the facts and the ledger, it counts as stored what it stored', async () => {
    const world = await buildSource(stores, MAPPED)
    const { import: id } = await imported(world)
    await world.mend(MENDED)
    const { ctx } = world
    let appended = false
    const failing = {
      ...ctx,
      events: {
        ...ctx.events,
        append: async (facts: Parameters<typeof ctx.events.append>[0]) => {
          await ctx.events.append(facts)
          appended = true
          throw new Error('the lights went out')
        },
      },
    }
    await expect(replayImport(failing, { import: id })).rejects.toThrow('lights')
    expect(appended).toBe(true)
    expect((await listImports(ctx, {})).items[0]).toMatchObject({ stored: 1, rejected: 5 })
    expect(await replayImport(ctx, { import: id })).toMatchObject({ rows: 6, stored: 3, duplicate: 1, rejected: 2 })
  })

  it('waits for the end of an import', async () => {
    const world = await buildSource(stores, MAPPED)
    const stop = new AbortController()
    stop.abort()
    const path = writeTemporary('people.csv', FILE)
    await importFile(world.ctx, { source: world.source, path, signal: stop.signal }).catch(() => undefined)
    const [begun] = (await listImports(world.ctx, {})).items
    await expect(replayImport(world.ctx, { import: begun?.import ?? '' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('stores facts, and so cannot be part of a transaction', async () => {
    const { ctx } = await buildSource(stores, MAPPED)
    await expect(replayImport({ ...ctx, transacting: true }, { import: 'any' })).rejects.toThrow(/transaction/)
  })

  it('is for those who may write, in their own workspace, and is audited', async () => {
    const world = await buildSource(stores, MAPPED)
    const other = await buildSource(stores, MAPPED)
    const { import: id } = await imported(world)
    const viewer = world.as(await world.person('vera', 'viewer'))
    await expect(replayImport(viewer, { import: id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(replayImport(other.ctx, { import: id })).rejects.toMatchObject({ code: 'not_found' })
    await replayImport(world.ctx, { import: id })
    const entries = (await listAudit(world.ctx, { limit: 500 })).items
    expect(entries.filter(each => each.operation === 'source.replay')).toHaveLength(1)
  })
})
