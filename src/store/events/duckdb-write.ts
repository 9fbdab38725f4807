import type { DuckDBConnection } from '@duckdb/node-api'
import { appendColumns } from './duckdb-chunks.ts'
import { EVERY_ID, type Memory } from './duckdb-memory.ts'
import { rowsOf, streamOf } from './duckdb-read.ts'
import { type ColumnType, HOLDERS, TABLES } from './schema.ts'
import { uuidWords } from './uuid.ts'
import type { Mark, Writing } from './write.ts'

/**
 * The steps of storing facts on DuckDB. `connection` is in a transaction and used by nobody else meanwhile; `mark` is what
 * the table of that name holds, and is changed with it, as `memory` is with the others.
 */
export function duckdbWriting(connection: DuckDBConnection, mark: Mark, { seen, created }: Memory): Writing {
  const rows = async <T>(sql: string, lists: Lists): Promise<T[]> =>
    rowsOf<T>(await connection.run(sql, lists.map(joined)))
  const run = async (sql: string, lists: Lists = []): Promise<void> =>
    void (await connection.run(sql, lists.map(joined)))
  return {
    mark: async () => ({ ...mark }),
    setMark(next) {
      Object.assign(mark, next)
      return run(`UPDATE mark SET watermark = ${next.watermark}, person = ${next.person}, account = ${next.account}`)
    },
    async stored(ids) {
      const words = new Uint32Array(4)
      const doubtful = ids.filter(id => {
        uuidWords(id, words, 0)
        return seen.mayHave(words[0]!, words[1]!, words[2]!, words[3]!)
      })
      if (!doubtful.length) return new Set()
      const found = await rows<{ id: string }>(
        `SELECT id FROM (${EVERY_ID}) JOIN ${batch({ id: 'uuid' })} USING (id)`,
        [doubtful],
      )
      return new Set(found.map(row => row.id))
    },
    async find(kind, { kinds, values }) {
      const { identifier, kinds: names } = HOLDERS[kind]
      const position = `CASE kind ${names.map((name, i) => `WHEN '${name}' THEN ${i}`).join(' ')} END`
      const result = await connection.run(
        `SELECT n, ${position} AS position, ${kind} AS holder FROM ${identifier}
         JOIN ${batch({ value: 'text', n: 'integer' })} USING (value)`,
        [values, values.map((_, n) => n)].map(joined),
      )
      const found = new Float64Array(values.length)
      await streamOf(result, ({ rows: count, columns }) => {
        const [n, positions, holders] = [columns.n, columns.position, columns.holder] as Float64Array[]
        for (let i = 0; i < count; i++) if (kinds[n![i]!] === positions![i]) found[n![i]!] = holders![i]!
      })
      return found
    },
    async standing(kind, holders) {
      const found = await rows<{ holder: number; ts: number; id: string; traits: string }>(
        `SELECT holder, said_ts AS ts, said_id AS id, traits FROM ${kind} JOIN ${batch({ holder: 'bigint' })} ON holder = ${kind}
         WHERE said_ts IS NOT NULL`,
        [holders],
      )
      return new Map(found.map(({ holder, ts, id, traits }) => [holder, { ts, id, traits }]))
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
      const names = Object.keys(TABLES[table])
      if (names.includes('id')) {
        const words = new Uint32Array(4)
        for (const id of columns[names.indexOf('id')]!) {
          uuidWords(id as string, words, 0)
          seen.add(words[0]!, words[1]!, words[2]!, words[3]!)
        }
      }
      if (table === 'person' || table === 'account')
        columns[0]!.forEach((holder, i) => {
          created[table][holder as number] = columns[1]![i] as number
        })
      await appendColumns(connection, table, Object.values(TABLES[table]), columns)
    },
    async merge(kind, merges) {
      for (const { from, into } of merges) created[kind][into] = Math.min(created[kind][from]!, created[kind][into]!)
      const lists = [merges.map(merge => merge.from), merges.map(merge => merge.into)]
      const pairs = batch({ gone: 'bigint', kept: 'bigint' })
      await run(
        `UPDATE ${kind} SET created = least(created, earlier) FROM
           (SELECT kept, min(created) AS earlier FROM ${kind} JOIN ${pairs} ON ${kind} = gone GROUP BY kept)
         WHERE ${kind} = kept`,
        lists,
      )
      for (const table of ['event', HOLDERS[kind].history, HOLDERS[kind].identifier])
        await run(`UPDATE ${table} SET ${kind} = kept FROM ${pairs} WHERE ${kind} = gone`, lists)
      await run(`DELETE FROM ${kind} USING ${batch({ gone: 'bigint' })} WHERE ${kind} = gone`, [lists[0]!])
    },
    async age(kind, holders, instants) {
      const younger = holders.map((_, i) => i).filter(i => instants[i]! < created[kind][holders[i]!]!)
      if (!younger.length) return
      for (const i of younger) created[kind][holders[i]!] = instants[i]!
      await run(
        `UPDATE ${kind} SET created = earlier FROM ${batch({ holder: 'bigint', earlier: 'bigint' })}
         WHERE ${kind} = holder`,
        [younger.map(i => holders[i]!), younger.map(i => instants[i]!)],
      )
    },
    tell: (kind, told) =>
      run(
        `UPDATE ${kind} SET traits = b.traits, said_ts = b.ts, said_id = b.id
         FROM ${batch({ holder: 'bigint', traits: 'json', ts: 'bigint', id: 'uuid' })} AS b WHERE ${kind} = holder`,
        [
          told.map(({ holder }) => holder),
          told.map(({ traits }) => traits),
          told.map(({ said }) => said.ts),
          told.map(({ said }) => said.id),
        ],
      ),
  }
}

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

export function definitions(columns: Record<string, ColumnType>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type.toUpperCase()}`)
    .join(', ')
}
