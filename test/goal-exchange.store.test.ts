import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { toCsv, unguard } from '../src/cli/format.ts'
import { createRecordReader } from '../src/connectors/file/records.ts'
import { listAudit } from '../src/features/audit/operations.ts'
import type { Context } from '../src/features/context.ts'
import { checkDeclarations, type Declaration } from '../src/features/declaration/declaration.ts'
import { exportDeclarations } from '../src/features/declaration/operations.ts'
import type { Goal } from '../src/features/goal/goal.ts'
import { exportGoals, importGoals } from '../src/features/goal/operations/exchange.ts'
import { goalVerbs } from '../src/features/goal/operations.ts'
import { buildWorld, migrations, type World } from './build.ts'
import { declare, metric, team } from './declare.ts'
import { eachRecords } from './stores.ts'

const COMPANY = [
  team('sales'),
  team('marketing'),
  team('product'),
  team('finance'),
  metric('deals', { measure: 'count', of: 'deal_won', unit: 'deals' }),
  metric('leads', { measure: 'count', of: 'lead_came', unit: 'leads' }),
  { kind: 'cycle', name: 'spring', owner: 'sales', period: { from: '2026-03-01', to: '2026-06-01' } },
]

const COLUMNS = ['Order', 'Type', 'Summary', 'Period', 'Owner', 'Start value', 'Target value', 'Expected end date']
type Row = (string | number | null)[]
const ROWS: Row[] = [
  ['1', 'Objective', 'Lead the market', '2026-Q1', 'sales', null, null, null],
  ['1.1', 'Key result', 'Share', null, null, 10, 20, null],
  ['1.2', 'Objective', 'Grow', '2026-Q1', 'marketing', null, null, null],
  ['1.2.1', 'Key result', 'Leads', null, null, 100, 200, '2026-02-28'],
]
const table = (rows: Row[]) => ({ columns: COLUMNS, rows })

const everything = async (ctx: Context) => JSON.stringify(await exportDeclarations(ctx, {}))

