import type { DuckDBConnection } from '@duckdb/node-api'
import { appendColumns } from './duckdb-chunks.ts'
import type { Memory } from './duckdb-memory.ts'
import { duckdbPeople, readPeople } from './duckdb-people.ts'
import { rowsOf, streamOf } from './duckdb-read.ts'
import { hashText, seedOf } from './hash-text.ts'
import type { Held, Tally } from './quarantine.ts'
import { type Columns, type ColumnType, FACT_TABLES, HOLDERS, type Kind, TABLES, type Table } from './schema.ts'
import { escaped, saltedHash } from './suppression.ts'
import type { Standing } from './traits.ts'
import { uuidWords } from './uuid.ts'
import type { Mark, Writing } from './write.ts'

/**
 * The steps of storing facts on DuckDB. `connection` is in a transaction and used by nobody else meanwhile; `mark` is what
 * the table of that name holds, and `memory` what the others do; both are changed with them. Statements that nothing waits for
 * are added to `last`, to be run with the commit.
 */
export function duckdbWriting(connection: DuckDBConnection, mark: Mark, memory: Memory, last: string[]): Writing {
  const { seen, known, created, tallied, recent } = memory
  const rows = async <T>(sql: string, lists: Lists): Promise<T[]> =>
    rowsOf<T>(await connection.run(sql, lists.map(joined)))
  const run = async (sql: string, lists: Lists = []): Promise<void> =>
    void (await connection.run(sql, lists.map(joined)))
  const remember = (table: Table, columns: Columns): void => {
    const names = Object.keys(TABLES[table])
    const words = new Uint32Array(4)
    for (const id of names.includes('id') ? columns[names.indexOf('id')]! : []) {
      uuidWords(id as string, words, 0)
      seen.add(words[0]!, words[1]!, words[2]!, words[3]!)
    }
    if (table === 'person' || table === 'account')
      columns[0]!.forEach((holder, i) => {
        const [, instants, traits, ts, id] = columns
        created[table][holder as number] = instants![i] as number
        const said = { ts: ts![i] as number, id: id![i] as string, traits: traits![i] as string }
        recent[table].forget(holder as number)
        recent[table].put(holder as number, said.ts === null ? null : said)
      })
  }
  /** Writes the moments that are late; before statements that read or change what stands. */
  const catchUp = async (kind: Kind): Promise<void> => {
    const { late } = recent[kind]
    if (!late.size) return
    const moments = [...late.values()]
    await run(
      `UPDATE ${kind} SET said_ts = b.ts, said_id = b.id
       FROM ${batch({ holder: 'bigint', ts: 'bigint', id: 'uuid' })} AS b WHERE ${kind} = holder`,
      [[...late.keys()], moments.map(({ ts }) => ts), moments.map(({ id }) => id)],
    )
    late.clear()
  }
  const forgetStanding = async (): Promise<void> => {
    for (const kind of KINDS) {
      await catchUp(kind)
      recent[kind].clear()
    }
  }
  const age: Writing['age'] = async (kind, holders, instants) => {
    const older = new Map<number, number>()
    holders.forEach((holder, i) => {
      if (instants[i]! >= created[kind][holder]!) return
      created[kind][holder] = instants[i]!
      older.set(holder, instants[i]!)
    })
    if (older.size)
      await run(
        `UPDATE ${kind} SET created = earlier FROM ${batch({ holder: 'bigint', earlier: 'bigint' })}
         WHERE ${kind} = holder`,
        [[...older.keys()], [...older.values()]],
      )
  }
  const barHashes: Writing['barHashes'] = async (hashes, ts) => {
    const known = memory.barred?.hashes ?? new Set<string>()
    const fresh = [...new Set(hashes)].filter(hash => !known.has(hash))
    if (fresh.length)
      await appendColumns(connection, 'suppressed', Object.values(TABLES.suppressed), [fresh, fresh.map(() => ts)])
    memory.barred = { salt: await saltIn(connection), hashes: new Set([...known, ...fresh]) }
  }
  return {
    mark: async () => ({ ...mark }),
    setMark(next) {
      Object.assign(mark, next)
      last.push(`UPDATE mark SET watermark = ${next.watermark}, person = ${next.person}, account = ${next.account}`)
      return Promise.resolve()
    },
    async stored(facts) {
      const words = new Uint32Array(4)
      const doubtful = facts.filter(({ id }) => {
        uuidWords(id, words, 0)
        return seen.mayHave(words[0]!, words[1]!, words[2]!, words[3]!)
      })
      const prints = new Map<string, number | null>()
      const look = async (among: readonly { id: string }[], where: string): Promise<void> => {
        if (!among.length) return
        const facts = FACT_TABLES.map(table => `SELECT id, print FROM ${table} ${where}`).join(' UNION ALL ')
        const found = await rows<{ id: string; print: number | null }>(
          `SELECT id, print FROM (${facts}) JOIN ${batch({ id: 'uuid' })} USING (id)`,
          [among.map(({ id }) => id)],
        )
        for (const { id, print } of found) prints.set(id, print)
      }
      await look(doubtful, `WHERE ts BETWEEN ${least(doubtful) - NEARBY} AND ${most(doubtful) + NEARBY}`)
      await look(
        doubtful.filter(({ id }) => !prints.has(id)),
        '',
      )
      return prints
    },
    async barred() {
      if (!memory.barred) return
      const { salt, hashes } = memory.barred
      return (kind, value) => hashes.has(saltedHash(salt, kind, value))
    },
    async hold(held) {
      const known = await rows<{ id: string }>(`SELECT id FROM quarantine JOIN ${batch({ id: 'uuid' })} USING (id)`, [
        held.map(({ id }) => id),
      ])
      const ids = new Set(held.map(({ id }) => id))
      for (const { id } of known) ids.delete(id)
      const left = new Set(ids)
      const fresh = held.filter(({ id }) => left.delete(id))
      const columns = Object.keys(TABLES.quarantine) as (keyof Held)[]
      if (fresh.length)
        await appendColumns(
          connection,
          'quarantine',
          Object.values(TABLES.quarantine),
          columns.map(column => fresh.map(each => each[column])),
        )
      return ids
    },
    async release(ids) {
      const gone = batch({ gone: 'uuid' })
      const found = await rows<{ source: string }>(`SELECT source FROM quarantine JOIN ${gone} ON id = gone`, [ids])
      await run(`DELETE FROM quarantine USING ${gone} WHERE id = gone`, [ids])
      return found.map(({ source }) => source)
    },
    amend: async (id, raw) =>
      void (await connection.run('UPDATE quarantine SET raw = $2 WHERE id = CAST($1 AS UUID)', [id, raw])),
    async bar(identifiers, ts) {
      const salt = await saltIn(connection)
      await barHashes(
        identifiers.map(({ kind, value }) => saltedHash(salt, kind, value)),
        ts,
      )
    },
    barHashes,
    async unbar(identifiers) {
      const salt = await saltIn(connection)
      const hashes = identifiers.map(({ kind, value }) => saltedHash(salt, kind, value))
      await run(`DELETE FROM suppressed USING ${batch({ gone: 'text' })} WHERE hash = gone`, [hashes])
      const left = new Set(memory.barred?.hashes)
      for (const hash of hashes) left.delete(hash)
      memory.barred = left.size ? { salt, hashes: left } : undefined
    },
    unname: async where => void (await connection.run(`DELETE FROM identifier WHERE ${where}`)),
    deleteEvents: async (where, params = []) =>
      void (await connection.run(`DELETE FROM event WHERE ${where}`, [...params])),
    async blacken(text, black) {
      await forgetStanding()
      let facts = 0
      for (const [table, column] of TEXTS) {
        const found = await rowsOf<{ n: number }>(
          await connection.run(`SELECT count(*) AS n FROM ${table} WHERE strpos(lower(${column}), lower($1)) > 0`, [
            text,
          ]),
        )
        if (!found[0]?.n) continue
        await connection.run(
          `UPDATE ${table} SET ${column} = regexp_replace(${column}, $2, $3, 'gi') WHERE strpos(lower(${column}), lower($1)) > 0`,
          [text, escaped(text), black],
        )
        if (table !== 'account') facts += found[0].n
      }
      return facts
    },
    rows: async (sql, params = []) => rowsOf(await connection.run(sql, [...params])),
    async run(sql, params = []) {
      await forgetStanding()
      await connection.run(sql, [...params])
    },
    stream: async (sql, onBatch) => streamOf(await connection.stream(sql), onBatch),
    async count(more) {
      if (!more.length) return
      const fresh = more.filter(({ source }) => !tallied.has(source)).map(({ source }) => source)
      for (const source of fresh) tallied.add(source)
      const figures = Object.keys(TABLES.tally).filter(column => column !== 'source') as Exclude<
        keyof Tally,
        'source'
      >[]
      if (fresh.length)
        await appendColumns(connection, 'tally', Object.values(TABLES.tally), [
          fresh,
          ...figures.map(() => fresh.map(() => 0)),
        ])
      for (const { source, ...added } of more) {
        const changed = figures.filter(figure => added[figure])
        const sums = changed.map(figure => `${figure} = ${figure} + ${added[figure]}`)
        last.push(`UPDATE tally SET ${sums.join(', ')} WHERE source = '${source.replaceAll("'", "''")}'`)
      }
    },
    async find(kind, { kinds, values }) {
      const words = new Uint32Array(4)
      const found = Float64Array.from(values, (value, n) => {
        hashText(value, seedOf(kinds[n]!), words, 0)
        return known[kind].get(words, 0)
      })
      return kind === 'person'
        ? { nodes: found, holders: found.map(memory.people.personOf) }
        : { nodes: [], holders: found }
    },
    people: duckdbPeople(
      memory,
      (table, columns) => appendColumns(connection, table, Object.values(TABLES[table]), columns),
      (sql, params) => connection.run(sql, params),
      () => readPeople(connection),
    ),
    async standing(kind, holders) {
      const standing = new Map<number, Standing>()
      const unknown: number[] = []
      for (const holder of holders) {
        const known = recent[kind].get(holder)
        if (known) standing.set(holder, known)
        else if (known === undefined) unknown.push(holder)
      }
      if (!unknown.length) return standing
      const found = await rows<{ holder: number; ts: number; id: string; traits: string }>(
        `SELECT holder, said_ts AS ts, said_id AS id, traits FROM ${kind} JOIN ${batch({ holder: 'bigint' })} ON holder = ${kind}
         WHERE said_ts IS NOT NULL`,
        [unknown],
      )
      for (const { holder, ...each } of found) {
        standing.set(holder, each)
        recent[kind].put(holder, each)
      }
      return standing
    },
    async history(kind, holders) {
      const found = await rows<{ holder: number; ts: number; id: string; traits: string }>(
        `SELECT holder, ts, id, traits FROM ${HOLDERS[kind].history}
         JOIN ${batch({ holder: 'bigint' })} ON holder = ${kind}`,
        [holders],
      )
      return found.map(({ holder, ts, id, traits }) => ({ holder, saying: { ts, id, traits: JSON.parse(traits) } }))
    },
    async insert(table, columns) {
      remember(table, columns)
      await appendColumns(connection, table, Object.values(TABLES[table]), columns)
    },
    async name(kind, { kinds, values }, fresh, owners, nodes) {
      const { identifier } = HOLDERS[kind]
      const words = new Uint32Array(4 * fresh.length)
      fresh.forEach((n, i) => {
        hashText(values[n]!, seedOf(kinds[n]!), words, 4 * i)
        known[kind].set(words, 4 * i, kind === 'person' ? nodes[n]! : owners[n]!)
        if (kind === 'person') memory.people.add(nodes[n]!, owners[n]!, kinds[n]!)
      })
      await appendColumns(connection, identifier, Object.values(DUCKDB_TABLES[identifier]), [
        fresh.map(n => kinds[n]!),
        fresh.map(n => values[n]!),
        fresh.map(n => owners[n]!),
        ...(kind === 'person' ? [fresh.map(n => nodes[n]!)] : []),
        words,
      ])
    },
    async merge(kind, merges) {
      const { merge } = kind === 'person' ? memory.people : known[kind]
      for (const { from, into } of merges) {
        merge(from, into)
        recent[kind].forget(from)
      }
      await age(
        kind,
        merges.map(merge => merge.into),
        merges.map(merge => created[kind][merge.from]!),
      )
      const lists = [merges.map(merge => merge.from), merges.map(merge => merge.into)]
      for (const table of ['event', HOLDERS[kind].history, HOLDERS[kind].identifier])
        await run(
          `UPDATE ${table} SET ${kind} = kept FROM ${batch({ gone: 'bigint', kept: 'bigint' })} WHERE ${kind} = gone`,
          lists,
        )
      await run(`DELETE FROM ${kind} USING ${batch({ gone: 'bigint' })} WHERE ${kind} = gone`, [lists[0]!])
    },
    age,
    async tell(kind, told) {
      const changed = told.filter(recent[kind].tell)
      if (recent[kind].isFull) await catchUp(kind)
      if (!changed.length) return
      await run(
        `UPDATE ${kind} SET traits = b.traits, said_ts = b.ts, said_id = b.id
         FROM ${batch({ holder: 'bigint', traits: 'text', ts: 'bigint', id: 'uuid' })} AS b WHERE ${kind} = holder`,
        [
          changed.map(({ holder }) => holder),
          changed.map(({ traits }) => traits),
          changed.map(({ said }) => said.ts),
          changed.map(({ said }) => said.id),
        ],
      )
    },
  }
}

