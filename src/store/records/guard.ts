import type { CompiledQuery, DatabaseConnection, Dialect } from 'kysely'
import { fail } from '../../core/error.ts'

/**
 * A dialect that asks `mayEnter` before it hands out a connection, turns every failure of the engine into what `explain`
 * makes of it, and refuses text that PostgreSQL cannot hold.
 */
export function guarded(dialect: Dialect, mayEnter: () => void, explain: (error: unknown) => unknown): Dialect {
  const seen = new WeakSet<DatabaseConnection>()
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver()
      const acquire = driver.acquireConnection.bind(driver)
      driver.acquireConnection = async options => {
        mayEnter()
        const connection = await explaining(acquire(options))
        if (!seen.has(connection)) {
          seen.add(connection)
          const execute = connection.executeQuery.bind(connection)
          connection.executeQuery = async (query, given) => {
            refuseNul(query)
            return explaining(execute(query, given))
          }
        }
        return connection
      }
      const init = driver.init.bind(driver)
      driver.init = options => explaining(init(options))
      return driver
    },
  }

  function explaining<T>(work: Promise<T>): Promise<T> {
    return work.catch(error => {
      throw explain(error)
    })
  }
}

function refuseNul({ parameters }: CompiledQuery): void {
  for (const value of parameters)
    if (typeof value === 'string' && value.includes('\0'))
      fail(
        'invalid',
        `Text cannot contain the NUL character, as “${value.slice(0, 40).replaceAll('\0', '␀')}” does. Remove it.`,
      )
}