eachRecords(open => {
  let world: World
  let ctx: Context

  beforeEach(async () => {
    world = await buildWorld({ records: await open(migrations) })
    ctx = world.ctx
    await declare(ctx, COMPANY)
  })

  it('an import changes nothing until it is asked to, and then only proposes', async () => {
    const before = await everything(ctx)
    const tried = await importGoals(ctx, { table: table(ROWS) })
    expect(tried).toMatchObject({
      layout: 'bigpicture',
      applied: false,
      problems: [],
      counts: { created: 2, results: 2, levels: { company: 1, team: 1 } },
    })
    expect(await everything(ctx)).toBe(before)

    const done = await importGoals(ctx, { table: table(ROWS), apply: true, why: 'our goals so far' })
    expect(done).toEqual({ ...tried, applied: true })
    const grow = await goalVerbs.get(ctx, { name: 'grow' })
    expect(grow).toMatchObject({
      state: 'proposed',
      inForce: null,
      head: { number: 1, owner: 'marketing', why: 'our goals so far' },
    })
    expect((grow.head.spec as Goal).parent).toBe('lead-the-market')
    const audit = await listAudit(ctx, {})
    expect(audit.items.filter(each => each.operation === 'goal.import')).toHaveLength(1)
  })

  it('the same table again changes nothing, and what changed in it is the next revision', async () => {
    await importGoals(ctx, { table: table(ROWS), apply: true, why: 'first' })
    const before = await everything(ctx)
    const again = await importGoals(ctx, { table: table(ROWS), apply: true, why: 'again' })
    expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect(await everything(ctx)).toBe(before)

    const changed = ROWS.map(row => (row[2] === 'Leads' ? row.with(6, 250) : row))
    const { rows } = await importGoals(ctx, { table: table(changed), apply: true, why: 'more' })
    expect(rows.map(each => [each.row, each.becomes])).toEqual([
      [2, 'unchanged'],
      [3, 'unchanged'],
      [4, 'updated'],
      [5, 'updated'],
    ])
    expect((await goalVerbs.get(ctx, { name: 'grow' })).head).toMatchObject({ number: 2, why: 'more' })
  })

  it('what people have added here stays where the table has no column for it', async () => {
    await importGoals(ctx, { table: table(ROWS), apply: true, why: 'first' })
    const { head } = await goalVerbs.get(ctx, { name: 'grow' })
    const spec = head.spec as Goal
    const enriched = {
      ...spec,
      contributors: [{ team: 'product', with: 'the trial', metric: 'leads' }],
      results: [
        { ...spec.results[0]!, metric: 'leads' },
        { name: 'A second one', done: 'It is there', by: '2026-03-01', kind: 'committed' as const },
      ],
    }
    await goalVerbs.propose(ctx, { name: 'grow', title: 'Grow', owner: 'marketing', ...enriched, base: 1, why: 'x' })
    const again = await importGoals(ctx, { table: table(ROWS) })
    expect(again.counts.unchanged).toBe(2)
    expect(again.notes.map(each => each.message)).toEqual([
      'Key results that the table does not have stay: “A second one”.',
    ])
    const changed = ROWS.map(row => (row[2] === 'Leads' ? row.with(6, 250) : row))
    const { declarations } = await importGoals(ctx, { table: table(changed) })
    expect(declarations).toMatchObject([
      { contributors: enriched.contributors, results: [{ metric: 'leads', to: 250 }, { name: 'A second one' }] },
    ])
  })

  it('nothing is half done: one problem, and nothing is proposed', async () => {
    const before = await everything(ctx)
    const wrong = ROWS.map(row => (row[2] === 'Leads' ? row.with(7, '2027-01-01') : row))
    const tried = await importGoals(ctx, {
      table: table([...wrong, ['2', 'Objective', 'Empty', '2026-Q1', 'sales', null, null, null]]),
    })
    expect(tried.problems).toMatchObject([
      { row: 5, column: 'Expected end date', code: 'outside_cycle' },
      { row: 6, column: 'Summary', code: 'no_result', message: expect.stringContaining('Add a row') },
    ])
    expect(tried.rows.filter(each => each.becomes === 'wrong').map(each => each.row)).toEqual([4, 5, 6])
    await expect(importGoals(ctx, { table: table(wrong), apply: true, why: 'x' })).rejects.toMatchObject({
      code: 'invalid',
      details: { problems: [{ path: ['row', 5, 'Expected end date'], code: 'outside_cycle' }] },
    })
    await expect(importGoals(ctx, { table: table(ROWS), apply: true })).rejects.toThrow('Say why')
    expect(await everything(ctx)).toBe(before)
  })

  it('goals of another cycle with the same title are others', async () => {
    const next = ROWS.map(row => row.with(3, row[3] ? '2026-Q2' : null).with(7, null))
    await importGoals(ctx, { table: table(ROWS), apply: true, why: 'x' })
    const { rows } = await importGoals(ctx, { table: table(next), apply: true, why: 'x' })
    expect(rows.map(each => [each.goal, each.becomes])).toEqual([
      ['lead-the-market-2', 'created'],
      ['lead-the-market-2', 'created'],
      ['grow-2', 'created'],
      ['grow-2', 'created'],
    ])
    const { head } = await goalVerbs.get(ctx, { name: 'grow-2' })
    expect((head.spec as Goal).parent).toBe('lead-the-market-2')
    expect((await importGoals(ctx, { table: table(next) })).counts.unchanged).toBe(2)
  })

  it('what a table deletes is retired with its children first, by those who may, once', async () => {
    await importGoals(ctx, { table: table(ROWS), apply: true, why: 'x' })
    const gone = (titles: string[]) => ({
      columns: ['Objective Action', 'Objective ID', 'Objective Title', 'Key Result Title'],
      rows: titles.map((title, index) => ['delete', index, title, null]),
    })
    const ana = world.as(await world.person('ana', 'member'))
    const apply = { apply: true, why: 'over' }
    await expect(importGoals(ana, { table: gone(['Grow']), ...apply })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await importGoals(ctx, { table: gone(['Lead the market']) })).problems).toMatchObject([
      { row: 2, column: 'Objective Action', code: 'in_use' },
    ])
    const done = await importGoals(ctx, { table: gone(['Lead the market', 'Grow', 'Nothing']), ...apply })
    expect(done.rows.map(each => each.becomes)).toEqual(['retired', 'retired', 'skipped'])
    expect(await goalVerbs.get(ctx, { name: 'grow' })).toMatchObject({ state: 'retired', retiredWhy: 'over' })
    expect((await importGoals(ctx, { table: gone(['Grow']), ...apply })).rows).toMatchObject([{ becomes: 'skipped' }])
    const back = await importGoals(ctx, { table: table(ROWS), ...apply })
    expect(back.rows.map(each => each.becomes)).toEqual(['skipped', 'skipped', 'skipped', 'skipped'])
    expect(back.rows[0]?.reason).toMatch(/was retired/)
  })

  it('owners are found by the people of a team, and told apart where they are of several', async () => {
    const { id } = await world.person('Ada', 'member', { sales: 'member' })
    await world.person('Bo', 'lead', { sales: 'member', marketing: 'lead' })
    expect(id).toBeTruthy()
    const said = await importGoals(ctx, {
      table: table([ROWS[0]!.with(4, 'Ada'), ROWS[1]!, ROWS[2]!.with(4, 'Bo'), ROWS[3]!]),
    })
    expect(said.problems).toMatchObject([
      { row: 4, column: 'Owner', message: expect.stringContaining('belongs to marketing and sales') },
    ])
    const mapped = await importGoals(ctx, {
      table: table(ROWS.map(row => row.with(4, row[4] ? 'x@y.z' : null))),
      teams: { 'X@Y.z': 'product' },
    })
    expect(mapped.declarations.map(each => each.owner)).toEqual(['product', 'product'])
    const none = await importGoals(ctx, { table: table(ROWS.map(row => row.with(4, null))), owner: 'product' })
    expect(none.declarations.map(each => each.owner)).toEqual(['product', 'product'])
  })

  it('hostile words in a request are words', async () => {
    const hostile = JSON.parse('{"__proto__": "sales", "constructor": "sales"}')
    const columns = ['Type', '__proto__', 'Owner', 'Period', 'Start', 'Target', 'Title']
    const rows = [
      ['Goal', 'x', '__proto__', '2026-Q1', 1, 2, 'A'],
      ['Goal', 'x', 'constructor', '2026-Q1', 1, 2, 'B'],
    ]
    const said = await importGoals(ctx, { table: { columns, rows }, teams: hostile })
    expect(said.declarations.map(each => each.owner)).not.toContain(undefined)
    expect(said.problems.every(each => each.code === 'unknown_owner')).toBe(true)
    expect(said.declarations.find(each => each.name === 'b')).toMatchObject({ owner: 'sales' })
    expect(({} as { sales?: unknown }).sales).toBeUndefined()
  })

  it('another workspace sees nothing of it', async () => {
    await importGoals(ctx, { table: table(ROWS), apply: true, why: 'x' })
    const other = { ...ctx, workspace: 'elsewhere' }
    expect(await exportGoals(other, { newest: true })).toMatchObject({ rows: [] })
    expect((await importGoals(other, { table: table(ROWS) })).problems[0]).toMatchObject({ code: 'unknown_owner' })
  })

  it('ten thousand rows are taken over', async () => {
    const rows = Array.from({ length: 2_000 }, (_, goal): Row[] => [
      [`${goal + 1}`, 'Objective', `Goal ${goal}`, '2026-Q1', 'sales', null, null, null],
      ...[1, 2, 3, 4].map((n): Row => [`${goal + 1}.${n}`, 'Key result', `Result ${n}`, null, null, 0, n, null]),
    ]).flat()
    const done = await importGoals(ctx, { table: table(rows), apply: true, why: 'many' })
    expect(done.counts).toMatchObject({ created: 2_000, results: 8_000 })
    expect((await importGoals(ctx, { table: table(rows) })).counts.unchanged).toBe(2_000)
  }, 120_000)

  describe('what is exported', () => {
    it('reads back as it was, whatever it says', async () => {
      await fc.assert(
        fc.asyncProperty(goals, async said => {
          fc.pre(checkDeclarations([...COMPANY, ...said], ctx.kinds).problems.length === 0)
          const one = (await buildWorld({ records: ctx.records })).ctx
          await declare(one, [...COMPANY, ...said])
          const exported = await exportGoals(one, {})
          const read = { problems: [], counts: { unchanged: said.length, created: 0, updated: 0 } }
          expect(await importGoals(one, { table: exported })).toMatchObject(read)
          expect(await importGoals(one, { table: fromCsv(toCsv(exported)) })).toMatchObject(read)
          const two = (await buildWorld({ records: ctx.records }, { signatures: false })).ctx
          await declare(two, COMPANY)
          await importGoals(two, { table: exported, apply: true, why: 'x' })
          expect(await exportGoals(two, {})).toEqual(exported)
        }),
        { numRuns: 60 },
      )
    }, 120_000)

    it('is what is in force, or the newest when asked for', async () => {
      await importGoals(ctx, { table: table(ROWS), apply: true, why: 'x' })
      expect((await exportGoals(ctx, {})).rows).toEqual([])
      expect((await exportGoals(ctx, { newest: true })).rows.map(row => row.slice(0, 4))).toEqual([
        ['1', 'goal', 'lead-the-market', 'Lead the market'],
        ['1.1', 'key result', 'lead-the-market', 'Share'],
        ['1.2', 'goal', 'grow', 'Grow'],
        ['1.2.1', 'key result', 'grow', 'Leads'],
      ])
    })
  })
})