const KINDS = ['person', 'account'] as const

/** Where JSON text about accounts, and of events of others, may name a person. */
const TEXTS = [
  ['event', 'props'],
  ['account_trait', 'traits'],
  ['account', 'traits'],
] as const

async function saltIn(connection: DuckDBConnection): Promise<string> {
  const [salt] = await rowsOf<{ value: string }>(await connection.run('SELECT value FROM salt'))
  return salt!.value
}

/** A repetition has nearly the time of the first, so it is looked for there before all facts are read. */
const NEARBY = 10 * 60_000
const least = (facts: readonly { ts: number }[]): number =>
  facts.reduce((lowest, { ts }) => Math.min(lowest, ts), Infinity)
const most = (facts: readonly { ts: number }[]): number =>
  facts.reduce((highest, { ts }) => Math.max(highest, ts), -Infinity)

type Lists = readonly (readonly (string | number)[])[]

/** One text for a list is bound a hundred times faster than a list; U+001F occurs in no value. */
const SEPARATOR = '\u001f'
const joined = (list: readonly (string | number)[]): string => list.join(SEPARATOR)

/** The parameters `$1`, `$2`, … as a table of these columns. */
function batch(columns: Record<string, ColumnType>): string {
  const lists = Object.entries(columns).map(([name, type], i) => {
    const texts = `string_split($${i + 1}, chr(31))`
    return `unnest(${type === 'text' ? texts : `CAST(${texts} AS ${type.toUpperCase()}[])`}) AS ${name}`
  })
  return `(SELECT ${lists.join(', ')})`
}

/** The hash of an identifier is kept with it, because reading a hash is much faster than making it again. */
const DUCKDB_TABLES = {
  ...TABLES,
  identifier: { ...TABLES.identifier, hash: 'uuid' },
  account_identifier: { ...TABLES.account_identifier, hash: 'uuid' },
} as const

/** The statements that create all tables. */
export const CREATION = Object.entries(DUCKDB_TABLES).map(([table, columns]) => {
  const definitions = Object.entries(columns).map(([name, type]) => `${name} ${type.toUpperCase()}`)
  return `CREATE TABLE ${table} (${definitions.join(', ')})`
})
