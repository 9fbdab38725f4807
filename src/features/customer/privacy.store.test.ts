import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, team } from '../../../test/declare.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { TABLES } from '../../store/events/schema.ts'
import { uuidOf } from '../../store/hash.ts'
import type { Records } from '../../store/records/records.ts'
import type { Context } from '../context.ts'
import { sayOf } from '../discussion/operations.ts'
import { admitCustomer, consentOfCustomer, listSuppressed, suppressCustomer } from './operations/consenting.ts'
import { eraseCustomer, listErasures, reapplyErasures } from './operations/erasing.ts'
import { exportCustomer } from './operations/exporting.ts'
import { listMembers } from './operations/listing.ts'
import { searchCustomers } from './operations/searching.ts'
import { showAccount, showCustomer } from './operations/showing.ts'
import { timelineOfCustomer } from './operations/timeline.ts'
import { FACT_PLACES, RECORD_PLACES } from './places.ts'

const CANARY = 'Canary.7f3a@Example.com'
const canary = CANARY.toLowerCase()

const fact = (name: string, more: Partial<Fact> = {}): Fact => ({
  id: uuidOf(name, JSON.stringify(more)),
  ts: Date.UTC(2026, 0, 2),
  source: 'web',
  props: {},
  ...more,
})

const facts: Fact[] = [
  fact('1', {
    name: 'page_viewed',
    user: 'u-canary-1',
    email: CANARY,
    props: { url: `/?email=canary.7f3a%40example.com` },
  }),
  fact('2', { user: 'u-canary-1', traits: { name: 'Canary Bird', city: 'canary-city' } }),
  fact('3', {
    name: 'deal_won',
    user: 'u-canary-1',
    account: { id: '7', domain: 'example.com' },
    props: { by: CANARY, n: 1 },
  }),
  fact('4', {
    name: 'page_viewed',
    user: 'u-other',
    email: 'other@example.com',
    props: { referrer: `mailto:${CANARY}` },
  }),
]

