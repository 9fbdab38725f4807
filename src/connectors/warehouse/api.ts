import pg from 'pg'
import Cursor from 'pg-cursor'
import { fail, ProductError } from '../../core/error.ts'
import type { JsonValue } from '../../core/json.ts'
import type { Api, Asked, Page, Query } from '../connector.ts'
import { bytesOf, rangeOf } from '../outbound/address.ts'
import { type Database, databaseOf } from './address.ts'
import { parserOf } from './cell.ts'
import { refusedQuery, withoutEnd } from './select.ts'
import { followWatermark } from './watermark.ts'
import { unlessSame } from './whole.ts'

/** How many rows are read, and stored, in one go. */
const TOGETHER = 2000

/** Most milliseconds until a connection stands, and until the database answers one page. */
const LIMITS = { connect: 10_000, statement: 300_000 }

/**
 * A database as a source of rows. `objects` is empty because whoever connects names them, with a query for each.
 *
 * With a watermark, rows come in its order and a page’s cursor is the greatest that was seen. The next time everything from
 * that value on is asked for, the value itself included: rows that share it may have been written since. Rows of that value
 * that came before are left out. Rows without a watermark come the first time only. Without a watermark column, all rows come
 * whenever one of them is another than the last time.
 */
export const warehouseApi = databaseApi(TOGETHER)

/** The same with pages of another size. */
export function databaseApi(together: number): Api {
  return {
    fields: [
      {
        name: 'url',
        title: 'Address of the database',
        secret: true,
        hint: 'postgresql://reader:password@db.example.com/warehouse; add ?sslmode=require for a certificate of your own making',
      },
    ],
    hosts: [],
    objects: [],
    async test(asked) {
      await withDatabase(asked, async client => {
        for (const [object, query] of Object.entries(asked.queries ?? {})) {
          requireSelect(object, query)
          await client.query(`select * from (${withoutEnd(query.query)}\n) as plumbline limit 0`)
        }
      })
    },
    async *read(asked, object, cursor) {
      const query = asked.queries?.[object]
      if (!query) return fail('invalid', `Nothing says what to ask the database for “${object}”. Give it a query.`)
      requireSelect(object, query)
      const { client, close } = await open(asked)
      const stop = () => void close()
      asked.signal?.addEventListener('abort', stop)
      try {
        yield* pagesOf(client, query, cursor || undefined, { together, signal: asked.signal })
      } catch (error) {
        throw explained(error)
      } finally {
        asked.signal?.removeEventListener('abort', stop)
        await close()
      }
    },
  }
}

function requireSelect(object: string, { query }: Query): void {
  const refused = refusedQuery(query)
  if (refused !== undefined) fail('invalid', `${refused} It is the query of “${object}”.`, { reason: 'query' })
}

type Reading = { together: number; signal: AbortSignal | undefined }

async function* pagesOf(
  client: pg.Client,
  { query, watermark }: Query,
  cursor: string | undefined,
  reading: Reading,
): AsyncGenerator<Page> {
  const all = `select plumbline.* from (${withoutEnd(query)}\n) as plumbline`
  if (watermark === undefined) return yield* unlessSame(read(client, all, [], reading), cursor)
  const following = followWatermark(watermark, cursor)
  const column = `plumbline.${pg.escapeIdentifier(watermark)}`
  const { from } = following
  const where = from === undefined ? '' : ` where ${column} >= $1`
  const ordered = `${all}${where} order by ${column} asc nulls first`
  for await (const given of read(client, ordered, from === undefined ? [] : [from], reading)) {
    const rows = following.take(given)
    if (rows.length > 0) yield { rows, cursor: following.cursor }
  }
}

/** The rows of a query by a cursor of the database, so that no more than a page of them is in memory. */
async function* read(
  client: pg.Client,
  text: string,
  params: readonly string[],
  { together, signal }: Reading,
): AsyncGenerator<Record<string, JsonValue>[]> {
  const cursor = client.query(new Cursor(text, [...params], { types: TYPES } as never))
  for (;;) {
    if (signal?.aborted)
      fail('unavailable', 'The run was stopped. The next one goes on from here.', { reason: 'stopped' })
    const rows = (await cursor.read(together)) as Record<string, JsonValue>[]
    if (rows.length > 0) yield rows
    if (rows.length < together) return
  }
}

