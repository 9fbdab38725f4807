import type { DuckDBConnection } from '@duckdb/node-api'
import { appendColumns } from './duckdb-chunks.ts'
import { rowsOf } from './duckdb-read.ts'
import { kindAndValue, type Traits } from './row.ts'
import { type Columns, type ColumnType, HOLDERS, TABLES } from './schema.ts'
import type { Holder } from './traits.ts'
import { holderColumns, type Mark, type Writing } from './write.ts'

/** What a batch asks about or changes is staged in these, because tables of values are joined, long lists are not. */
const STAGES = {
  batch_id: { id: 'uuid' },
  batch_key: { n: 'integer', kind: 'text', value: 'text' },
  batch_holder: { holder: 'bigint' },
  batch_merge: { gone: 'bigint', kept: 'bigint' },
  batch_change: { holder: 'bigint', created: 'bigint', traits: 'text', said_ts: 'bigint', said_id: 'uuid' },
} as const satisfies Record<string, Record<string, ColumnType>>

/**
 * The steps of storing facts on DuckDB. `connection` is in a transaction and used by nobody else meanwhile; `mark` is what
 * the table of that name holds, and is changed with it.
 */
export function duckdbWriting(connection: DuckDBConnection, mark: Mark): Writing {
  const rows = async <T>(sql: string): Promise<T[]> => rowsOf<T>(await connection.run(sql))
  const run = async (sql: string): Promise<void> => void (await connection.run(sql))
  const stage = async (name: keyof typeof STAGES, columns: Columns): Promise<void> => {
    const types: Record<string, ColumnType> = STAGES[name]
    await run(`CREATE OR REPLACE TEMP TABLE ${name} (${definitions(types)})`)
    await appendColumns(connection, { name, catalog: 'temp' }, Object.values(types), columns)
  }
  return {
    mark: async () => ({ ...mark }),
    setMark(next) {
      Object.assign(mark, next)
      return run(`UPDATE mark SET watermark = ${next.watermark}, person = ${next.person}, account = ${next.account}`)
    },
    async stored(ids) {
      await stage('batch_id', [ids])
      const found = await rows<{ id: string }>(
        ['event', 'trait', 'account_trait']
          .map(table => `SELECT id FROM ${table} JOIN batch_id USING (id)`)
          .join(' UNION ALL '),
      )
      return new Set(found.map(row => row.id))
    },
    async find(kind, keys) {
      const named = keys.map(kindAndValue)
      await stage('batch_key', [keys.map((_, n) => n), named.map(([kind]) => kind), named.map(([, value]) => value)])
      const found = await rows<{ n: number; holder: number; created: number; said_ts: number | null; said_id: string }>(
        `SELECT n, ${kind} AS holder, created, said_ts, said_id FROM ${HOLDERS[kind].identifier}
         JOIN batch_key USING (kind, value) JOIN ${kind} USING (${kind})`,
      )
      const of = new Map<string, number>()
      const holders = new Map<number, Holder>()
      for (const { n, holder, created, said_ts, said_id } of found) {
        of.set(keys[n]!, holder)
        holders.set(holder, { created, said: said_ts === null ? null : { ts: said_ts, id: said_id } })
      }
      return { of, holders }
    },
    async traits(kind, holders) {
      await stage('batch_holder', [holders])
      const found = await rows<{ holder: number; traits: string }>(
        `SELECT holder, traits FROM ${kind} JOIN batch_holder ON holder = ${kind}`,
      )
      return new Map(found.map(row => [row.holder, JSON.parse(row.traits) as Traits]))
    },
    async history(kind, holders) {
      await stage('batch_holder', [holders])
      const found = await rows<{ holder: number; ts: number; id: string; traits: string }>(
        `SELECT holder, ts, id, traits FROM ${HOLDERS[kind].history} JOIN batch_holder ON holder = ${kind}`,
      )
      return found.map(({ holder, ts, id, traits }) => ({ holder, saying: { ts, id, traits: JSON.parse(traits) } }))
    },
    insert: (table, columns) => appendColumns(connection, { name: table }, Object.values(TABLES[table]), columns),
    async merge(kind, merges) {
      await stage('batch_merge', [merges.map(merge => merge.from), merges.map(merge => merge.into)])
      for (const table of ['event', HOLDERS[kind].history, HOLDERS[kind].identifier])
        await run(`UPDATE ${table} SET ${kind} = kept FROM batch_merge WHERE ${kind} = gone`)
      await run(`DELETE FROM ${kind} USING batch_merge WHERE ${kind} = gone`)
    },
    async update(kind, changes) {
      await stage('batch_change', holderColumns(changes))
      await run(
        `UPDATE ${kind} SET created = c.created, traits = coalesce(CAST(c.traits AS JSON), ${kind}.traits),
         said_ts = c.said_ts, said_id = c.said_id FROM batch_change c WHERE ${kind} = holder`,
      )
    },
  }
}

export function definitions(columns: Record<string, ColumnType>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type.toUpperCase()}`)
    .join(', ')
}
