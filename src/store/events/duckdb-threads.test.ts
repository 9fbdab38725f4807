import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { rowsOf } from './duckdb-read.ts'
import { threadsOf } from './duckdb-threads.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', {
    threads: '3',
    allowed_configs: "['threads']",
    lock_configuration: 'true',
  })
  connection = await instance.connect()
})
beforeEach(async () => void (await connection.run('SET threads = 3')))
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const count = async (): Promise<number> => {
  const rows = await rowsOf<{ n: number }>(
    await connection.run(`SELECT CAST(current_setting('threads') AS INTEGER) AS n`),
  )
  return rows[0]!.n
}

test('many transactions have one thread, and whoever asks has all', async () => {
  const threads = await threadsOf(connection)
  await threads.forTransaction(connection)
  expect(await count()).toBe(3)
  await threads.forTransaction(connection)
  expect(await count()).toBe(1)
  expect(await threads.whileAsking(connection, count)).toBe(3)
  await threads.forTransaction(connection)
  expect(await count()).toBe(1)
})

test('no transaction takes threads away from who asks', async () => {
  const threads = await threadsOf(connection)
  await threads.whileAsking(connection, async () => {
    for (let i = 0; i < 3; i++) await threads.forTransaction(connection)
    expect(await count()).toBe(3)
  })
})

test('nothing else can be set', async () => {
  await expect(connection.run(`SET memory_limit = '1GB'`)).rejects.toThrow('locked')
  await expect(connection.run(`SET allowed_configs = ['memory_limit']`)).rejects.toThrow('locked')
})
