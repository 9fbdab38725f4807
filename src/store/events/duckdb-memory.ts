import type { DuckDBConnection } from '@duckdb/node-api'
import { uuidsOf } from './duckdb-chunks.ts'
import { type PeopleMemory, readPeople } from './duckdb-people.ts'
import { rowsOf, streamOf } from './duckdb-read.ts'
import { columnOf } from './duckdb-vector.ts'
import { type KnownIdentifiers, knownIdentifiers } from './known.ts'
import { type RecentStanding, recentStanding } from './recent-standing.ts'
import { FACT_TABLES, HOLDERS, type Kind } from './schema.ts'
import { type SeenIds, seenIds } from './seen.ts'
import { BARRED, type Barred, barredOf } from './suppression.ts'

/**
 * What the one process that writes a DuckDB file remembers of it, so that it need not read whole columns of the file for
 * every batch: which ids there are, whose each identifier is, which of them were named together, and the `created` of each person and account.
 *
 * About 4 bytes for a fact, 60 for an identifier, 40 for a link and 16 for a person. Forgotten when a transaction fails.
 */
export type Memory = {
  seen: SeenIds
  /** The node of each identifier of a person, the holder of each of an account. */
  known: Record<Kind, KnownIdentifiers>
  people: PeopleMemory
  created: Record<Kind, number[]>
  /** Salted hashes of identifiers that may not be stored; absent when all may. */
  barred?: Barred | undefined
  /** What stands of those that were told last; the table may have a moment of them that is too early. */
  recent: Record<Kind, RecentStanding>
  /** Sources that have figures. */
  tallied: Set<string>
}

const EVERY_ID = FACT_TABLES.map(table => `SELECT id FROM ${table}`).join(' UNION ALL ')

/** Reads it from the file: some seconds for ten million facts of a million people. */
export async function readMemory(connection: DuckDBConnection): Promise<Memory> {
  for (const kind of ['person', 'account'] as const) await catchUp(connection, kind)
  let facts = 0
  for (const table of FACT_TABLES) facts += await countOf(connection, table)
  const seen = seenIds(facts)
  for await (const chunk of await connection.stream(EVERY_ID)) {
    const words = uuidsOf(chunk)
    for (let i = 0; i < words.length; i += 4) seen.add(words[i]!, words[i + 1]!, words[i + 2]!, words[i + 3]!)
  }
  return {
    seen,
    people: await readPeople(connection),
    known: { person: await knownIn(connection, 'person'), account: await knownIn(connection, 'account') },
    created: { person: await createdIn(connection, 'person'), account: await createdIn(connection, 'account') },
    barred: barredOf(await rowsOf(await connection.run(BARRED))),
    recent: { person: recentStanding(), account: recentStanding() },
    tallied: new Set(
      (await rowsOf<{ source: string }>(await connection.run('SELECT source FROM tally'))).map(each => each.source),
    ),
  }
}

/**
 * Puts right the moments that `recent` had not written when it was forgotten: the latest saying, and it does no harm that one
 * without traits counts.
 */
async function catchUp(connection: DuckDBConnection, kind: Kind): Promise<void> {
  await connection.run(`UPDATE ${kind} SET said_ts = latest.ts, said_id = latest.id
    FROM (SELECT history.${kind} AS holder, max(history.ts) AS ts, arg_max(history.id, (history.ts, history.id)) AS id
      FROM ${HOLDERS[kind].history} AS history JOIN ${kind} USING (${kind})
      WHERE history.ts > said_ts OR (history.ts = said_ts AND history.id > said_id) GROUP BY holder) AS latest
    WHERE ${kind} = holder`)
}

async function knownIn(connection: DuckDBConnection, kind: Kind): Promise<KnownIdentifiers> {
  const table = HOLDERS[kind].identifier
  const known = knownIdentifiers(await countOf(connection, table))
  for await (const chunk of await connection.stream(
    `SELECT hash, ${kind === 'person' ? 'node' : kind} FROM ${table}`,
  )) {
    const words = uuidsOf(chunk)
    const holders = columnOf(chunk.getColumnVector(1)) as Float64Array
    for (let i = 0; i < holders.length; i++) known.set(words, 4 * i, holders[i]!)
  }
  return known
}

async function createdIn(connection: DuckDBConnection, kind: Kind): Promise<number[]> {
  const created: number[] = []
  await streamOf(await connection.stream(`SELECT ${kind}, created FROM ${kind}`), ({ rows, columns }) => {
    const [holders, instants] = [columns[kind] as Float64Array, columns.created as Float64Array]
    for (let i = 0; i < rows; i++) created[holders[i]!] = instants[i]!
  })
  return created
}

async function countOf(connection: DuckDBConnection, table: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(await connection.run(`SELECT count(*) AS n FROM ${table}`))
  return row!.n
}
