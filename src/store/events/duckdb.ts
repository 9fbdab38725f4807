import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api'
import { fail } from '../../core/error.ts'
import { duckdb } from './dialect.ts'
import { explainedDuckdb, isBroken } from './duckdb-failure.ts'
import { type Memory, readMemory } from './duckdb-memory.ts'
import { bound, rowsOf, streamOf } from './duckdb-read.ts'
import { demandRewrite, isRewriteDue, rewriteFile } from './duckdb-rewrite.ts'
import { type Threads, threadsOf } from './duckdb-threads.ts'
import { CREATION, duckdbWriting } from './duckdb-write.ts'
import type { Engine } from './engine.ts'
import { gate } from './gate.ts'
import { refuseEarlier } from './schema.ts'
import { freshSalt } from './suppression.ts'
import type { Mark, Writing } from './write.ts'

/** A running query holds one of libuv's threads, of which there are four unless `UV_THREADPOOL_SIZE` says more. */
const READERS = 2

/** Files that this process has open: DuckDB would let it open one twice, and then overwrite what the other wrote. */
const open = new Set<string>()

/** Facts in a DuckDB file, or in memory when there is none. */
export async function openDuckdb(file: string | undefined, memoryBytes: number): Promise<Engine> {
  const place = file ? `the facts in ${file}` : 'the facts in memory'
  if (file && open.has(file)) fail('unavailable', `This process has ${place} open already.`, { reason: 'busy' })
  if (file) open.add(file)
  const explain = (error: unknown) => explainedDuckdb(error, place)
  const writing = gate(1)
  const reading = gate(READERS)
  const running = new Set<Promise<unknown>>()
  let session: Promise<Session>
  try {
    if (file && isRewriteDue(file)) await rewriteFile(file)
    session = Promise.resolve(await openSession(file, memoryBytes))
  } catch (error) {
    if (file) open.delete(file)
    throw explain(error)
  }

  const attempt = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    const used = session
    const task = used.then(work)
    running.add(task)
    try {
      return await task
    } catch (error) {
      const lost = isBroken(error) || (await used.then(never, always))
      if (file && lost && session === used) {
        session = renewed(used)
        session.catch(() => {})
      }
      throw explain(error)
    } finally {
      running.delete(task)
    }
  }
  /** After a fatal error DuckDB answers nothing until the file is closed and opened again; what was committed is there. */
  const renewed = async (broken: Promise<Session>): Promise<Session> => {
    const others = [...running]
    await Promise.resolve()
    await Promise.allSettled(others)
    await broken.then(closeSession, () => {})
    return openSession(file, memoryBytes)
  }
  const read = <T>(sql: string, work: (statement: Statement) => Promise<T>): Promise<T> =>
    reading(() =>
      attempt(async ({ readers, threads }) => {
        const connection = readers.pop()!
        try {
          return await threads.whileAsking(connection, () => selecting(connection, sql, work))
        } finally {
          readers.push(connection)
        }
      }),
    )
  const transaction = <T>(work: (to: Writing) => Promise<T>, removes = false): Promise<T> =>
    writing(() =>
      attempt(async current => {
        const { writer, threads } = current
        await threads.forTransaction(writer)
        await writer.run('BEGIN')
        const next = { ...current.mark }
        const last: string[] = []
        try {
          current.memory ??= await readMemory(writer)
          const result = await work(duckdbWriting(writer, next, current.memory, last))
          await writer.run([...last, 'COMMIT'].join('; '))
          current.mark = next
          if (removes) current.memory = undefined
          return result
        } catch (error) {
          current.memory = undefined
          await writer.run('ROLLBACK').catch(() => {})
          throw error
        }
      }),
    )
  const rewritten = async (used: Promise<Session>): Promise<{ session: Session; failure?: unknown }> => {
    const others = [...running]
    await Promise.allSettled(others)
    await used.then(closeSession, () => {})
    const failure = await rewriteFile(file!).then(never, (error: unknown) => error)
    return { session: await openSession(file, memoryBytes), ...(failure ? { failure } : {}) }
  }
  return {
    dialect: duckdb,
    transaction,
    async removing(work) {
      if (file) await demandRewrite(file)
      return transaction(work, true)
    },
    async rewrite() {
      if (!file) return
      await writing(async () => {
        const renewal = rewritten(session)
        session = renewal.then(each => each.session)
        session.catch(() => {})
        const { failure } = await renewal
        if (failure) throw explain(failure)
      })
    },
    query: (sql, params, json) =>
      read(sql, async statement => {
        statement.bind(bound(params))
        return rowsOf(await statement.run(), json)
      }),
    stream: (sql, params, onBatch) =>
      read(sql, async statement => {
        statement.bind(bound(params))
        await streamOf(await statement.stream(), onBatch)
      }),
    watermark: async () => (await attempt(async ({ mark }) => mark)).watermark,
    async close() {
      await session.then(closeSession, () => {})
      if (file) open.delete(file)
    },
  }
}

