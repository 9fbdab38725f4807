import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openWarehouse, type Warehouse } from '../../../test/warehouse.ts'
import type { JsonValue } from '../../core/json.ts'
import type { Api, Asked, Query } from '../connector.ts'
import { pinnedAddresses } from '../outbound/resolve.ts'
import { databaseApi, warehouseApi } from './api.ts'

const url = inject('postgresUrl')

describe.skipIf(!url)('a database as a source', () => {
  const schema = `warehouse_${randomBytes(6).toString('hex')}`
  let warehouse: Warehouse
  beforeAll(async () => {
    warehouse = await openWarehouse(url, schema)
  })
  afterAll(() => warehouse.close())

  const asked = (query: Query, more: Partial<Asked> = {}): Asked => ({
    settings: { url: warehouse.address },
    request: () => Promise.reject(new Error('a database is not asked over HTTP')),
    reach: host => pinnedAddresses(host, { privateRanges: ['127.0.0.0/8'] }),
    queries: { it: query },
    wait: async () => {},
    now: Date.now,
    ...more,
  })

  async function rowsOf(query: Query, cursor?: string, api: Api = warehouseApi) {
    const rows: Record<string, JsonValue>[] = []
    let last = cursor
    for await (const page of api.read(asked(query), 'it', cursor)) {
      rows.push(...page.rows)
      last = page.cursor
    }
    return { rows, cursor: last }
  }

  it('gives values as JSON keeps them without loss', async () => {
    const query = `select 7::int2 as small, 9007199254740993::int8 as large, 9007199254740991::int8 as safe, 1.50::numeric as money,
      12345678901234567.891::numeric as exact, 'NaN'::numeric as none, 0.1::float8 as tenth, 'Infinity'::float8 as endless,
      true as yes, null as nothing, '2026-03-29'::date as day, '2026-03-29 02:30:00.123456'::timestamp as wall,
      '2026-03-29 02:30:00.123456+02'::timestamptz as instant, '{"a":[1,null]}'::jsonb as json, array['x,y', null] as texts,
      array[1,2]::int8[] as numbers, interval '1 day 2 hours' as span, '\\xff'::bytea as bytes, 'ä "quoted"' as text`
    expect((await rowsOf({ query })).rows).toEqual([
      {
        small: 7,
        large: '9007199254740993',
        safe: 9007199254740991,
        money: 1.5,
        exact: '12345678901234567.891',
        none: 'NaN',
        tenth: 0.1,
        endless: 'Infinity',
        yes: true,
        nothing: null,
        day: '2026-03-29',
        wall: '2026-03-29 02:30:00.123456',
        instant: '2026-03-29 00:30:00.123456+00',
        json: { a: [1, null] },
        texts: ['x,y', null],
        numbers: [1, 2],
        span: 'P1DT2H',
        bytes: '\\xff',
        text: 'ä "quoted"',
      },
    ])
  })

  it('asks anew from the watermark on, loses no row that shares it, and gives none twice', async () => {
    const step = fc.record({
      rows: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 7 }),
      /** How many pages are kept before the run breaks off; all of them, when there are fewer. */
      pages: fc.integer({ min: 0, max: 6 }),
    })
    const kinds = fc.constantFrom('timestamptz', 'timestamp', 'bigint', 'text', 'date')
    let number = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 8 }),
        kinds,
        fc.integer({ min: 1, max: 4 }),
        async (steps, kind, together) => {
          const table = `${schema}.t${++number}`
          await warehouse.run(`create table ${table} (id integer, "changed At" ${kind})`)
          const value = (at: number): string =>
            kind === 'bigint'
              ? `${at}`
              : kind === 'text'
                ? `'k${String(at).padStart(4, '0')}'`
                : kind === 'date'
                  ? `date '2026-01-01' + ${at}`
                  : `${kind} '2026-01-01' + ${at} * interval '1 microsecond'`
          const query = { query: `select * from ${table} -- all of it;`, watermark: 'changed At' }
          const seen = new Set<JsonValue>()
          let [id, at, cursor] = [0, 0, undefined as string | undefined]
          const read = async (most: number) => {
            let pages = 0
            for await (const page of databaseApi(together).read(asked(query), 'it', cursor)) {
              if (pages++ >= most) break
              for (const row of page.rows) {
                expect(seen.has(row.id!)).toBe(false)
                seen.add(row.id!)
              }
              cursor = page.cursor
            }
          }
          for (const { rows, pages } of steps) {
            for (const ahead of rows) {
              at += ahead
              await warehouse.run(`insert into ${table} values (${id++}, ${value(at)})`)
            }
            await read(pages)
          }
          await read(Number.POSITIVE_INFINITY)
          expect(seen.size).toBe(id)
          expect((await rowsOf(query, cursor, databaseApi(together))).rows).toEqual([])
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)

  it('reads only: what would write, take long or break out of its brackets is refused, here or there', async () => {
    await warehouse.run(`create table ${schema}.kept (id integer)`)
    await warehouse.run(
      `create function ${schema}.sly() returns integer language sql as 'insert into ${schema}.kept values (1) returning id'`,
    )
    const refused = [
      [`delete from ${schema}.kept`, 'does not begin with SELECT'],
      [`select 1; drop table ${schema}.kept`, 'more than one statement'],
      [`with x as (insert into ${schema}.kept values (1) returning id) select * from x`, 'holds “insert”'],
      [`select 1) as plumbline; commit; insert into ${schema}.kept values (1); select (1`, 'more than one statement'],
      [`select * into ${schema}.other from ${schema}.kept`, 'holds “into”'],
      [`select ${schema}.sly()`, 'only reads'],
      ["select 'open", 'does not end'],
      ['select * from nowhere', 'does not take the query: relation "nowhere" does not exist'],
    ]
    for (const [query, why] of refused) {
      await expect(rowsOf({ query: query! }), query).rejects.toThrow(why)
      if (!query?.includes('sly')) await expect(warehouseApi.test(asked({ query: query! })), query).rejects.toThrow(why)
    }
    expect((await rowsOf({ query: `select count(*) as n from ${schema}.kept;` })).rows).toEqual([{ n: 0 }])
    expect((await rowsOf({ query: `select 'a;b' as "x;y", $$;drop$$ as z /* ; /* insert */ */ -- ;` })).rows).toEqual([
      { 'x;y': 'a;b', z: ';drop' },
    ])
  })

  it('never repeats the password, and says in a sentence what is wrong', async () => {
    const query = { query: 'select 1 as one' }
    const wrong: [address: string, says: RegExp][] = [
      [warehouse.address.replace(/\/[^/]*$/, '/nothing-here?sslmode=disable'), /no such database/],
      [warehouse.address.replace(/:\d+\//, ':1/'), /cannot be reached/],
      [warehouse.address.replace('sslmode=disable', 'sslmode=require'), /does not speak TLS|cannot be reached/],
      [warehouse.address.replace('sslmode=disable', 'host=/tmp'), /“host”, which is not understood/],
      [warehouse.address.replace('postgresql:', 'https:'), /is not spelt as one/],
      ['postgresql://me:canary@db.example.com', /needs a user and a database/],
    ]
    for (const [address, says] of wrong) {
      const failure = await warehouseApi.test(asked(query, { settings: { url: address } })).then(
        () => 'it worked',
        error => `${error.message} ${JSON.stringify(error.details)}`,
      )
      expect(failure, address).toMatch(says)
      expect(failure).not.toMatch(/secret-of-the-warehouse|canary/)
    }
    await expect(warehouseApi.test(asked(query))).resolves.toBeUndefined()
  })

  it('goes to no address that is not permitted, and sends no password in the clear over the internet', async () => {
    const query = { query: 'select 1 as one' }
    const reach = (host: string) => pinnedAddresses(host, { privateRanges: false })
    await expect(warehouseApi.test(asked(query, { reach }))).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = asked(query, { reach: async () => [{ address: '8.8.8.8' }] })
    await expect(warehouseApi.test(elsewhere)).rejects.toThrow('in the clear')
  })

  it('stops between two pages', async () => {
    const stopping = new AbortController()
    const query = { query: 'select * from generate_series(1, 9) as id', watermark: 'id' }
    const read = databaseApi(2).read(asked(query, { signal: stopping.signal }), 'it', undefined)
    expect((await read.next()).value).toMatchObject({ rows: [{ id: 1 }, { id: 2 }] })
    stopping.abort()
    await expect(read.next()).rejects.toMatchObject({ details: { reason: 'stopped' } })
  })

  it('stops while the database thinks, too', async () => {
    const stopping = new AbortController()
    const query = { query: 'select pg_sleep(60) as nothing' }
    const reading = databaseApi(2)
      .read(asked(query, { signal: stopping.signal }), 'it', undefined)
      .next()
    setTimeout(() => stopping.abort(), 100)
    await expect(reading).rejects.toMatchObject({ code: 'unavailable' })
  })
})
