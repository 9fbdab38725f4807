import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'
import { type Events, openEvents } from './events.ts'

const url = inject('postgresUrl')
let schema = ''
let opened: Events[] = []

beforeEach(() => {
  schema = `test_${randomBytes(8).toString('hex')}`
  opened = []
})

afterEach(async () => {
  for (const events of opened) await events.close()
  if (url) await direct(client => client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`))
})

async function open(): Promise<Events> {
  const events = await openEvents({ url, schema }, { zone: 'UTC' })
  opened.push(events)
  return events
}

async function direct<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET search_path = ${schema}`)
    return await work(client)
  } finally {
    await client.end()
  }
}

const fact = (n: number, rest: Partial<Fact> = {}): Fact => ({
  id: uuidOf(String(n)),
  ts: Date.UTC(2026, 0, 1) + n,
  name: 'e',
  source: 's',
  props: { n },
  ...rest,
})

const explained = async (events: Events, sql: string): Promise<string> => {
  const plan: string[] = []
  await direct(async client => {
    for (const row of (await client.query(`EXPLAIN ${sql}`)).rows) plan.push(row['QUERY PLAN'])
  })
  expect(await events.query(sql)).toBeDefined()
  return plan.join('\n')
}

describe.skipIf(!url)('PostgreSQL', () => {
  it('reads properties only where a question asks for them', async () => {
    const events = await open()
    await events.append(Array.from({ length: 200 }, (_, n) => fact(n, { user: `u${n % 5}` })))
    const count = 'SELECT name, count(*), count(DISTINCT person) FROM event WHERE day > 0 GROUP BY name'
    expect(await explained(events, count)).not.toContain('event_prop')
    const sum = `SELECT sum(${events.dialect.number('props', 'n')}) FROM event`
    expect(await explained(events, sum)).toContain('event_prop')
  })

  it('two processes that append the same facts at once store each once, and agree on the people', async () => {
    const stores = await Promise.all([open(), open(), open()])
    const batches = Array.from({ length: 30 }, (_, b) =>
      Array.from({ length: 20 }, (_, i) => fact(b * 10 + i, { user: `u${(b + i) % 9}`, anonymous: `v${i % 4}` })),
    )
    const verdicts = await Promise.all(
      stores.flatMap((events, s) => batches.map((_, b) => events.append(batches[(b * (s + 1) + s) % 30]!))),
    )
    const distinct = new Set(batches.flat().map(({ id }) => id)).size
    expect(verdicts.flat().filter(verdict => verdict === 'stored')).toHaveLength(distinct)
    for (const events of stores) {
      expect(await events.counts()).toMatchObject({ events: distinct, persons: 1 })
      expect(await events.query('SELECT count(DISTINCT id) AS n, count(DISTINCT person) AS p FROM event')).toEqual([
        { n: distinct, p: 1 },
      ])
      expect(await events.watermark()).toBe(await stores[0]!.watermark())
    }
  })

  it('a result kept in one process is dropped when another appends', async () => {
    const [mine, other] = [await open(), await open()]
    const count = 'SELECT count(*) AS n FROM event'
    expect(await mine.cached(count)).toEqual([{ n: 0 }])
    await other.append([fact(1)])
    expect(await mine.cached(count)).toEqual([{ n: 1 }])
  })

  it('keeps text in the order of its code points, whatever the database’s own order', async () => {
    const events = await open()
    await events.append(['b', 'B', 'a', 'Z', 'ä'].map((name, n) => fact(n, { name })))
    expect(await events.query('SELECT name FROM event ORDER BY name')).toEqual(
      ['B', 'Z', 'a', 'b', 'ä'].map(name => ({ name })),
    )
  })

  it('goes on when its connections are cut', async () => {
    const events = await open()
    await events.append([fact(1)])
    const cut = () =>
      direct(client =>
        client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'plumbline' AND query LIKE '%mark%'`),
      )
    await cut()
    await events.append([fact(2)]).catch(error => expect(error).toMatchObject({ code: 'unavailable' }))
    await events.query('SELECT 1').catch(error => expect(error).toMatchObject({ code: 'unavailable' }))
    expect(await events.append([fact(2), fact(3)])).toContain('stored')
    expect(await events.counts()).toMatchObject({ events: 3 })
  })

  it('refuses a schema that is no plain name, and says where it finds no server', async () => {
    await expect(openEvents({ url, schema: 'a"; DROP' }, { zone: 'UTC' })).rejects.toMatchObject({ code: 'invalid' })
    const nowhere = 'postgresql://nobody@127.0.0.1:1/none'
    await expect(openEvents({ url: nowhere, schema: 'a' }, { zone: 'UTC' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('127.0.0.1'),
    })
  })

  it('opens in several processes at once when nothing is there yet', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, open))
    await Promise.all(stores.map((events, n) => events.append([fact(n)])))
    expect(await stores[0]!.counts()).toMatchObject({ events: 5 })
  })
})