/** A CSV text as its cells, with what was guarded against spreadsheets made bare again. */
function fromCsv(text: string) {
  const reader = createRecordReader({ delimiter: ',', quote: '"', lineEnd: '\n' })
  reader.feed(text)
  reader.end()
  const records: string[][] = []
  for (let record = reader.next(); record; record = reader.next()) records.push(record.cells.map(unguard))
  const [columns = [], ...rows] = records
  return { columns, rows: rows.map(cells => cells.map(cell => (cell === '' ? null : cell))) }
}

const words = (max: number) =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength: Math.min(max, 30), unit: 'grapheme' }),
    fc.constantFrom(
      '=1+1',
      "'=x",
      '-5',
      '+a',
      '@b',
      'a; b',
      'a: b',
      '[x]',
      '{"a":1}',
      ' spaced ',
      'a\nb',
      'a "b"',
      '1.10',
      'true',
      '#REF!',
      ',',
    ),
  )
const day = fc.constantFrom('2026-01-01', '2026-02-28', '2026-03-31')
const number = fc.double({ min: -1e12, max: 1e12, noNaN: true, noDefaultInfinity: true }).map(value => value + 0)
const unit = fc.option(
  fc.string({ minLength: 1, maxLength: 10 }).filter(text => text.length > 0),
  { nil: undefined },
)
const change = fc
  .tuple(number, number)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }))
