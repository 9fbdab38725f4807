import type { DuckDBConnection } from '@duckdb/node-api'
import { uuidsOf } from './duckdb-chunks.ts'
import { rowsOf, streamOf } from './duckdb-read.ts'
import { FACT_TABLES, type Kind } from './schema.ts'
import { type SeenIds, seenIds } from './seen.ts'

/**
 * What the one process that writes a DuckDB file remembers of it, so that it need not read all of the file for every
 * batch: which ids there are, and the `created` of each person and account by number. Forgotten when a transaction fails.
 */
export type Memory = { seen: SeenIds; created: Record<Kind, number[]> }

export const EVERY_ID = FACT_TABLES.map(table => `SELECT id FROM ${table}`).join(' UNION ALL ')

/** Reads it from the file: about a second for ten million facts. */
export async function readMemory(connection: DuckDBConnection): Promise<Memory> {
  const parts = FACT_TABLES.map(table => `(SELECT count(*) FROM ${table})`)
  const [total] = await rowsOf<{ ids: number }>(await connection.run(`SELECT ${parts.join(' + ')} AS ids`))
  const seen = seenIds(total!.ids)
  for await (const chunk of await connection.stream(EVERY_ID)) {
    const words = uuidsOf(chunk)
    for (let i = 0; i < words.length; i += 4) seen.add(words[i]!, words[i + 1]!, words[i + 2]!, words[i + 3]!)
  }
  const created = { person: await createdOf(connection, 'person'), account: await createdOf(connection, 'account') }
  return { seen, created }
}

async function createdOf(connection: DuckDBConnection, kind: Kind): Promise<number[]> {
  const created: number[] = []
  await streamOf(await connection.stream(`SELECT ${kind}, created FROM ${kind}`), ({ rows, columns }) => {
    const [holders, instants] = [columns[kind] as Float64Array, columns.created as Float64Array]
    for (let i = 0; i < rows; i++) created[holders[i]!] = instants[i]!
  })
  return created
}