const never = () => false
const always = () => true

type Session = {
  instance: DuckDBInstance
  writer: DuckDBConnection
  readers: DuckDBConnection[]
  mark: Mark
  threads: Threads
  /** Read from the file when the first facts come. */
  memory?: Memory | undefined
}

async function openSession(file: string | undefined, memoryBytes: number): Promise<Session> {
  const instance = await DuckDBInstance.create(file ?? ':memory:', {
    temp_directory: file ? `${file}.tmp` : join(tmpdir(), `plumbline-${randomUUID()}`),
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    checkpoint_threshold: '256MB',
    memory_limit: `${Math.ceil(memoryBytes / 2 ** 20)}MiB`,
    allowed_configs: "['threads']",
    lock_configuration: 'true',
  })
  try {
    const writer = await instance.connect()
    const mark = await createTables(writer, file ? `the facts in ${file}` : 'the facts in memory')
    const readers: DuckDBConnection[] = []
    for (let i = 0; i < READERS; i++) readers.push(await instance.connect())
    return { instance, writer, readers, mark, threads: await threadsOf(writer) }
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

/** Closing while a query runs waits for ever, so all must have ended. */
function closeSession({ instance, writer, readers }: Session): void {
  for (const connection of [...readers, writer]) connection.closeSync()
  instance.closeSync()
}

async function createTables(connection: DuckDBConnection, place: string): Promise<Mark> {
  const existing = await rowsOf<{ name: string }>(
    await connection.run('SELECT table_name AS name FROM duckdb_tables() WHERE NOT temporary'),
  )
  if (!existing.some(table => table.name === 'mark')) {
    await connection.run('BEGIN')
    for (const statement of CREATION) await connection.run(statement)
    await connection.run('INSERT INTO mark VALUES (0, 0, 0)')
    await connection.run(`INSERT INTO salt VALUES ('${freshSalt()}')`)
    await connection.run('COMMIT')
    await connection.run('CHECKPOINT')
  } else {
    const columns = 'SELECT table_name AS "table", column_name AS "column" FROM duckdb_columns() WHERE NOT internal'
    refuseEarlier(await rowsOf(await connection.run(columns)), place)
  }
  const [mark] = await rowsOf<Mark>(await connection.run('SELECT watermark, person, account FROM mark'))
  return mark!
}

type Statement = Awaited<ReturnType<DuckDBConnection['prepare']>>

async function selecting<T>(
  connection: DuckDBConnection,
  sql: string,
  work: (statement: Statement) => Promise<T>,
): Promise<T> {
  const statement = await connection.prepare(sql)
  try {
    if (statement.statementType !== StatementType.SELECT)
      fail('forbidden', 'Facts can only be read here: write a single SELECT.')
    return await work(statement)
  } finally {
    statement.destroySync()
  }
}
