import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { eachRecords } from '../../../test/stores.ts'
import { locking, type Migration, type Records, type Rows } from './records.ts'

interface Shelf {
  box: { workspace: string; name: string; amount: number; weight: number | null; label: string | null }
  item: { workspace: string; box: string; name: string }
}

const migrations: Migration[] = [
  {
    name: '2026-01-01 box',
    async up(db) {
      await db.schema
        .createTable('box')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addColumn('amount', 'integer', c => c.notNull())
        .addColumn('weight', 'real')
        .addColumn('label', 'text')
        .addPrimaryKeyConstraint('box_key', ['workspace', 'name'])
        .execute()
      await db.schema
        .createTable('item')
        .addColumn('workspace', 'text', c => c.notNull())
        .addColumn('box', 'text', c => c.notNull())
        .addColumn('name', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('item_key', ['workspace', 'box', 'name'])
        .addForeignKeyConstraint('item_in', ['workspace', 'box'], 'box', ['workspace', 'name'])
        .execute()
    },
  },
]

const shelf = (rows: Rows) => rows as unknown as Kysely<Shelf>

const put = (rows: Rows, name: string, amount: number) =>
  shelf(rows).insertInto('box').values({ workspace: 'w', name, amount, weight: null, label: null }).execute()

const names = async (rows: Rows) =>
  (await shelf(rows).selectFrom('box').select('name').orderBy('name').execute()).map(row => row.name)

const within = <T>(ms: number, work: Promise<T>) =>
  Promise.race([work, sleep(ms).then(() => Promise.reject(new Error(`nothing happened for ${ms} ms`)))])

eachRecords(open => {
  const opened = () => open(migrations)

  test('what a transaction wrote is there after it', async () => {
    const { rows, transaction } = await opened()
    const answer = await transaction(async tx => {
      await put(tx, 'a', 1)
      await put(tx, 'b', 2)
      return 'done'
    })
    expect(answer).toBe('done')
    expect(await names(rows)).toEqual(['a', 'b'])
  })

  test('a transaction that throws leaves nothing behind, and its error comes out as it was', async () => {
    const { rows, transaction } = await opened()
    const mine = new Error('changed my mind')
    const work = transaction(async tx => {
      await put(tx, 'a', 1)
      throw mine
    })
    await expect(work).rejects.toBe(mine)
    expect(await names(rows)).toEqual([])
    await transaction(tx => put(tx, 'b', 1))
    expect(await names(rows)).toEqual(['b'])
  })

  test('a transaction one of whose statements failed keeps nothing, even when the failure was caught', async () => {
    const { rows, transaction } = await opened()
    await put(rows, 'a', 1)
    const work = transaction(async tx => {
      await put(tx, 'b', 1)
      await put(tx, 'a', 1).catch(() => {})
    })
    await expect(work).rejects.toThrow()
    expect(await names(rows)).toEqual(['a'])
  })

  test('after a statement failed, no other of its transaction runs', async () => {
    const { rows, transaction } = await opened()
    await put(rows, 'a', 1)
    const work = transaction(async tx => {
      await put(tx, 'a', 1).catch(() => {})
      await put(tx, 'b', 1)
    })
    await expect(work).rejects.toThrow()
    expect(await names(rows)).toEqual(['a'])
  })

  test('using the store inside of its own transaction is refused at once instead of waiting for ever', async () => {
    const { rows, transaction } = await opened()
    const work = transaction(async tx => {
      await put(tx, 'a', 1)
      await put(rows, 'b', 1)
    })
    await expect(within(5000, work)).rejects.toThrow('Use the `tx` it was given')
    await expect(
      within(
        5000,
        transaction(() => transaction(async () => {})),
      ),
    ).rejects.toThrow('Use the `tx`')
    expect(await names(rows)).toEqual([])
  })

  test('what a transaction started may use the store once the transaction is over', async () => {
    const { rows, transaction } = await opened()
    let later: Promise<unknown> = Promise.resolve()
    await transaction(async tx => {
      await put(tx, 'a', 1)
      later = sleep(50).then(() => put(rows, 'b', 1))
    })
    await later
    expect(await names(rows)).toEqual(['a', 'b'])
  })

  test('a transaction that is kept and used after its end is refused', async () => {
    const { rows, transaction } = await opened()
    let kept: Rows | undefined
    await transaction(async tx => {
      kept = tx
    })
    await expect((async () => put(kept!, 'a', 1))()).rejects.toThrow('used after it ended')
    expect(await names(rows)).toEqual([])
  })

  test('transactions that start together all succeed, each as if it were alone', async () => {
    const { rows, transaction } = await opened()
    await put(rows, 'a', 0)
    const addOne = async (tx: Rows) => {
      const { amount } = await shelf(tx).selectFrom('box').select('amount').executeTakeFirstOrThrow()
      await sleep(1)
      await shelf(tx)
        .updateTable('box')
        .set({ amount: amount + 1 })
        .execute()
    }
    await Promise.all(Array.from({ length: 40 }, () => transaction(addOne)))
    expect(await shelf(rows).selectFrom('box').select('amount').execute()).toEqual([{ amount: 40 }])
  })

  test('two transactions that each read what the other writes cannot both succeed on what they read', async () => {
    const { rows, transaction } = await opened()
    await put(rows, 'a', 1)
    await put(rows, 'b', 1)
    const leave = (name: string) =>
      transaction(async tx => {
        const { total } = await shelf(tx)
          .selectFrom('box')
          .select(eb => eb.fn.sum<number>('amount').as('total'))
          .executeTakeFirstOrThrow()
        await sleep(20)
        if (total >= 2) await shelf(tx).updateTable('box').set({ amount: 0 }).where('name', '=', name).execute()
      })
    await Promise.all([leave('a'), leave('b')])
    const left = await shelf(rows).selectFrom('box').select('name').where('amount', '=', 1).execute()
    expect(left).toHaveLength(1)
  })

  test('of many who create the same thing, one creates it and the others learn that it is there', async () => {
    const { transaction } = await opened()
    const create = () =>
      transaction(async tx => {
        const there = await shelf(tx).selectFrom('box').select('name').where('name', '=', 'a').executeTakeFirst()
        if (there) return 'there'
        await sleep(1)
        await put(tx, 'a', 1)
        return 'created'
      })
    const answers = await Promise.all(Array.from({ length: 12 }, create))
    expect(answers.filter(answer => answer === 'created')).toHaveLength(1)
  })

  test('of two changes that are based on one revision, the second finds nothing to change', async () => {
    const { rows, transaction } = await opened()
    await put(rows, 'a', 1)
    const change = () =>
      transaction(tx =>
        shelf(tx)
          .updateTable('box')
          .set({ amount: 2 })
          .where('name', '=', 'a')
          .where('amount', '=', 1)
          .executeTakeFirst(),
      )
    const changed = (await Promise.all([change(), change()])).map(result => Number(result.numUpdatedRows))
    expect(changed.sort()).toEqual([0, 1])
  })

  test('a row that is read for change waits for whoever read it so before', async () => {
    const records = await opened()
    await put(records.rows, 'a', 1)
    const order: string[] = []
    const change = (who: string, ms: number) =>
      records.transaction(async tx => {
        await locking(shelf(tx).selectFrom('box').selectAll(), records).execute()
        order.push(`${who} in`)
        await sleep(ms)
        order.push(`${who} out`)
      })
    const first = change('first', 60)
    await sleep(20)
    await Promise.all([first, change('second', 0)])
    expect(order).toEqual(['first in', 'first out', 'second in', 'second out'])
  })

  test('a second row with the same key is a conflict that says so', async () => {
    const { rows } = await opened()
    await put(rows, 'a', 1)
    await expect(put(rows, 'a', 2)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'duplicate' },
      message: expect.stringContaining('exists already'),
    })
  })

  test('what others rest on cannot vanish, nor can anything rest on what is not there', async () => {
    const { rows } = await opened()
    await put(rows, 'a', 1)
    await shelf(rows).insertInto('item').values({ workspace: 'w', box: 'a', name: 'x' }).execute()
    const conflict = { code: 'conflict', details: { reason: 'referenced' } }
    await expect(shelf(rows).deleteFrom('box').execute()).rejects.toMatchObject(conflict)
    const orphan = shelf(rows).insertInto('item').values({ workspace: 'other', box: 'a', name: 'x' }).execute()
    await expect(orphan).rejects.toMatchObject(conflict)
  })

  test('numbers come back as numbers: counts, sums, averages, large ones and fractions', async () => {
    const { rows } = await opened()
    const large = Number.MAX_SAFE_INTEGER
    await put(rows, 'a', large)
    await put(rows, 'b', -7)
    await shelf(rows).updateTable('box').set({ weight: 0.1 }).where('name', '=', 'a').execute()
    const got = await shelf(rows)
      .selectFrom('box')
      .select(eb => [
        eb.fn.countAll().as('count'),
        eb.fn.sum('amount').as('sum'),
        eb.fn.max('amount').as('max'),
        eb.fn.avg('weight').as('avg'),
      ])
      .executeTakeFirstOrThrow()
    expect(got).toEqual({ count: 2, sum: large - 7, max: large, avg: 0.1 })
    const { rows: flags } = await sql<{ yes: number; no: number }>`select 1 = 1 as yes, 1 = 2 as no`.execute(rows)
    expect(flags).toEqual([{ yes: 1, no: 0 }])
  })

  test('text sorts by code point, is matched with its case, and keeps every character', async () => {
    const { rows } = await opened()
    const texts = ['b', 'a', 'B', 'é', 'z', 'Z', '_', '10', '9', ' a', '😀', '日本']
    for (const text of texts) await put(rows, text, 1)
    const byCodePoint = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect(await names(rows)).toEqual(byCodePoint)
    const small = await shelf(rows).selectFrom('box').select('name').where('name', 'like', 'b%').execute()
    expect(small).toEqual([{ name: 'b' }])
    const after = await shelf(rows).selectFrom('box').select('name').where('name', '>', 'z').orderBy('name').execute()
    expect(after.map(row => row.name)).toEqual(['é', '日本', '😀'])
  })

  test('text with a NUL character is refused in a sentence, and the connection goes on', async () => {
    const { rows } = await opened()
    await expect(put(rows, 'a\0b', 1)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('a␀b'),
    })
    await put(rows, 'lone \ud800 surrogate', 1)
    expect(await names(rows)).toEqual(['lone \ufffd surrogate'])
  })

  test('a value of the wrong type is refused', async () => {
    const { rows } = await opened()
    await expect(put(rows, 'a', 'many' as unknown as number)).rejects.toThrow()
    await expect(put(rows, 'a', 1.5)).rejects.toThrow()
    expect(await names(rows)).toEqual([])
  })

  test('rows can be read in batches', async () => {
    const { rows } = await opened()
    const values = Array.from({ length: 250 }, (_, i) => ({
      workspace: 'w',
      name: String(i),
      amount: i,
      weight: null,
      label: null,
    }))
    await shelf(rows).insertInto('box').values(values).execute()
    let sum = 0
    for await (const row of shelf(rows).selectFrom('box').select('amount').stream(100)) sum += row.amount
    expect(sum).toBe((249 * 250) / 2)
  })

  test('inserted rows come back when asked for', async () => {
    const { rows } = await opened()
    const row = await shelf(rows)
      .insertInto('box')
      .values({ workspace: 'w', name: 'a', amount: 1, weight: null, label: null })
      .onConflict(conflict => conflict.columns(['workspace', 'name']).doUpdateSet({ amount: 5 }))
      .returningAll()
      .executeTakeFirst()
    expect(row).toEqual({ workspace: 'w', name: 'a', amount: 1, weight: null, label: null })
  })

  test('two stores that are open at once do not see each other’s rows', async () => {
    const [one, other]: [Records, Records] = [await opened(), await opened()]
    await put(one.rows, 'a', 1)
    expect(await names(other.rows)).toEqual([])
  })

  test('closing waits for the transaction that is under way', async () => {
    const records = await opened()
    let finished = false
    const work = records.transaction(async tx => {
      await sleep(50)
      await put(tx, 'a', 1)
      finished = true
    })
    await sleep(10)
    await records.close()
    expect(finished).toBe(true)
    await work
  })
})
