import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { sendBatch, served } from './served.ts'
import { asking } from './server.ts'
import { plumbline } from './terminal.ts'

const url = inject('postgresUrl')
const LARGE = 1000

const batchOf = (n: number): object[] =>
  Array.from({ length: LARGE }, (_, i) => ({
    type: 'track',
    event: 'Opened',
    messageId: `m${n}-${i}`,
    anonymousId: `v${i % 50}`,
  }))

describe.skipIf(!url)('a collector whose PostgreSQL is not there for a while', () => {
  test('takes what it has room for, asks for the rest to come again, and loses nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-outage-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const data = join(folder, 'data')
    const key = plumbline(['source', 'key', 'web', '--data-dir', data]).out.trim()
    const args = ['key', 'create', '--scope', 'read', '--data-dir', data, '--format', 'json']
    const headers = { authorization: `Bearer ${JSON.parse(plumbline(args).out).key}` }
    const before = await schemasIn(url)
    const line = await lineTo(url)
    const server = await served(data, { EVENTS_URL: line.url })
    onTestFinished(async () => {
      line.open()
      await server.end('SIGTERM')
      await line.close()
      await dropFacts(url, before)
    })
    const acknowledged = new Set<number>()
    const send = async (n: number) => {
      const answer = await sendBatch(server.address, key, batchOf(n))
      if (answer?.status === 200) acknowledged.add(n)
      else expect(Number(answer?.retryAfter), JSON.stringify(answer)).toBeGreaterThan(0)
      return answer?.status
    }
    expect(await send(0)).toBe(200)

    line.hold()
    const sent = Array.from({ length: 60 }, (_, i) => send(i + 1))
    await sleep(3000)
    expect(acknowledged.size).toBe(1)
    line.open()
    const statuses = await Promise.all(sent)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))

    line.cut()
    for (let n = 61; n < 64; n++) expect(await send(n)).toBe(503)
    expect((await asking(server.address, {}).send('/health')).status).toBe(503)
    line.open()
    const missing = Array.from({ length: 64 }, (_, n) => n).filter(n => !acknowledged.has(n))
    for (const n of missing) for (let tries = 0; tries < 20 && (await send(n)) !== 200; tries++) await sleep(200)
    expect(acknowledged.size).toBe(64)
    const { json } = await asking(server.address, headers).call('event.count', { source: 'web' })
    expect(json).toMatchObject({ stored: 64 * LARGE, duplicate: 0, quarantined: 0, refused: 0 })
  }, 120_000)
})

const schemasIn = async (to: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: to })
  await client.connect()
  const { rows } = await client.query(`SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'facts%'`)
  await client.end()
  return rows.map(row => row.name as string)
}

/** Drops the facts that were not there before. */
async function dropFacts(to: string, before: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: to })
  await client.connect()
  for (const schema of (await schemasIn(to)).filter(each => !before.includes(each)))
    await client.query(`DROP SCHEMA "${schema}" CASCADE`)
  await client.end()
}

/** A line to PostgreSQL that can be held, so that nothing gets through, or cut. */
async function lineTo(to: string) {
  const { host, port, user, database, password } = new pg.Client({ connectionString: to })
  const pairs = new Set<readonly [Socket, Socket]>()
  let state: 'open' | 'held' | 'cut' = 'open'
  const listener = createServer(near => {
    if (state === 'cut') return void near.destroy()
    const far = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host)
    const pair = [near, far] as const
    pairs.add(pair)
    for (const [from, into] of [pair, [far, near] as const]) {
      from.on('data', part => void into.write(part))
      from.on('error', () => {})
      from.once('close', () => {
        pairs.delete(pair)
        into.destroy()
      })
      if (state === 'held') from.pause()
    }
  })
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve))
  const { port: own } = listener.address() as AddressInfo
  const each = (act: (socket: Socket) => void): void => {
    for (const socket of [...pairs].flat()) act(socket)
  }
  return {
    url: `postgresql://${user}:${encodeURIComponent(password || 'none')}@127.0.0.1:${own}/${database}?sslmode=disable`,
    hold() {
      state = 'held'
      each(socket => void socket.pause())
    },
    cut() {
      state = 'cut'
      each(socket => void socket.destroy())
    },
    open() {
      state = 'open'
      each(socket => void socket.resume())
    },
    async close() {
      each(socket => void socket.destroy())
      await new Promise(resolve => listener.close(resolve))
    },
  }
}
