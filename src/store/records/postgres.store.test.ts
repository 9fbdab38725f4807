import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { locking, type Migration, openRecords, type Records, type Rows } from './records.ts'

const url = inject('postgresUrl')

const migrations: Migration[] = [
  {
    name: '2026-01-01 note',
    up: db =>
      db.schema
        .createTable('note')
        .addColumn('name', 'text', c => c.primaryKey())
        .addColumn('amount', 'integer')
        .execute(),
  },
]

const notes = (rows: Rows) => rows as unknown as Kysely<{ note: { name: string; amount: number } }>

const withParameter = (text: string) => `${url}${url.includes('?') ? '&' : '?'}${text}`

let schemas = 0

async function opened(where = url): Promise<Records> {
  const schema = `test_pg_${process.pid}_${schemas++}`
  const records = await openRecords({ url: where, schema }, migrations)
  onTestFinished(async () => {
    await sql`drop schema ${sql.id(schema)} cascade`.execute(records.rows)
    await records.close()
  })
  return records
}

describe.skipIf(!url)('on PostgreSQL', () => {
  test('transactions that lock each other out are tried again until both succeed', async () => {
    const records = await opened()
    await notes(records.rows)
      .insertInto('note')
      .values([
        { name: 'a', amount: 0 },
        { name: 'b', amount: 0 },
      ])
      .execute()
    let attempts = 0
    const addOne = (order: string[]) =>
      records.transaction(async tx => {
        attempts++
        for (const name of order) {
          const { amount } = await locking(notes(tx).selectFrom('note').select('amount'), records)
            .where('name', '=', name)
            .executeTakeFirstOrThrow()
          await sleep(30)
          await notes(tx)
            .updateTable('note')
            .set({ amount: amount + 1 })
            .where('name', '=', name)
            .execute()
        }
      })
    await Promise.all([addOne(['a', 'b']), addOne(['b', 'a'])])
    expect(attempts).toBeGreaterThan(2)
    expect(await notes(records.rows).selectFrom('note').select('amount').execute()).toEqual([
      { amount: 2 },
      { amount: 2 },
    ])
  })

  test('a connection that the server ends while idle is replaced without a word', async () => {
    const { rows } = await opened(withParameter('application_name=idle'))
    const other = await opened()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'idle'`.execute(
      other.rows,
    )
    await sleep(50)
    expect(await notes(rows).selectFrom('note').selectAll().execute()).toEqual([])
  })

  test('a connection that breaks inside of a transaction is a sentence, and the next transaction works', async () => {
    const { rows, transaction } = await opened()
    const work = transaction(async tx => {
      await notes(tx).insertInto('note').values({ name: 'a', amount: 1 }).execute()
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    })
    await expect(work).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'unreachable' } })
    await transaction(tx => notes(tx).insertInto('note').values({ name: 'b', amount: 1 }).execute())
    expect(await notes(rows).selectFrom('note').select('name').execute()).toEqual([{ name: 'b' }])
  })

  test('settings that the URL gives to the session stand beside the schema', async () => {
    const { rows } = await opened(withParameter('options=-c%20statement_timeout%3D100'))
    await expect(sql`select pg_sleep(5)`.execute(rows)).rejects.toMatchObject({ details: { reason: 'busy' } })
    expect(await notes(rows).selectFrom('note').selectAll().execute()).toEqual([])
  })

  test('a database that is not there, and a user who is not, are sentences', async () => {
    const absent = openRecords({ url: url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, '$1nowhere') }, migrations)
    await expect(absent).rejects.toMatchObject({ message: expect.stringContaining('There is no database “nowhere”') })
    const nobody = openRecords({ url: withParameter('user=nobody_at_all') }, migrations)
    await expect(nobody).rejects.toMatchObject({ message: expect.stringMatching(/user or password .* was refused/) })
  })

  test('a user who may not create tables learns what to grant', async () => {
    const { rows } = await opened()
    const role = `reader_${process.pid}`
    await sql`create role ${sql.id(role)} login`.execute(rows)
    const reader = openRecords({ url: withParameter(`user=${role}`), schema: 'not_there' }, migrations)
    await expect(reader).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'refused' } })
    await sql`drop role ${sql.id(role)}`.execute(rows)
  })

  test('a server that only stands by is a sentence', async () => {
    const { rows } = await opened(withParameter('options=-c%20timezone%3DUTC'))
    const work = rows.connection().execute(async one => {
      await sql`set default_transaction_read_only = on`.execute(one)
      try {
        await notes(one).insertInto('note').values({ name: 'a', amount: 1 }).execute()
      } finally {
        await sql`set default_transaction_read_only = off`.execute(one)
      }
    })
    await expect(work).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'read_only' } })
  })
})
