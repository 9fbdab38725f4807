import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { openTable } from './open-table.ts'
import type { Row } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-parquet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function write(name: string, select: string): Promise<string> {
  const path = join(folder, name)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  return path
}

async function read(path: string): Promise<{ columns: readonly string[]; rows: Row[] }> {
  const table = await openTable(path)
  const rows: Row[] = []
  for await (const batch of table.rows()) rows.push(...batch.rows)
  return { columns: table.columns, rows }
}

describe('a Parquet file as a table', () => {
  it('gives exact values: numbers where they are exact, ISO text for time, columns with dots for structs', async () => {
    const path = await write(
      'values.parquet',
      `SELECT '007' AS id, 42::BIGINT AS n, 9007199254740993::BIGINT AS long, 12.50::DECIMAL(10, 2) AS amount,
        123456789012345678.5::DECIMAL(30, 1) AS precise, 'nan'::DOUBLE AS "not ""a"" number", 'r' AS r,
        TIMESTAMP '2025-04-03 10:11:12.5' AS at, DATE '2025-04-03' AS day, true AS won, NULL::VARCHAR AS gone,
        {'email': 'a@example.com', 'more': {'x': 1}} AS properties, ['a', 'b'] AS tags`,
    )
    const { columns, rows } = await read(path)
    const values = {
      id: '007',
      n: 42,
      long: '9007199254740993',
      amount: 12.5,
      precise: '123456789012345678.5',
      'not "a" number': null,
      r: 'r',
      at: '2025-04-03 10:11:12.5',
      day: '2025-04-03',
      won: true,
      gone: null,
      'properties.email': 'a@example.com',
      'properties.more.x': 1,
      tags: ['a', 'b'],
    }
    expect(columns).toEqual(Object.keys(values))
    expect(rows).toEqual([{ line: 1, values, raw: expect.stringContaining('"long":9007199254740993,') }])
  })

  it('reads many rows in batches, gzipped as well, and leaves nothing behind', async () => {
    const path = await write('many.parquet', `SELECT range AS n, 'x' || range AS text FROM range(100000)`)
    const packed = join(folder, 'many.parquet.gz')
    writeFileSync(packed, gzipSync(readFileSync(path)))
    const leftovers = () => readdirSync(tmpdir()).filter(name => /^plumbline-\w{6}$/.test(name))
    const before = leftovers()
    for (const file of [path, packed]) {
      const { rows } = await read(file)
      expect(rows).toHaveLength(100_000)
      expect(rows.at(-1)).toMatchObject({ line: 100_000, values: { n: 99_999, text: 'x99999' } })
    }
    expect(leftovers()).toEqual(before)
  })

  it('opens a file whose name looks like a pattern, and no other', async () => {
    await write('a.parquet', 'SELECT 1 AS wrong')
    const path = await write('[a].parquet', 'SELECT 2 AS n')
    expect((await read(path)).rows.map(({ values }) => ({ ...values }))).toEqual([{ n: 2 }])
  })

  it('may be left in the middle', async () => {
    const path = await write('left.parquet', 'SELECT range AS n FROM range(50000)')
    const table = await openTable(path)
    for await (const batch of table.rows()) {
      expect(batch.rows.length).toBeGreaterThan(0)
      break
    }
    expect((await read(path)).rows).toHaveLength(50_000)
  })

  it('refuses a damaged file with a sentence', async () => {
    const path = await write('whole.parquet', 'SELECT range AS n FROM range(5000)')
    const broken = join(folder, 'broken.parquet')
    writeFileSync(broken, readFileSync(path).subarray(0, 3000))
    await expect(openTable(broken)).rejects.toThrow(
      /^“broken\.parquet” cannot be read as a Parquet file: .*Export it again\.$/,
    )
  })
})
