import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from './duckdb-read.ts'

/** A transaction so soon after another is one of many, in ms. */
const SOON_MS = 1000

/**
 * How many threads DuckDB has: all while anybody asks, one while small batches are committed and nobody asks. Several
 * wait for each other awake, which makes the commit of a small batch cost three times the processor time.
 */
export async function threadsOf(connection: DuckDBConnection) {
  const [found] = await rowsOf<{ all: number }>(
    await connection.run(`SELECT CAST(current_setting('threads') AS INTEGER) AS "all"`),
  )
  const all = found!.all
  let now = all
  let askers = 0
  let before = Number.NEGATIVE_INFINITY
  let setting = Promise.resolve()
  /** One at a time, so that the last that was wanted is the last that is done. */
  const set = (on: DuckDBConnection, count: number): Promise<void> => {
    if (now === count) return setting
    now = count
    setting = setting.then(async () => void (await on.run(`SET threads = ${count}`).catch(() => {})))
    return setting
  }
  return {
    async whileAsking<T>(on: DuckDBConnection, work: () => Promise<T>): Promise<T> {
      askers++
      try {
        await set(on, all)
        return await work()
      } finally {
        askers--
      }
    },
    /** To be called before a transaction begins, on its connection. */
    async forTransaction(on: DuckDBConnection): Promise<void> {
      const isOneOfMany = performance.now() - before < SOON_MS
      before = performance.now()
      if (isOneOfMany && askers === 0) await set(on, 1)
    },
  }
}

export type Threads = Awaited<ReturnType<typeof threadsOf>>
