import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../test/build.ts'
import { buildConnection, CANARY } from '../../test/connection.ts'
import { countFacts } from '../../test/source.ts'
import { fail } from '../core/error.ts'
import { listConnections, listRuns } from '../features/connection/operations/showing.ts'
import { openEvents } from '../store/events/events.ts'
import { openRecords } from '../store/records/records.ts'
import { createLog } from './log.ts'
import { keepSyncing } from './syncing.ts'

async function start(objects = [{ object: 'people' }]) {
  const records = await openRecords({ memory: true }, migrations)
  const events = await openEvents({ memory: true }, { zone: 'UTC' })
  onTestFinished(async () => {
    await events.close()
    await records.close()
  })
  const world = await buildConnection({ records, events }, { objects })
  const lines: string[] = []
  const told: string[] = []
  const log = createLog('debug', { write: line => void lines.push(line) })
  const begin = () => keepSyncing(() => world.ctx, { log, changed: ({ object }) => void told.push(object), lookMs: 5 })
  return { ...world, begin, lines, told, source: `${world.connection}-people` }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(5)
}

const person = (id: number) => ({ id: String(id), day: '2026-01-02', plan: 'pro' })

test('what is due runs by itself, as itself, and says only what may be read by anybody', async () => {
  const { ctx, system, connection, begin, told, lines, source } = await start()
  system.rows.people = [person(1), person(2), person(3)]
  const syncing = begin()
  await until(() => told.length > 0)
  await syncing.stop()
  expect(told).toEqual([connection])
  expect(await countFacts(ctx.events, source)).toBe(3)
  const { items } = await listRuns(ctx, { name: connection })
  expect(items).toMatchObject([{ state: 'done', by: `connection:${connection}` }])
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    { msg: 'connection ran', connection, state: 'done', rows: 3, run: items[0]?.run },
  ])
  expect(lines.join('')).not.toContain(CANARY)
})

test('what fails is tried again later, and is logged without what it was asked with', async () => {
  const { ctx, system, connection, begin, told, lines } = await start()
  system.read = () => fail('unavailable', `Refused: ${CANARY}`)
  const syncing = begin()
  await until(() => told.length > 0)
  await sleep(50)
  await syncing.stop()
  const [kept] = await listConnections(ctx, {})
  expect(kept).toMatchObject({ failures: 1, error: 'Refused: …' })
  expect((await listRuns(ctx, { name: connection })).items).toHaveLength(1)
  expect(lines.map(line => JSON.parse(line))).toMatchObject([{ level: 40, state: 'failed' }])
  expect(lines.join('')).not.toContain(CANARY)
})

test('a bug in a connector fails its run, is logged, and stops no other', async () => {
  const { ctx, system, begin, told, lines } = await start([{ object: 'people' }, { object: 'deals' }])
  const { read } = system
  system.rows.deals = [person(1)]
  system.read = (asked, object, cursor) => {
    if (object === 'people') throw new TypeError('x is not a function')
    return read(asked, object, cursor)
  }
  const syncing = begin()
  await until(() => told.length > 0)
  await syncing.stop()
  const [kept] = await listConnections(ctx, {})
  expect(kept?.error).toBe('Plumbline itself failed; this is a bug. The log says more.')
  expect(lines.join('')).toContain('x is not a function')
  expect((await ctx.events.counts()).events).toBe(1)
})

test('a server that stops ends after the page it is at, and the next one goes on', async () => {
  const { ctx, system, connection, begin, source } = await start()
  system.rows.people = Array.from({ length: 40 }, (_, i) => person(i))
  const { read } = system
  let pages = 0
  system.read = async function* (...asked) {
    for await (const page of read(...asked)) {
      pages++
      await sleep(3)
      yield page
    }
  }
  const first = begin()
  await until(() => pages > 3)
  await first.stop()
  const stored = await countFacts(ctx.events, source)
  expect(stored).toBeGreaterThan(0)
  expect(stored).toBeLessThan(40)
  expect((await listRuns(ctx, { name: connection })).items).toMatchObject([{ state: 'stopped', error: null }])
  const second = begin()
  await until(async () => (await countFacts(ctx.events, source)) === 40)
  await until(async () => (await listRuns(ctx, { name: connection })).items[0]?.state === 'done')
  await second.stop()
  expect((await listRuns(ctx, { name: connection })).items[0]?.objects[0]).toMatchObject({
    stored: 40 - stored,
    duplicate: 0,
  })
})
