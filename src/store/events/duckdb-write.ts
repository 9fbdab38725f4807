import type { DuckDBConnection } from '@duckdb/node-api'
import { appendColumns, uuidsOf } from './duckdb-chunks.ts'
import { rowsOf } from './duckdb-read.ts'
import { type ColumnType, FACT_TABLES, HOLDERS, TABLES } from './schema.ts'
import { type SeenIds, seenIds } from './seen.ts'
import { uuidWords } from './uuid.ts'
import type { Mark, Writing } from './write.ts'

/**
 * The steps of storing facts on DuckDB. `connection` is in a transaction and used by nobody else meanwhile; `mark` is what
 * the table of that name holds, and is changed with it; `seen` knows every stored id.
 */
export function duckdbWriting(connection: DuckDBConnection, mark: Mark, seen: SeenIds): Writing {
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
    async find(kind, { values, numberOf }) {
      const found = await rows<{ named: string; value: string; holder: number }>(
        `SELECT kind AS named, value, ${kind} AS holder FROM ${HOLDERS[kind].identifier}
         JOIN ${batch({ value: 'text' })} USING (value)`,
        [[...new Set(values)]],
      )
      const holders = new Float64Array(values.length)
      for (const { named, value, holder } of found) {
        const n = numberOf((HOLDERS[kind].kinds as readonly string[]).indexOf(named), value)
        if (n !== undefined) holders[n] = holder
      }
      return holders
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
      await appendColumns(connection, table, Object.values(TABLES[table]), columns)
    },
    async merge(kind, merges) {
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
    age: (kind, holders, created) =>
      run(
        `UPDATE ${kind} SET created = earlier FROM ${batch({ holder: 'bigint', earlier: 'bigint' })}
         WHERE ${kind} = holder AND earlier < created`,
        [holders, created],
      ),
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

const EVERY_ID = FACT_TABLES.map(table => `SELECT id FROM ${table}`).join(' UNION ALL ')

/** Reads every stored id. */
export async function seenIn(connection: DuckDBConnection): Promise<SeenIds> {
  const parts = FACT_TABLES.map(table => `(SELECT count(*) FROM ${table})`)
  const [total] = await rowsOf<{ ids: number }>(await connection.run(`SELECT ${parts.join(' + ')} AS ids`))
  const seen = seenIds(total!.ids)
  for await (const chunk of await connection.stream(EVERY_ID)) {
    const words = uuidsOf(chunk)
    for (let i = 0; i < words.length; i += 4) seen.add(words[i]!, words[i + 1]!, words[i + 2]!, words[i + 3]!)
  }
  return seen
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