async function rejectedRow(ctx: Context, row: number, content: object): Promise<void> {
  await ctx.rows
    .insertInto('import_run')
    .values({
      ...{ workspace: ctx.workspace, id: 'i1', source: 'web', revision: 1, file: 'f.csv', content: 'c', bytes: 1 },
      ...{ shape: '{}', actor: 'root', started_at: ctx.now(), worker: 'w', position: 1, rows: 1, stored: 0 },
      ...{ duplicate: 0, rejected: 1, skipped: 0, mark: null, finished_at: ctx.now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await ctx.rows
    .insertInto('rejected_row')
    .values({
      ...{ workspace: ctx.workspace, import: 'i1', row, line: row, reason: 'Bad.', column: null, cut: 0 },
      content: JSON.stringify(content),
    })
    .execute()
}

eachStore(open => {
  let world: World
  let ctx: Context
  let records: Records
  let forgotten: readonly string[]

  beforeEach(async () => {
    const stores = await open(migrations)
    records = stores.records
    world = await buildWorld(stores)
    forgotten = []
    ctx = {
      ...world.ctx,
      actor: { ...world.ctx.actor, grants: ['personal'] },
      waiting: {
        holding: async () => [{ name: 'waiting.csv', by: 'root', at: '2026-01-01T00:00:00.000Z' }],
        async forget(texts) {
          forgotten = texts
          return 1
        },
      },
    }
    await declare(ctx, [
      team('marketing'),
      {
        ...{ kind: 'source', name: 'web', owner: 'marketing', person: { user: 'Contact', email: 'Email' } },
        events: [{ name: 'page_viewed', at: 'At' }],
      },
      { kind: 'term', name: 'lead', owner: 'marketing', means: 'Somebody.' },
    ])
    await stores.events.append(facts)
    const raw = JSON.stringify({ messageId: 'm', userId: 'u-canary-1' })
    const held = { id: uuidOf('held'), source: 'web', received: 1, code: 'bad', reason: 'Bad.', raw }
    await stores.events.collect({ source: 'web', received: 1, facts: [], raws: [], held: [held], refused: 0 })
    await rejectedRow(ctx, 1, { Email: CANARY, Name: 'Canary Bird' })
    await rejectedRow(ctx, 2, { Contact: 'u-canary-1', At: 'never' })
    await rejectedRow(ctx, 3, { Contact: 'u-other', At: 'never' })
    await sayOf(ctx, { kind: 'term', name: 'lead', text: `As ${CANARY} wrote: no lead.` })
  })

  const tablesOf = async () => {
    const all = await records.rows.introspection.getTables()
    if (records.engine === 'sqlite') return all
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(records.rows)
    return all.filter(({ schema }) => schema === rows[0]?.schema)
  }

  describe('every column in which text can stand', () => {
    it('of the records is classified', async () => {
      const tables = await tablesOf()
      const unsaid = tables.flatMap(({ name, columns }) => {
        const place = RECORD_PLACES[name]
        const said = [...(place?.nothing.split(' ') ?? []), ...Object.keys(place?.holds ?? {})]
        return columns
          .filter(({ dataType, name: column }) => /text|char|json/i.test(dataType) && !said.includes(column))
          .map(column => `${name}.${column.name}`)
      })
      expect(unsaid, 'say in places.ts what becomes of these when a customer is erased').toEqual([])
    })

    it('of the facts is classified', () => {
      const unsaid = Object.entries(TABLES).flatMap(([table, columns]) =>
        Object.keys(columns)
          .filter(column => !FACT_PLACES[table]?.columns.split(' ').includes(column))
          .map(column => `${table}.${column}`),
      )
      expect(unsaid, 'say in places.ts how these are exported').toEqual([])
    })
  })

  it('an export has everything, wherever it is kept', async () => {
    const exported = await exportCustomer(ctx, { id: CANARY })
    expect(Object.keys(exported.facts).toSorted()).toEqual([
      'event',
      'identifier',
      'link',
      'person',
      'quarantine',
      'trait',
    ])
    expect(exported.facts.event).toHaveLength(2)
    expect(exported.facts.event).toContainEqual(
      expect.objectContaining({ name: 'deal_won', props: { by: CANARY, n: 1 } }),
    )
    expect(JSON.stringify(exported.facts.trait)).toContain('canary-city')
    expect(Object.keys(exported.records).toSorted()).toEqual(['comment', 'rejected_row'])
    expect(exported.records.rejected_row).toHaveLength(2)
    expect(exported.files).toEqual([{ name: 'waiting.csv', at: '2026-01-01T00:00:00.000Z' }])
    expect(exported.registers.audit).toMatchObject([{ operation: 'customer.export' }])
    await expect(exportCustomer(world.ctx, { id: CANARY })).rejects.toMatchObject({ code: 'forbidden' })
  })

  describe('erasing', () => {
    const everything = async () => {
      const tables = (await tablesOf()).map(({ name }) => name)
      const rows = await Promise.all(
        tables.map(table =>
          records.rows
            .selectFrom(table as 'audit')
            .selectAll()
            .execute(),
        ),
      )
      const known = await Promise.all(
        Object.keys(TABLES).map(table => ctx.events.query(`SELECT * FROM ${table}`, [], { json: true })),
      )
      return JSON.stringify([rows, known]).toLowerCase()
    }

    it('leaves nothing of a person anywhere, and the others as they were', async () => {
      expect(await everything()).toContain(canary)
      const done = await eraseCustomer(ctx, { id: canary })
      expect(done).toMatchObject({ events: 2, held: 1, blackened: 1, records: 3, files: 1, left: [] })
      expect(forgotten.toSorted()).toEqual([canary, 'u-canary-1'])
      const left = await everything()
      for (const trace of [canary, 'u-canary-1', 'canary bird', 'canary-city', 'canary.7f3a%40example.com'])
        expect(left).not.toContain(trace)
      expect(left).toContain('u-other')
      await expect(showCustomer(ctx, { id: canary })).rejects.toMatchObject({ code: 'not_found' })
      expect(await showCustomer(ctx, { id: 'u-other' })).toMatchObject({ events: 1 })
    })

    it('keeps out what comes later of them, and is on a register that says nothing of who it was', async () => {
      const { pseudonym } = await eraseCustomer(ctx, { id: 'u-canary-1' })
      expect(await ctx.events.append([fact('5', { name: 'page_viewed', email: CANARY })])).toEqual(['suppressed'])
      expect(await listErasures(ctx, {})).toMatchObject([
        { pseudonym, by: 'root', finishedAt: expect.any(String), counts: { events: 2 } },
      ])
      const { input, object } = await ctx.rows
        .selectFrom('audit')
        .select(['input', 'object'])
        .where('workspace', '=', ctx.workspace)
        .where('operation', '=', 'customer.erase')
        .executeTakeFirstOrThrow()
      expect({ object, input: JSON.parse(input).events }).toEqual({ object: pseudonym, input: 2 })
    })

    it('of somebody whom only rejected rows and held messages know removes these', async () => {
      await rejectedRow(ctx, 4, { Email: 'stranger.9@example.com' })
      expect(await eraseCustomer(ctx, { id: 'stranger.9@example.com' })).toMatchObject({ events: 0, records: 1 })
      expect(await everything()).not.toContain('stranger.9')
    })

    it('is done again where it was broken off, or older facts were put back', async () => {
      await eraseCustomer(ctx, { id: CANARY })
      await ctx.events.admit([
        { kind: 'email', value: canary },
        { kind: 'user', value: 'u-canary-1' },
      ])
      await ctx.events.append(facts.map(each => ({ ...each, id: uuidOf(each.id) })))
      expect(await reapplyErasures(ctx)).toBe(0)
      await ctx.rows.updateTable('customer_erasure').set({ watermark: 1_000_000 }).execute()
      expect(await reapplyErasures(ctx)).toBe(1)
      expect(await everything()).not.toContain(canary)
      expect(await ctx.events.append([fact('6', { name: 'page_viewed', email: CANARY })])).toEqual(['suppressed'])
      expect(await reapplyErasures(ctx)).toBe(0)
    })
  })

  describe('consent', () => {
    it('that is withdrawn keeps new facts out, and is in the timeline; given again it lets them in', async () => {
      await consentOfCustomer(ctx, { id: CANARY, purpose: 'newsletter', state: 'withdrawn' })
      await consentOfCustomer(ctx, { id: 'u-canary-1', purpose: 'analytics', state: 'withdrawn' })
      expect(await ctx.events.append([fact('7', { name: 'page_viewed', email: CANARY })])).toEqual(['suppressed'])
      expect(await showCustomer(ctx, { id: CANARY })).toMatchObject({
        suppressed: true,
        consent: [
          { purpose: 'analytics', state: 'withdrawn' },
          { purpose: 'newsletter', state: 'withdrawn' },
        ],
      })
      const { items } = await timelineOfCustomer(ctx, { id: CANARY, kind: 'consent' })
      expect(items.map(({ event, props }) => [event, props.purpose])).toEqual([
        ['consent_withdrawn', 'analytics'],
        ['consent_withdrawn', 'newsletter'],
      ])
      await consentOfCustomer(ctx, { id: CANARY, purpose: 'analytics', state: 'given' })
      expect(await showCustomer(ctx, { id: CANARY })).toMatchObject({ suppressed: false })
      expect(await ctx.events.append([fact('8', { name: 'page_viewed', email: CANARY })])).toEqual(['stored'])
    })

    it('can be withdrawn by whoever is not known yet', async () => {
      await suppressCustomer(ctx, { id: 'email:New@Example.com', why: 'Asked by letter.' })
      expect(await listSuppressed(ctx, {})).toMatchObject([{ why: 'Asked by letter.' }])
      expect(await ctx.events.append([fact('9', { name: 'x', email: 'new@example.com' })])).toEqual(['suppressed'])
      await admitCustomer(ctx, { id: 'new@example.com' })
      expect(await ctx.events.append([fact('9', { name: 'x', email: 'new@example.com' })])).toEqual(['stored'])
    })
  })

  it('no answer shows an address to somebody without the grant, and no line of the audit log ever does', async () => {
    const plain = world.ctx
    const answers = [
      await showCustomer(plain, { id: CANARY }),
      await timelineOfCustomer(plain, { id: CANARY }),
      await timelineOfCustomer(plain, { id: 'a1' }),
      await timelineOfCustomer(plain, { id: 'u-other' }),
      await showAccount(plain, { id: 'a1' }),
      await listMembers(plain, { id: 'a1' }),
      await searchCustomers(plain, { text: CANARY }),
      await searchCustomers(plain, { text: 'canary' }),
      await consentOfCustomer(plain, { id: CANARY, purpose: 'newsletter', state: 'given' }),
      await suppressCustomer(plain, { id: CANARY }),
      await eraseCustomer(plain, { id: CANARY }),
      await listErasures(plain, {}),
      await plain.rows
        .selectFrom('audit')
        .select(['object', 'input'])
        .where('operation', 'like', 'customer%')
        .execute(),
    ]
    const text = JSON.stringify(answers).toLowerCase()
    for (const trace of [canary, 'canary.7f3a%40', 'canary bird']) expect(text).not.toContain(trace)
  })
})
