import pg from 'pg'
import { fail } from '../../core/error.ts'
import { explained } from '../failure.ts'
import { placeOf } from '../records/postgres.ts'
import { postgres } from './dialect.ts'
import type { Engine } from './engine.ts'
import type { Param } from './events.ts'
import { parsers, streamFrom } from './postgres-read.ts'
import { createTables } from './postgres-tables.ts'
import { postgresWriting } from './postgres-write.ts'
import type { Mark, Writing } from './write.ts'

/** How many questions one process asks at once. */
const READERS = 4

/** Facts in a schema of a PostgreSQL database. */
export async function openPostgres(url: string, schema: string, patience = 30_000): Promise<Engine> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    fail('invalid', `“${schema}” cannot name a schema. Use lower-case letters, digits and underscores.`)
  const place = `schema “${schema}” in ${placeOf(url)}`
  const explaining = <T>(work: Promise<T>): Promise<T> =>
    work.catch(error => {
      throw explained(error, place)
    })
  const pool = (max: number, settings: string): pg.Pool => {
    const opened = new pg.Pool({
      connectionString: url,
      application_name: 'plumbline',
      connectionTimeoutMillis: patience,
      keepAlive: true,
      max,
      types: parsers(false),
      onConnect: (client => client.query(`SET search_path = ${schema}; ${settings}`)) as pg.PoolConfig['onConnect'],
    })
    // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
    opened.on('error', () => {})
    return opened
  }
  const writers = pool(1, '')
  const readers = pool(READERS, "SET default_transaction_read_only = on; SET jit = off; SET work_mem = '64MB'")
  const client = async <T>(from: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const connection = await from.connect()
    let failure: unknown
    try {
      return await work(connection)
    } catch (error) {
      failure = error
      throw error
    } finally {
      connection.release(failure instanceof Error && !(failure instanceof pg.DatabaseError))
    }
  }
  const close = async (): Promise<void> => void (await Promise.all([writers.end(), readers.end()]))
  try {
    await explaining(client(writers, connection => createTables(connection, schema)))
  } catch (error) {
    await close()
    throw error
  }
  const transaction = <T>(work: (to: Writing) => Promise<T>): Promise<T> =>
    explaining(
      client(writers, async connection => {
        await connection.query('BEGIN')
        try {
          const mark = await connection.query<Mark>('SELECT watermark, person, account FROM mark FOR UPDATE')
          const result = await work(postgresWriting(connection, mark.rows[0]!))
          await connection.query('COMMIT')
          return result
        } catch (error) {
          await connection.query('ROLLBACK').catch(() => {})
          throw error
        }
      }),
    )
  return {
    dialect: postgres,
    transaction,
    removing: transaction,
    rewrite: async () => {
      for (const table of REWRITTEN) await explaining(writers.query(`VACUUM (FULL, ANALYZE) ${table}`))
    },
    query: (sql, params, json) =>
      explaining(
        client(
          readers,
          async connection =>
            (await connection.query({ text: sql, values: bound(params), types: parsers(json), ...EXTENDED })).rows,
        ),
      ),
    stream: (sql, params, onBatch) =>
      explaining(client(readers, connection => streamFrom(connection, sql, bound(params), onBatch))),
    async watermark() {
      const { rows } = await explaining(readers.query<{ watermark: number }>('SELECT watermark FROM mark'))
      return rows[0]!.watermark
    },
    close,
  }
}

/** Tables from which people are erased. */
const REWRITTEN = [
  'event_fact',
  'event_prop',
  'trait',
  'account_trait',
  'person',
  'account',
  'identifier',
  'link',
  'rule',
  'quarantine',
]

/** The extended protocol takes one statement only. */
const EXTENDED = { queryMode: 'extended' } as object

const bound = (params: readonly Param[]): unknown[] =>
  params.map(param => (typeof param === 'bigint' ? String(param) : param))
