import { type Kysely, sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { eachRecords } from '../../../test/stores.ts'
import { type Migration, openRecords, type Rows } from './records.ts'

const table = (name: string, label = name): Migration => ({
  name: label,
  up: db => db.schema.createTable(name).addColumn('a', 'text').execute(),
})

// biome-ignore lint/suspicious/noExplicitAny: the tables of these tests are made up
const any = (rows: Rows) => rows as unknown as Kysely<any>

const ran = async (rows: Rows): Promise<string[]> =>
  (await any(rows).selectFrom('migration').select('name').orderBy('at').execute()).map(row => row.name)

eachRecords((open, engine) => {
  test('migrations run by day, and within a day as they are listed', async () => {
    const order: string[] = []
    const noted = (name: string): Migration => ({ name, up: async () => void order.push(name) })
    const records = await open([
      noted('2026-03-01 team'),
      noted('2026-05-01 team size'),
      noted('2026-03-01 goal'),
      noted('2026-02-01 first'),
    ])
    expect(order).toEqual(['2026-02-01 first', '2026-03-01 team', '2026-03-01 goal', '2026-05-01 team size'])
    expect((await ran(records.rows)).sort()).toEqual([...order].sort())
  })

  test('a migration learns which engine it runs on, and its tables are there afterwards', async () => {
    const seen: string[] = []
    const { rows } = await open([
      table('one', '2026-01-01 one'),
      { name: '2026-01-02 look', up: async (_, which) => void seen.push(which) },
    ])
    expect(seen).toEqual([engine])
    expect(await any(rows).selectFrom('one').selectAll().execute()).toEqual([])
  })

  test('a migration that fails names itself', async () => {
    const broken: Migration = {
      name: '2026-01-02 broken',
      async up(db) {
        await db.schema.createTable('half').addColumn('a', 'text').execute()
        await sql`select nonsense from nowhere`.execute(db)
      },
    }
    await expect(open([table('one', '2026-01-01 one'), broken])).rejects.toThrow(
      '“2026-01-02 broken” failed and was undone',
    )
  })

  test('two migrations of one name, or one without its day, are bugs that are found at once', async () => {
    await expect(open([table('a', '2026-01-01 x'), table('b', '2026-01-01 x')])).rejects.toThrow('one name')
    await expect(open([table('a', 'x')])).rejects.toThrow('does not begin with its day')
  })
})

const postgresUrl = inject('postgresUrl')

test.skipIf(!postgresUrl)('servers that start at the same instant run each migration once', async () => {
  const schema = `test_race_${process.pid}`
  let runs = 0
  const slow: Migration = {
    name: '2026-01-01 slow',
    async up(db) {
      runs++
      await sql`select pg_sleep(0.05)`.execute(db)
      await db.schema.createTable('one').addColumn('a', 'text').execute()
    },
  }
  const migrations = [slow, table('two', '2026-01-02 two')]
  const servers = await Promise.all(
    Array.from({ length: 5 }, () => openRecords({ url: postgresUrl, schema }, migrations)),
  )
  expect(runs).toBe(1)
  expect(await ran(servers[0]!.rows)).toEqual(['2026-01-01 slow', '2026-01-02 two'])
  await sql`drop schema ${sql.id(schema)} cascade`.execute(servers[0]!.rows)
  for (const server of servers) await server.close()
})

test.skipIf(!postgresUrl)('a schema whose name could be SQL is refused', async () => {
  const work = openRecords({ url: postgresUrl, schema: 'x; drop schema public' }, [])
  await expect(work).rejects.toMatchObject({ code: 'invalid' })
})
