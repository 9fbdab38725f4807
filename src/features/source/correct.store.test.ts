import { beforeAll, expect, it } from 'vitest'
import { migrations } from '../../../test/build.ts'
import { buildSource, countFacts, SIGN_UPS, type SourceWorld, writeTemporary } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import { listAudit } from '../audit/operations.ts'
import { correctRow, tryMapping } from './operations/correcting.ts'
import { importFile } from './operations/importing.ts'
import { listImports, listRejected } from './operations/ledger.ts'

const FILE = [
  'id,day,paid,amount,wanted',
  '1,2026-03-10,,,yes',
  '2,10 March,2026-03-11,12.50,yes',
  '3,2026-03-32,,,yes',
  '4,2026-03-10',
  '1,2026-03-1O,,,yes',
].join('\n')

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  const imported = async (world: SourceWorld) =>
    importFile(world.ctx, { source: world.source, path: writeTemporary('people.csv', FILE) })

  it('stores a row whose cells were put right, and the audit log keeps which, but not what they held', async () => {
    const world = await buildSource(stores)
    const { import: id, ...first } = await imported(world)
    expect(first).toMatchObject({ rows: 5, stored: 1, duplicate: 0, rejected: 4, skipped: 0 })
    const done = await correctRow(world.ctx, { import: id, row: 2, values: { day: '2026-03-10' } })
    expect(done).toMatchObject({ became: 'stored', reason: null, rows: 5, stored: 2, rejected: 3 })
    expect(await countFacts(stores.events, world.source)).toBe(3)
    const entry = (await listAudit(world.ctx, {})).items.find(each => each.operation === 'source.correct')
    expect(entry).toMatchObject({ object: world.source, actor: world.ctx.actor.id })
    expect(JSON.parse(entry?.input ?? '{}')).toMatchObject({
      import: id,
      row: 2,
      line: 3,
      columns: ['day'],
    })
    expect((await listImports(world.ctx, {})).items[0]).toMatchObject({ stored: 2, rejected: 3 })
  })

  it('keeps what was typed when the row is still not right, and says why', async () => {
    const world = await buildSource(stores)
    const { import: id } = await imported(world)
    const wrong = await correctRow(world.ctx, { import: id, row: 3, values: { day: '2026-02-30' } })
    expect(wrong).toMatchObject({ became: 'rejected', stored: 1, rejected: 4 })
    expect(wrong.reason).toContain('2026-02-30')
    const { items } = await listRejected(world.ctx, { import: id })
    expect(items.find(each => each.row === 3)).toMatchObject({
      content: { id: '3', day: '2026-02-30' },
      reason: wrong.reason,
    })
  })

  it('counts a row that became one that is known as a duplicate, one left out as skipped', async () => {
    const world = await buildSource(stores)
    const { import: id } = await imported(world)
    const known = await correctRow(world.ctx, { import: id, row: 5, values: { day: '2026-03-10' } })
    expect(known).toMatchObject({ became: 'duplicate', rows: 5, stored: 1, duplicate: 1, rejected: 3 })
    const left = await correctRow(world.ctx, { import: id, row: 3, values: { wanted: 'no' } })
    expect(left).toMatchObject({ became: 'skipped', rows: 4, rejected: 2, skipped: 1 })
  })

  it('takes a row that was broken off when all its cells are given', async () => {
    const world = await buildSource(stores)
    const { import: id } = await imported(world)
    const values = { id: '4', day: '2026-03-10', paid: '', amount: '', wanted: 'yes' }
    expect(await correctRow(world.ctx, { import: id, row: 4, values })).toMatchObject({ became: 'stored', stored: 2 })
  })

  it('refuses columns that the file does not have, rows that are not rejected, and nothing', async () => {
    const world = await buildSource(stores)
    const { import: id } = await imported(world)
    await expect(correctRow(world.ctx, { import: id, row: 2, values: { dya: 'x' } })).rejects.toThrow('“day”')
    await expect(correctRow(world.ctx, { import: id, row: 2, values: {} })).rejects.toThrow('Nothing is changed')
    await expect(correctRow(world.ctx, { import: id, row: 1, values: { day: 'x' } })).rejects.toMatchObject({
      code: 'not_found',
    })
    const [row] = (await listRejected(world.ctx, { import: id })).items
    expect(row).toMatchObject({ row: 2, content: { day: '10 March' } })
  })

  it('belongs to one workspace', async () => {
    const world = await buildSource(stores)
    const other = await buildSource(stores)
    const { import: id } = await imported(world)
    await expect(correctRow(other.ctx, { import: id, row: 2, values: { day: '2026-03-10' } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(tryMapping(other.ctx, { import: id, spec: SIGN_UPS })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('tries a mapping on the rejected rows without storing anything', async () => {
    const world = await buildSource(stores)
    const { import: id } = await imported(world)
    const dated = { ...SIGN_UPS, events: [{ name: 'paid', at: 'paid', optional: true }] }
    const tried = await tryMapping(world.ctx, { import: id, spec: dated })
    expect(tried.problems).toEqual([])
    expect(tried.looked).toMatchObject({ rows: 4, whole: true, events: 1, nothing: 2, rejected: 1, names: { paid: 1 } })
    expect(tried.rows[0]).toMatchObject({
      row: 2,
      line: 3,
      becomes: 'events',
      gives: [{ event: 'paid', at: '2026-03-11T00:00:00.000Z', who: '2' }],
    })
    expect((await listImports(world.ctx, {})).items[0]).toMatchObject({ stored: 1, rejected: 4 })
    const wrong = await tryMapping(world.ctx, { import: id, spec: { ...dated, key: 'idd', zone: 'Nowhere' } })
    expect(wrong.problems.map(({ path }) => path[0])).toEqual(['zone'])
    expect(wrong.rows[0]?.becomes).toBeNull()
  })
})
