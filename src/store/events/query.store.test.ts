import { expect, it } from 'vitest'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'
import type { Batch, NumberLists } from './events.ts'

const START = Date.UTC(2026, 0, 1)

const facts = (count: number): Fact[] =>
  Array.from({ length: count }, (_, n) => ({
    id: uuidOf(String(n)),
    ts: START + n,
    name: n % 2 ? 'odd' : 'even',
    source: n % 3 ? 'crm' : 'web',
    user: `u${n % 10}`,
    props: { n },
  }))

eachEvents((open, engine) => {
  it('gives numbers wherever a number holds the value, and keeps the rest exact', async () => {
    const events = await open()
    const [row] = await events.query(`SELECT CAST(7 AS BIGINT) AS a, CAST(9007199254740993 AS BIGINT) AS b,
      CAST(0.07 AS DECIMAL(18,6)) AS c, CAST(-123456789012.3456 AS DECIMAL(18,6)) AS d, CAST(0.5 AS DOUBLE PRECISION) AS e,
      CAST(NULL AS BIGINT) AS f, 1 = 1 AS g, 'x' AS h, sum(x) AS i FROM (VALUES (CAST(2 AS BIGINT)), (3)) AS v(x)`)
    expect(row).toEqual({
      a: 7,
      b: 9007199254740993n,
      c: 0.07,
      d: -123456789012.3456,
      e: 0.5,
      f: null,
      g: true,
      h: 'x',
      i: 5,
    })
  })

  it('binds parameters of every kind, lists too', async () => {
    const events = await open()
    await events.append(facts(20))
    const sql = `SELECT count(*) AS n FROM event WHERE ts >= $1 AND name = $2 AND source = ANY($3)`
    expect(await events.query(sql, [START + 10, 'odd', ['crm', "'; --"]])).toEqual([{ n: 4 }])
    expect(await events.query('SELECT count(*) AS n FROM event WHERE person = ANY($1)', [[1, 2]])).toEqual([{ n: 4 }])
    expect(await events.query('SELECT CAST($1 AS BIGINT) AS a, CAST($2 AS TEXT) AS b', [2n ** 60n, null])).toEqual([
      { a: 2n ** 60n, b: null },
    ])
  })

  it('gives JSON as text, or as values when asked', async () => {
    const events = await open()
    await events.append(facts(1))
    expect(JSON.parse((await events.query<{ props: string }>('SELECT props FROM event'))[0]!.props)).toEqual({ n: 0 })
    expect(await events.query('SELECT props FROM event', [], { json: true })).toEqual([{ props: { n: 0 } }])
  })

  it.each([
    'DELETE FROM event',
    'SELECT 1; DROP TABLE mark',
    "INSERT INTO identifier VALUES ('user', 'x', 1)",
    'CREATE TABLE mine (a INTEGER)',
    'UPDATE person SET created = 0',
  ])('takes only one SELECT: %s', async sql => {
    const events = await open()
    await expect(events.query(sql)).rejects.toThrow()
    await expect(events.stream(sql, [], () => {})).rejects.toThrow()
    expect(await events.watermark()).toBe(0)
  })

  it('streams a long result as columns, in order', async () => {
    const events = await open()
    await events.append(facts(25_000))
    const all: { ts: number[]; names: unknown[]; lists: number[][] } = { ts: [], names: [], lists: [] }
    let batches = 0
    await events.stream('SELECT ts, name, person FROM event WHERE ts >= $1 ORDER BY ts', [START], async batch => {
      batches++
      expect(batch.columns.ts).toBeInstanceOf(Float64Array)
      all.ts.push(...(batch.columns.ts as Float64Array))
      all.names.push(...(batch.columns.name as string[]))
      await Promise.resolve()
    })
    expect(batches).toBeGreaterThan(1)
    expect(all.ts).toEqual(Array.from({ length: 25_000 }, (_, n) => START + n))
    expect(all.names.slice(0, 3)).toEqual(['even', 'odd', 'even'])
  })

  it('streams NULL as NaN, lists of numbers side by side, and nothing when there is nothing', async () => {
    const events = await open()
    const batches: Batch[] = []
    await events.stream(
      `SELECT CAST(a AS BIGINT) AS a, CAST(b AS DECIMAL(18,6)) AS b, c, CAST(d AS BIGINT[]) AS d FROM (VALUES
        (1, 1.5, 'x', ARRAY[1, -5000000000]), (NULL, NULL, NULL, NULL), (-7, -0.07, 'y', ARRAY[3])) AS v(a, b, c, d)`,
      [],
      batch => void batches.push(batch),
    )
    expect(batches).toHaveLength(1)
    const { a, b, c, d } = batches[0]!.columns
    expect(a).toEqual(Float64Array.of(1, Number.NaN, -7))
    expect(b).toEqual(Float64Array.of(1.5, Number.NaN, -0.07))
    expect(c).toEqual(['x', null, 'y'])
    expect(d as NumberLists).toEqual({ values: Float64Array.of(1, -5000000000, 3), ends: Uint32Array.of(2, 2, 3) })
    await events.stream('SELECT ts FROM event', [], () => expect.fail('there is nothing'))
  })

  it('lets the consumer of a stream give up', async () => {
    const events = await open()
    await events.append(facts(30_000))
    const enough = new Error('enough')
    const giveUp = events.stream('SELECT ts FROM event', [], () => {
      throw enough
    })
    await expect(giveUp).rejects.toBe(enough)
    expect(await events.query('SELECT count(*) AS n FROM event')).toEqual([{ n: 30_000 }])
  })

  it('packs the values of a group into one ordered list', async () => {
    const events = await open()
    await events.append(facts(20).reverse())
    const rows = await events.query<{ list: number[] }>(
      `SELECT ${events.dialect.packed('ts', "CASE name WHEN 'odd' THEN 1 ELSE 0 END", 12)} AS list FROM event
       GROUP BY person ORDER BY person DESC`,
    )
    expect(rows[0]!.list.map(packed => [Math.floor(packed / 4096) - START, packed % 4096])).toEqual([
      [0, 0],
      [10, 0],
    ])
  })

  it('keeps results until the store changes', async () => {
    const events = await open()
    await events.append(facts(3))
    const sql = 'SELECT count(*) AS n FROM event WHERE name = $1'
    const first = await events.cached(sql, ['even'])
    expect(await events.cached(sql, ['even'])).toBe(first)
    expect(await events.cached(sql, ['odd'])).toEqual([{ n: 1 }])
    await events.append(facts(3))
    expect(await events.cached(sql, ['even'])).toBe(first)
    await events.append(facts(5))
    expect(await events.cached(sql, ['even'])).toEqual([{ n: 3 }])
  })

  it('counts what it holds, and by source', async () => {
    const events = await open()
    expect(await events.counts()).toEqual({ events: 0, persons: 0, accounts: 0, firstTs: null, lastTs: null })
    expect(await events.sources()).toEqual([])
    await events.append(facts(30))
    expect(await events.counts()).toEqual({ events: 30, persons: 10, accounts: 0, firstTs: START, lastTs: START + 29 })
    expect(await events.sources()).toEqual([
      { source: 'crm', events: 20, lastTs: START + 29 },
      { source: 'web', events: 10, lastTs: START + 27 },
    ])
  })

  it('answers while facts are appended, each answer from one state', async () => {
    const events = await open()
    let writing = true
    const all = facts(20_000)
    const appends = (async () => {
      for (let i = 0; i < all.length; i += 1000) await events.append(all.slice(i, i + 1000))
      writing = false
    })()
    let answers = 0
    while (writing) {
      const counts = await Promise.all(
        Array.from({ length: 4 }, () => events.query<{ n: number }>('SELECT count(*) AS n FROM event')),
      )
      for (const [{ n } = { n: -1 }] of counts) expect(n % 1000).toBe(0)
      answers++
    }
    await appends
    expect(answers).toBeGreaterThan(0)
    expect(await events.counts()).toMatchObject({ events: 20_000, persons: 10 })
  })

  it('when closed it waits for what runs, and then refuses in a sentence', async () => {
    const events = await open()
    await events.append(facts(2000))
    const slow = events.query<{ n: number }>('SELECT count(*) AS n FROM event a, event b WHERE a.ts + b.ts > 0')
    const append = events.append(facts(2100))
    await events.close()
    expect([2000 ** 2, 2100 ** 2]).toContain((await slow)[0]!.n)
    expect((await append).filter(verdict => verdict === 'stored')).toHaveLength(100)
    await expect(events.append(facts(1))).rejects.toMatchObject({ code: 'unavailable' })
    await expect(events.query('SELECT 1')).rejects.toMatchObject({ code: 'unavailable' })
    await events.close()
  })

  it('says what is wrong with SQL as a bug, not as a failure of the place', async () => {
    const events = await open()
    await expect(events.query('SELECT * FROM nowhere')).rejects.not.toMatchObject({ code: 'unavailable' })
    expect(await events.query(`SELECT 1 AS ${engine}`)).toEqual([{ [engine]: 1 }])
  })
})
