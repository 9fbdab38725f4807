import { totalmem } from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'
import { fail } from '../../core/error.ts'
import { duckdb } from './dialect.ts'
import { bound, rowsOf, streamOf } from './duckdb-read.ts'
import { definitions, duckdbWriting } from './duckdb-write.ts'
import type { Counts, Events, EventsOptions, SourceCount } from './events.ts'
import { problemsOfFact } from './fact.ts'
import { rowOf } from './row.ts'
import { TABLES } from './schema.ts'
import { write } from './write.ts'

/** Opens facts in a DuckDB file, or in memory for `:memory:`. */
export async function openDuckdb(file: string, options: EventsOptions): Promise<Events> {
  const instance = await DuckDBInstance.create(file, {
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    checkpoint_threshold: '256MB',
    memory_limit: `${Math.floor((options.memoryBytes ?? totalmem() / 2) / 2 ** 20)}MiB`,
    lock_configuration: 'true',
  })
  const writer = await instance.connect()
  await writer.run('BEGIN')
  for (const [name, columns] of Object.entries(TABLES))
    await writer.run(`CREATE TABLE IF NOT EXISTS ${name} (${definitions(columns)})`)
  await writer.run('INSERT INTO mark SELECT 0, 0, 0 WHERE NOT EXISTS (FROM mark)')
  await writer.run('COMMIT')
  let queue: Promise<unknown> = Promise.resolve()
  const reader = await instance.connect()

  const events: Events = {
    engine: 'duckdb',
    dialect: duckdb,
    append(facts) {
      const problems = facts.flatMap((fact, i) => problemsOfFact(fact).map(p => ({ ...p, path: [i, ...p.path] })))
      if (problems.length) fail('invalid', problems[0]!.message, { problems })
      const rows = facts.map(fact => rowOf(fact, options.zone))
      const work = async () => {
        await writer.run('BEGIN')
        try {
          const verdicts = await write(rows, duckdbWriting(writer))
          await writer.run('COMMIT')
          return verdicts
        } catch (error) {
          await writer.run('ROLLBACK')
          throw error
        }
      }
      const done = queue.then(work)
      queue = done.catch(() => {})
      return done
    },
    query: async (sql, params = [], { json } = {}) => rowsOf(await reader.run(sql, bound(params)), json),
    cached: (sql, params) => events.query(sql, params),
    stream: async (sql, params, onBatch) => streamOf(await reader.stream(sql, bound(params)), onBatch),
    async watermark() {
      const [mark] = await events.query<{ watermark: number }>('SELECT watermark FROM mark')
      return mark!.watermark
    },
    async counts() {
      const [counts] = await events.query<Counts>(
        `SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM person) AS persons,
         (SELECT count(*) FROM account) AS accounts, (SELECT min(ts) FROM event) AS "firstTs", (SELECT max(ts) FROM event) AS "lastTs"`,
      )
      return counts!
    },
    sources: () =>
      events.query<SourceCount>(
        `SELECT source, count(*) AS events, max(ts) AS "lastTs" FROM event GROUP BY source ORDER BY source COLLATE "C"`,
      ),
    async close() {
      await queue
      reader.closeSync()
      writer.closeSync()
      instance.closeSync()
    },
  }
  return events
}
