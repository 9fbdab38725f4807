import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { createConnection } from '../src/features/connection/operations/changing.ts'
import { listRuns } from '../src/features/connection/operations/showing.ts'
import type { Context } from '../src/features/context.ts'
import { listImports } from '../src/features/source/operations/ledger.ts'
import { CANARY } from './connection.ts'
import { openPlace, type Place, ROWS } from './crash-syncer.ts'
import { declare, team } from './declare.ts'
import { countFacts } from './source.ts'

const SYNCER = fileURLToPath(new URL('./crash-syncer.ts', import.meta.url))
const BAD = Math.floor(ROWS / 4)

type Ended = { code: number | null; said: string }

/** Runs what is due in a process of its own, which is killed `ms` after it began to ask. */
function syncUntilKilled(place: Place, ms: number): Promise<Ended> {
  const child = spawn(process.execPath, [SYNCER, JSON.stringify(place)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms).unref())
  child.stdout.on('data', piece => {
    said += piece
  })
  return new Promise(resolve => child.once('close', code => resolve({ code, said })))
}

async function prepare(place: Place, names: readonly string[]): Promise<void> {
  const { ctx, close } = await openPlace(place)
  await declare(ctx, [team('sales')])
  for (const name of names)
    await createConnection(ctx, {
      name,
      connector: 'fake',
      owner: 'sales',
      settings: { token: CANARY },
      schedule: 'every 700 hours',
      objects: [{ object: 'people' }],
    })
  await close()
}

async function expectWhole(ctx: Context, name: string): Promise<void> {
  const { items } = await listImports(ctx, { source: `${name}-people` })
  const sum = (of: 'rows' | 'stored' | 'duplicate' | 'rejected') => items.reduce((all, each) => all + each[of], 0)
  expect([sum('rows'), sum('stored'), sum('duplicate'), sum('rejected')], name).toEqual([ROWS, ROWS - BAD, 0, BAD])
  expect(items.every(({ finishedAt }) => finishedAt !== null)).toBe(true)
  expect(await countFacts(ctx.events, `${name}-people`)).toBe(ROWS - BAD)
}

test('a run killed again and again goes on from the page that was kept, and its ledger is that of one that was not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-crash-connection-'))
  const place = { records: { file: join(folder, 'records.sqlite') }, events: { file: join(folder, 'events.duckdb') } }
  try {
    await prepare(place, ['crm'])
    let kills = 0
    for (let aheadMinutes = 0; ; aheadMinutes += 5) {
      const { code } = await syncUntilKilled({ ...place, aheadMinutes }, kills < 4 ? 30 + kills * 31 : 60_000)
      if (code === 0) break
      kills++
    }
    expect(kills).toBeGreaterThan(1)
    const { ctx, close } = await openPlace(place)
    await expectWhole(ctx, 'crm')
    const { items } = await listRuns(ctx, { name: 'crm' })
    expect(items.filter(({ state }) => state === 'done')).toHaveLength(1)
    expect(items.filter(({ state }) => state === 'broken off').length).toBe(items.length - 1)
    await close()
    for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file)).includes(CANARY), file).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)

const url = inject('postgresUrl')

describe.skipIf(!url)('on PostgreSQL', () => {
  test('two servers run each connection once, and when one is killed the other goes on', async () => {
    const [records, events] = [`crash_${randomBytes(6).toString('hex')}`, `crash_${randomBytes(6).toString('hex')}`]
    const place = { records: { url, schema: records }, events: { url, schema: events } }
    try {
      const names = ['one', 'two', 'three']
      await prepare(place, names)
      const both = await Promise.all([syncUntilKilled(place, 60_000), syncUntilKilled(place, 350)])
      expect(both[0].code).toBe(0)
      await syncUntilKilled({ ...place, aheadMinutes: 10 }, 60_000)
      const { ctx, close } = await openPlace(place)
      for (const name of names) {
        await expectWhole(ctx, name)
        const { items } = await listRuns(ctx, { name })
        expect(items.filter(({ state }) => state === 'done')).toHaveLength(1)
      }
      await close()
    } finally {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      for (const schema of [records, events]) await client.query(`drop schema if exists ${schema} cascade`)
      await client.end()
    }
  }, 120_000)
})
