import type Database from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { ProductError } from '../../core/error.ts'

/**
 * Kysely on one better-sqlite3 connection: whoever comes while it is in use waits in line, `patience` milliseconds at
 * most.
 *
 * Transactions take the write lock at their beginning, and a statement that fails ends its transaction, as PostgreSQL
 * has it. A dialect of our own because Kysely's waits for ever.
 */
export function sqliteDialect(database: Database.Database, patience: number): Dialect {
  return {
    createAdapter: () => new ManyHands(),
    createDriver: () => sqliteDriver(database, patience),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** Keeps Kysely from putting its own, endless line before ours. */
class ManyHands extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

function sqliteDriver(database: Database.Database, patience: number): Driver {
  const line = waitingLine(patience)
  const connection = new Connection(database)
  const run = (statement: string) => connection.executeQuery(CompiledQuery.raw(statement))
  return {
    init: async () => {},
    async acquireConnection() {
      await line.enter()
      return connection
    },
    releaseConnection: async () => line.leave(),
    async beginTransaction() {
      await run('begin immediate')
      connection.transaction = 'open'
    },
    async commitTransaction() {
      await run('commit')
      connection.transaction = 'none'
    },
    async rollbackTransaction() {
      connection.transaction = 'none'
      if (database.inTransaction) await run('rollback')
    },
    async destroy() {
      await line.enter()
      database.close()
    },
  }
}

class Connection implements DatabaseConnection {
  transaction: 'none' | 'open' | 'failed' = 'none'
  readonly #database: Database.Database
  readonly #prepared = new Map<string, Database.Statement>()

  constructor(database: Database.Database) {
    this.#database = database
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.transaction === 'failed')
      throw new Error('A statement of this transaction failed before: nothing can follow it, and nothing is committed.')
    try {
      const statement = this.#prepare(sql)
      if (statement.reader) return { rows: statement.all(parameters) as R[] }
      const { changes } = statement.run(parameters)
      return { rows: [], numAffectedRows: BigInt(changes) }
    } catch (error) {
      if (this.transaction === 'open') this.transaction = 'failed'
      throw error
    }
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery, size: number): AsyncIterableIterator<QueryResult<R>> {
    let rows: R[] = []
    for (const row of this.#database.prepare(sql).iterate(parameters)) {
      if (rows.push(row as R) < size) continue
      yield { rows }
      rows = []
    }
    if (rows.length) yield { rows }
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    if (this.#prepared.size >= 500) this.#prepared.clear()
    this.#prepared.set(sql, statement)
    return statement
  }
}

function waitingLine(patience: number): { enter(): Promise<void>; leave(): void } {
  const waiting: (() => void)[] = []
  let taken = false
  return {
    enter() {
      if (!taken) {
        taken = true
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => {
        const turn = () => {
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1)
          reject(tooLong(patience))
        }, patience)
        waiting.push(turn)
      })
    },
    leave() {
      const next = waiting.shift()
      if (next) next()
      else taken = false
    },
  }
}

const tooLong = (patience: number) =>
  new ProductError(
    'unavailable',
    `Another change has kept the records busy for ${patience / 1000} seconds. Nothing was saved; try again.`,
    { reason: 'busy' },
  )
