import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { outsideFor } from '../../../test/connection.ts'
import { declare, team } from '../../../test/declare.ts'
import { countFacts } from '../../../test/source.ts'
import { openWarehouse, type Warehouse } from '../../../test/warehouse.ts'
import { warehouse as connector } from '../../connectors/warehouse/connector.ts'
import { openEvents } from '../../store/events/events.ts'
import { openRecords } from '../../store/records/records.ts'
import { sourceVerbs } from '../source/operations/ledger.ts'
import { checkSource, Source } from '../source/source.ts'
import { changeConnection, createConnection } from './operations/changing.ts'
import { draftObject } from './operations/drafting.ts'
import { showConnection } from './operations/showing.ts'
import { syncConnection, testConnection } from './operations/syncing.ts'

const url = inject('postgresUrl')

describe.skipIf(!url)('a warehouse', () => {
  const schema = `feature_${randomBytes(6).toString('hex')}`
  let database: Warehouse
  let world: World
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    database = await openWarehouse(url, schema)
    const records = await openRecords({ memory: true }, migrations)
    const events = await openEvents({ memory: true }, { zone: 'UTC' })
    closing.push(
      () => events.close(),
      () => records.close(),
      () => database.close(),
    )
    world = await buildWorld({ records, events }, { signatures: false })
    Object.assign(world.ctx, outsideFor([connector], ['127.0.0.1']))
    await declare(world.ctx, [team('finance')])
    await database.run(`create table ${schema}.invoice (id bigint, customer_email text, paid_on date, amount numeric(12,2),
      changed timestamptz)`)
    await database.run(`insert into ${schema}.invoice select i, 'c' || i || '@example.com', date '2026-01-01' + i, i * 1.5,
      timestamptz '2026-02-01' + (i / 3) * interval '1 second' from generate_series(1, 10) as i`)
  })
  afterAll(async () => {
    for (const close of closing) await close()
  })

  it('is drafted from, proposed, asked, and asked again for what is new', async () => {
    const { ctx } = world
    const made = await createConnection(ctx, {
      name: 'books',
      connector: 'warehouse',
      owner: 'finance',
      settings: { url: database.address },
      objects: [{ object: 'invoices', query: `select * from ${schema}.invoice;`, watermark: 'changed' }],
    })
    expect(made).toMatchObject({
      proposed: [],
      secrets: ['url'],
      settings: {},
      waits: [expect.stringMatching(/no source “books-invoices”/)],
    })
    expect(await testConnection(ctx, { name: 'books' })).toMatchObject({ works: true })
    const { source, rows } = await draftObject(ctx, { name: 'books' })
    expect(rows).toBe(10)
    const { kind: _, name, owner, ...spec } = source
    expect(checkSource(Source.parse(spec))).toEqual([])
    expect(spec).toMatchObject({ connection: 'books', key: 'id', person: { email: 'customer_email' } })
    await sourceVerbs.propose(ctx, {
      name: 'books-invoices',
      owner: 'finance',
      why: 'x',
      connection: 'books',
      key: 'id',
      zone: 'UTC',
      person: { email: 'customer_email' },
      events: [
        {
          name: 'invoice_paid',
          at: 'paid_on',
          props: { amount: { column: 'amount', type: 'money', currency: 'EUR' } },
        },
      ],
    })
    const first = await syncConnection(ctx, { name: 'books' })
    expect(first.objects).toMatchObject([{ rows: 10, stored: 10, after: '2026-02-01 00:00:03+00', problem: null }])
    await database.run(
      `insert into ${schema}.invoice values (11, 'late@example.com', '2026-01-20', 7, '2026-02-01 00:00:03+00')`,
    )
    const second = await syncConnection(ctx, { name: 'books' })
    expect(second.objects).toMatchObject([{ rows: 3, stored: 1, duplicate: 2 }])
    expect(await countFacts(ctx.events, 'books-invoices')).toBe(11)
    const [total] = await ctx.events.query<{ amount: number }>(
      `SELECT count(*) AS amount FROM event WHERE source = 'books-invoices' AND name = 'invoice_paid'`,
    )
    expect(total?.amount).toBe(11)
  })

  it('of which another query is asked begins anew', async () => {
    const { ctx } = world
    const query = `select * from ${schema}.invoice where amount > 3`
    await changeConnection(ctx, { name: 'books', objects: [{ object: 'invoices', query, watermark: 'changed' }] })
    const { objects } = await syncConnection(ctx, { name: 'books' })
    expect(objects).toMatchObject([{ before: null, rows: 9, stored: 0, duplicate: 9 }])
    const none = changeConnection(ctx, { name: 'books', objects: [{ object: 'invoices', query: 'drop table x' }] })
    await expect(none).rejects.toThrow('does not begin with SELECT')
  })

  it('has the password of its address nowhere, and says what its database does not take', async () => {
    const { ctx } = world
    const query = 'select nothing from nowhere'
    await changeConnection(ctx, { name: 'books', objects: [{ object: 'invoices', query }] })
    const answers = [
      await syncConnection(ctx, { name: 'books' }),
      await testConnection(ctx, { name: 'books' }),
      await showConnection(ctx, { name: 'books' }),
    ]
    expect(answers[0]).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/relation "nowhere" does not exist/),
    })
    for (const table of ['connection', 'connection_run', 'audit'] as const)
      answers.push((await ctx.rows.selectFrom(table).selectAll().execute()) as never)
    expect(JSON.stringify(answers)).not.toMatch(/secret-of-the-warehouse/)
  })
})
