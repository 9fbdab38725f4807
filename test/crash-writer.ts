import { writeSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { type Migration, openRecords, type Rows } from '../src/store/records/records.ts'

export interface Bank {
  account: { name: string; balance: number }
  transfer: { number: number; part: number; note: string }
}

export const bank = (rows: Rows) => rows as unknown as Kysely<Bank>

export const PARTS = 5

export const crashMigrations: Migration[] = [
  {
    name: '2026-01-01 bank',
    async up(db) {
      await db.schema
        .createTable('account')
        .addColumn('name', 'text', c => c.primaryKey().notNull())
        .addColumn('balance', 'integer', c => c.notNull())
        .execute()
      await db.schema
        .createTable('transfer')
        .addColumn('number', 'integer', c => c.notNull())
        .addColumn('part', 'integer', c => c.notNull())
        .addColumn('note', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('transfer_key', ['number', 'part'])
        .execute()
      await db
        .insertInto('account')
        .values([
          { name: 'a', balance: 0 },
          { name: 'b', balance: 0 },
        ])
        .execute()
    },
  },
]

/** Writes transfers of several rows each for ever, and prints the number of each once it is acknowledged. */
async function main(file: string): Promise<void> {
  const { rows, transaction } = await openRecords({ file }, crashMigrations)
  const { last } = await bank(rows)
    .selectFrom('transfer')
    .select(eb => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  for (let number = (last ?? 0) + 1; ; number++) {
    await transaction(async tx => {
      await bank(tx)
        .updateTable('account')
        .set(eb => ({ balance: eb('balance', '-', number) }))
        .where('name', '=', 'a')
        .execute()
      for (let part = 0; part < PARTS; part++)
        await bank(tx)
          .insertInto('transfer')
          .values({ number, part, note: 'x'.repeat((number * 37) % 3000) })
          .execute()
      await bank(tx)
        .updateTable('account')
        .set(eb => ({ balance: eb('balance', '+', number) }))
        .where('name', '=', 'b')
        .execute()
    })
    writeSync(1, `${number}\n`)
  }
}

if (process.argv[2]) await main(process.argv[2])