const form = fc.oneof(
  change,
  fc.record({ from: fc.constant(1), to: fc.constant(2), metric: fc.constant('deals') }),
  fc.record({ from: fc.constant(1), to: fc.constant(2), unit }),
  fc.record({ keep: fc.tuple(number, number).filter(([low, high]) => low < high) }),
  fc.record({ done: words(500), by: day }),
  fc.record({ establish: fc.constant(true) }),
)
const result = fc
  .tuple(
    form,
    fc.record(
      { kind: fc.constantFrom('committed', 'aspirational'), weight: fc.double({ min: 0.01, max: 100, noNaN: true }) },
      { requiredKeys: [] },
    ),
    words(200),
  )
  .map(([said, more, name]) => ({ name, ...said, ...more }))
const contributor = fc.record(
  { team: fc.constantFrom('finance', 'product'), with: words(500), metric: fc.constant('leads') },
  { requiredKeys: ['team', 'with'] },
)
const dependency = fc.record(
  {
    on: fc.constantFrom('finance', 'product'),
    for: words(500),
    by: day,
    risk: fc.record({ owner: fc.constant('sales'), plan: words(500) }),
  },
  { requiredKeys: ['on', 'for'] },
)
const goal = fc.record(
  {
    title: words(200),
    owner: fc.constantFrom('sales', 'marketing'),
    binds: fc.uniqueArray(fc.constantFrom('sales', 'marketing', 'product'), { minLength: 1 }),
    level: fc.constantFrom('company', 'cross-team', 'team', 'person'),
    cycle: fc.constantFrom('2026-Q1', '2026', { from: '2026-01-01', to: '2026-04-01' }),
    objective: words(2000),
    contributors: fc.uniqueArray(contributor, { selector: each => each.team, maxLength: 2 }),
    results: fc.uniqueArray(result, { selector: each => each.name, minLength: 1, maxLength: 3 }),
    dependencies: fc.array(dependency, { maxLength: 2 }),
    notDoing: fc.array(words(500), { maxLength: 3 }),
    checkIn: fc.record(
      {
        every: fc.constantFrom('week', '2 weeks', 'month'),
        on: fc.constantFrom('monday', 'friday'),
        at: fc.constant('10:30'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['title', 'owner', 'level', 'cycle', 'results'] },
)
const LEVELS = ['company', 'cross-team', 'team', 'person']
const goals = fc.array(goal, { minLength: 1, maxLength: 4 }).map(list =>
  list
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    .map(
      (each, index): Declaration => ({
        kind: 'goal',
        name: `goal-${index}`,
        ...each,
        ...(index > 0 && index % 2 ? { parent: `goal-${index - 1}` } : {}),
      }),
    ),
)
