import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { fail } from '../../core/error.ts'

/**
 * Kysely on a pool of PostgreSQL connections that all look into `schema`.
 *
 * Values come back as SQLite gives them: counts and sums are numbers, booleans are 1 and 0.
 */
export function postgresDialect(url: string, patience: number, schema?: string): Dialect {
  if (schema !== undefined && !/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    fail('invalid', `“${schema}” cannot name a schema. Use lower-case letters, digits and underscores.`)
  const pool = new pg.Pool({
    connectionString: schema ? withOption(url, `-c search_path=${schema}`) : url,
    application_name: 'plumbline',
    connectionTimeoutMillis: patience,
    keepAlive: true,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  })
  // A connection that breaks is replaced at its next use; without a listener, in use or idle, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return new PostgresDialect({ pool, cursor: Cursor })
}

/** The server and database that `url` names, as a phrase without user and password. */
export function placeOf(url: string): string {
  const { host, port, database } = new pg.Client({ connectionString: url })
  return `database “${database}” of the PostgreSQL server at ${host}${host.startsWith('/') ? '' : `:${port}`}`
}

const PARSERS: Record<number, (text: string) => number> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.NUMERIC]: Number,
  [pg.types.builtins.BOOL]: text => (text === 't' ? 1 : 0),
}

const parserOf = (oid: number, format?: 'text' | 'binary') =>
  PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text')

function withOption(url: string, option: string): string {
  const [, before, given] = /^(.*[?&])options=([^&]*)/.exec(url) ?? []
  const all = given ? `${decodeURIComponent(given)} ${option}` : option
  const rest = before ? url.replace(/([?&])options=[^&]*&?/, '$1') : url
  return `${rest}${rest.includes('?') ? (/[?&]$/.test(rest) ? '' : '&') : '?'}options=${encodeURIComponent(all)}`
}
