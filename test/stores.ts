import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, inject } from 'vitest'
import type { Events } from '../src/store/events/events.ts'
import { type Migration, openRecords, type Records } from '../src/store/records/records.ts'

/**
 * The engines that this run tests: the embedded ones always, PostgreSQL when test/postgres.ts found or started one.
 *
 * Every store that a body opens is empty and its own; it is closed after the test that opened it, or after the body's
 * last test when `beforeAll` did.
 */
const postgresUrl = inject('postgresUrl')

type OpenRecords = (migrations: readonly Migration[]) => Promise<Records>

/** Runs `body` once for SQLite and once for PostgreSQL. */
export function eachRecords(body: (open: OpenRecords, engine: Records['engine']) => void): void {
  describe('on SQLite', () => {
    const closing = closings()
    body(async migrations => closing(await openRecords({ memory: true }, migrations)), 'sqlite')
  })
  describe.skipIf(!postgresUrl)('on PostgreSQL', () => {
    const closing = closings()
    body(async migrations => closing(await openRecords(freshSchema(closing), migrations)), 'postgres')
  })
}

type OpenEvents = (options?: { zone?: string }) => Promise<Events>

/** Runs `body` once for DuckDB and once for PostgreSQL. */
export function eachEvents(body: (open: OpenEvents, engine: Events['engine']) => void): void {
  describe('on DuckDB', () => {
    const closing = closings()
    body(async options => closing(await openEvents({ memory: true }, options)), 'duckdb')
  })
  describe.skipIf(!postgresUrl)('on PostgreSQL', () => {
    const closing = closings()
    body(async options => closing(await openEvents(freshSchema(closing), options)), 'postgres')
  })
}

type Stores = { records: Records; events: Events }

type OpenStores = (migrations: readonly Migration[], options?: { zone?: string }) => Promise<Stores>

/** Runs `body` once for SQLite with DuckDB, and once for PostgreSQL in two schemas. */
export function eachStore(body: (open: OpenStores, engine: 'embedded' | 'postgres') => void): void {
  describe('on SQLite and DuckDB', () => {
    const closing = closings()
    body(
      async (migrations, options) => ({
        records: closing(await openRecords({ memory: true }, migrations)),
        events: closing(await openEvents({ memory: true }, options)),
      }),
      'embedded',
    )
  })
  describe.skipIf(!postgresUrl)('on PostgreSQL', () => {
    const closing = closings()
    body(
      async (migrations, options) => ({
        records: closing(await openRecords(freshSchema(closing), migrations)),
        events: closing(await openEvents(freshSchema(closing), options)),
      }),
      'postgres',
    )
  })
}

type Closing = <T extends { close(): Promise<void> }>(store: T) => T

/** Remembers what was opened and closes it, the newest first, when the test or the whole body is over. */
function closings(): Closing {
  const ofBody: { close(): Promise<void> }[] = []
  let ofTest: typeof ofBody | undefined
  beforeEach(() => {
    ofTest = []
  })
  afterEach(async () => {
    const opened = ofTest ?? []
    ofTest = undefined
    for (const store of opened.reverse()) await store.close()
  })
  afterAll(async () => {
    for (const store of ofBody.reverse()) await store.close()
  })
  return store => {
    ;(ofTest ?? ofBody).push(store)
    return store
  }
}

/** A schema of its own, which is dropped after the store in it is closed. */
function freshSchema(closing: Closing): { url: string; schema: string } {
  const schema = `test_${randomBytes(8).toString('hex')}`
  closing({
    async close() {
      const client = new pg.Client({ connectionString: postgresUrl })
      await client.connect()
      await client.query(`drop schema if exists ${schema} cascade`)
      await client.end()
    },
  })
  return { url: postgresUrl, schema }
}

async function openEvents(
  where: { memory: true } | { url: string; schema: string },
  { zone = 'UTC' }: { zone?: string } = {},
): Promise<Events> {
  const { openEvents: open } = await import('../src/store/events/events.ts')
  return open(where, { zone })
}