const TYPES = { getTypeParser: (oid: number) => parserOf(oid) }

async function withDatabase(asked: Asked, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const { client, close } = await open(asked)
  try {
    await work(client)
  } catch (error) {
    throw explained(error)
  } finally {
    await close()
  }
}

/** A connection in a transaction that only reads, to an address that was checked. */
async function open({ settings, reach }: Asked): Promise<{ client: pg.Client; close(): Promise<void> }> {
  const database = databaseOf(settings.url ?? '')
  if (!reach) return fail('unavailable', 'No other system is asked from here.')
  const [first] = await reach(database.host)
  const address = first?.address ?? fail('unavailable', 'The host of the database has no address.', { reason: 'name' })
  requireCover(database, address)
  const { host, port, user, password, tls } = database
  const client = new pg.Client({
    host: address,
    port,
    user,
    password,
    database: database.database,
    ssl: tls === 'disable' ? false : { servername: host, rejectUnauthorized: tls === 'verify-full' },
    application_name: 'plumbline',
    connectionTimeoutMillis: LIMITS.connect,
    query_timeout: LIMITS.statement + 10_000,
    keepAlive: true,
  })
  client.on('error', () => {})
  const close = () => client.end().catch(() => {})
  try {
    await client.connect()
    for (const setting of SETTINGS) await client.query(setting).catch(ignoreUnknown)
    await client.query('begin transaction isolation level repeatable read read only')
    return { client, close }
  } catch (error) {
    await close()
    throw explained(error)
  }
}

const SETTINGS = [
  `set statement_timeout = ${LIMITS.statement}`,
  'set lock_timeout = 10000',
  'set idle_in_transaction_session_timeout = 3600000',
  "set timezone = 'UTC'",
  "set datestyle = 'ISO, YMD'",
  "set intervalstyle = 'iso_8601'",
]

/** Databases that only speak the protocol know fewer settings (SQLSTATE 42704, 0A000, 22023). */
function ignoreUnknown(error: unknown): void {
  if (!/^(42|0A|22)/.test(codeOf(error))) throw error
}

/** Refuses to send a password in the clear over the internet. */
function requireCover({ tls }: Database, address: string): void {
  const bytes = bytesOf(address)
  if (tls === 'disable' && !(bytes && rangeOf(bytes)?.own))
    fail('forbidden', 'Without TLS the password travels in the clear. Leave sslmode=disable out.', { reason: 'clear' })
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** What a person should read when a database fails. Its own words are repeated only where they are about the query. */
function explained(error: unknown): unknown {
  if (error instanceof ProductError || !(error instanceof Error)) return error
  const code = codeOf(error)
  const said = (text: string, reason: string) => new ProductError('unavailable', text, { reason }, { cause: error })
  if (/^28/.test(code)) return said('The database refuses this user or password. Enter them again.', 'refused')
  if (code === '3D000') return said('There is no such database on that server. Correct its name.', 'absent')
  if (code === '42501') return said('The user may not read what the query names. Grant it SELECT there.', 'refused')
  if (/^42/.test(code))
    return new ProductError('invalid', `The database does not take the query: ${error.message.slice(0, 200)}.`, {
      reason: 'query',
    })
  if (code === '57014' || /timeout/i.test(error.message))
    return said('The database did not answer in time. Make the query lighter, or try again later.', 'time')
  if (code === '25006') return said('The query would change something, and a source only reads.', 'query')
  if (/CERT|SELF_SIGNED|ALTNAME/.test(code))
    return said(`The certificate of the database is not valid for its host (${code}).`, 'certificate')
  if (/SSL/.test(error.message)) return said('The database does not speak TLS. Have it switched on there.', 'tls')
  return said(
    `The database cannot be reached, or broke off (${code || 'no connection'}). Try again later.`,
    'connection',
  )
}
