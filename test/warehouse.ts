import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'

/** A database that listens on this machine, as a warehouse does on a network. */
export type Warehouse = {
  /** `postgresql://user:password@127.0.0.1:port/database?sslmode=disable` */
  address: string
  run(sql: string): Promise<void>
  close(): Promise<void>
}

/** Makes the PostgreSQL of the tests reachable by TCP, whatever it listens on, with a schema of its own for whoever asks. */
export async function openWarehouse(url: string, schema: string): Promise<Warehouse> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { host, port, user, database, password } = client
  const server = createServer(incoming => {
    const outgoing = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host)
    incoming.pipe(outgoing).pipe(incoming)
    for (const socket of [incoming, outgoing]) socket.on('error', () => {})
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as { port: number }
  await client.query(`create schema ${schema}`)
  await client.query(`set search_path = ${schema}`)
  return {
    address: `postgresql://${user}:${encodeURIComponent(password || 'secret-of-the-warehouse')}@127.0.0.1:${own}/${database}?sslmode=disable`,
    async run(sql) {
      await client.query(sql)
    },
    async close() {
      await client.query(`drop schema ${schema} cascade`)
      await client.end()
      server.close()
    },
  }
}
