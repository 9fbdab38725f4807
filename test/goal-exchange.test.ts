import { describe, expect, it } from 'vitest'
import { Calendar } from '../src/core/calendar.ts'
import { spanOf } from '../src/features/cycle/cycle.ts'
import { numberOf } from '../src/features/goal/exchange/cell.ts'
import { type Cell, gathered } from '../src/features/goal/exchange/field.ts'
import type { Known } from '../src/features/goal/exchange/known.ts'
import { firstName, nameFor } from '../src/features/goal/exchange/naming.ts'
import { stretchBetween, stretchOf } from '../src/features/goal/exchange/period.ts'
import { type Asked, readGoals } from '../src/features/goal/exchange.ts'

const calendar = Calendar.parse({})

const known: Known = {
  calendar,
  teams: [
    { name: 'sales', title: 'Sales' },
    { name: 'marketing', title: 'Marketing & Brand' },
  ],
  people: new Map([
    ['ada@acme.test', ['sales']],
    ['bo@acme.test', ['sales', 'marketing']],
  ]),
  goals: new Map(),
  metrics: new Map([['new arr', 'new-arr']]),
  cycles: new Map([['spring', 'spring']]),
  spanOf: stretch => (stretch === 'spring' ? undefined : spanOf(stretch, calendar)),
}

/** A table as text: cells between bars, the names of the columns first. */
function table(text: string): Asked['table'] {
  const [columns = [], ...rows] = text
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
  return { columns, rows: rows.map(row => row.map((cell): Cell => (cell === '' ? null : cell))), firstRow: 2 }
}

const read = (text: string, settings: Partial<Asked> = {}, of: Known = known) => {
  const exchange = readGoals({ table: table(text), teams: new Map(), ...settings }, of)
  return { ...exchange, problems: gathered(exchange.problems), notes: gathered(exchange.notes) }
}

const declared = (text: string, settings: Partial<Asked> = {}) => {
  const { problems, made } = read(text, settings)
  expect(problems).toEqual([])
  return made.map(each => each.declaration)
}

const namesOf = (goal: Record<string, unknown> | undefined) =>
  ((goal?.results ?? []) as { name: string }[]).map(({ name }) => name)

describe('a table of BigPicture', () => {
  const text = `
    Order* | Type*      | Summary*       | Status  | Period*  | Owner*           | Weight | OKR type        | Labels | Teams            | Expected end date | Start value* | Current value* | Target value* | Description
    1      | Objective  | Be known       | On track| Q3 Y2025 | ada@acme.test    | 1      | Strategic theme | a, b   |                  |                   | 0            | 3              | 10            | Everywhere
    1.1    | Objective  | Grow           |         | Q3 Y2025 | Marketing & Brand|        | Team            |        | sales, marketing |                   |              |                |               |
    1.1.1  | Key result | New ARR        |         | Q3 Y2025 | marketing        | 2      |                 |        |                  | 2025-08-31        | 1,000.5      | 0              | 2,000.5       |
    1.1.2  | Objective  | Grow more      |         | Y2025    | marketing        |        |                 |        |                  |                   | 1            |                | 2             |
    1.2    | Initiative | Ads            |         |          |                  |        |                 |        |                  |                   |              |                |               |`

  it('nests by its order', () => {
    expect(declared(text)).toEqual([
      {
        name: 'be-known',
        title: 'Be known',
        owner: 'sales',
        level: 'company',
        cycle: '2025-Q3',
        objective: 'Everywhere',
        results: [{ name: 'Be known', from: 0, to: 10, kind: 'committed' }],
      },
      {
        name: 'grow',
        title: 'Grow',
        owner: 'marketing',
        binds: ['sales'],
        level: 'team',
        cycle: '2025-Q3',
        parent: 'be-known',
        results: [{ name: 'New ARR', from: 1000.5, to: 2000.5, by: '2025-08-31', kind: 'committed', weight: 2 }],
      },
      expect.objectContaining({ name: 'grow-more', level: 'team', cycle: '2025', parent: 'grow' }),
    ])
  })

  it('says what it does not take over', () => {
    const { skipped, unread, notes } = read(text)
    expect(skipped.map(each => [each.row.number, each.reason.slice(0, 12)])).toEqual([[6, '“Initiative”']])
    expect(unread).toEqual(['Status', 'Labels'])
    expect(notes).toMatchObject([{ row: 2, column: 'Current value*', code: 'not_kept' }])
  })

  it('is told apart where a spreadsheet has made one number of two', () => {
    const { problems } = read(text.replace('1.1.2', '1.1'))
    expect(problems).toMatchObject([
      {
        row: 5,
        column: 'Order*',
        message: '“1.1” is in row 3 already. Make each one different. Where 1.10 is meant, format the column as text.',
      },
    ])
  })
})

it('a table of Betterworks has milestones below their goals, in percent', () => {
  const goals = declared(`
    name       | type      | progress | start_date | end_date   | owner_email   | categories | description
    Grow       | goal      | 20       | 2026-01-01 | 2026-03-31 | ada@acme.test | a;b        | More, of all
    More leads | milestone | 40       | 2026-01-01 | 2026-02-15 | ada@acme.test |            |
    More deals | milestone |          | 2026-01-01 | 2026-03-31 | ada@acme.test |            |
    Alone      | goal      |          | 2026-01-15 | 2026-03-31 | ada@acme.test |            |`)
  const percent = { from: 0, to: 100, unit: '%', kind: 'committed' }
  expect(goals).toEqual([
    {
      name: 'grow',
      title: 'Grow',
      owner: 'sales',
      level: 'team',
      cycle: '2026-Q1',
      objective: 'More, of all',
      results: [
        { name: 'More leads', ...percent, by: '2026-02-15' },
        { name: 'More deals', ...percent },
      ],
    },
    expect.objectContaining({
      name: 'alone',
      cycle: { from: '2026-01-15', to: '2026-04-01' },
      results: [{ name: 'Alone', ...percent }],
    }),
  ])
})

it('a table of Mirro says what to add and what to end, results beside their objectives', () => {
  const { made, problems } = read(
    `
    Objective Action | Objective ID | Objective Title | Objective Type | Objective Type Value | Objective Deadline | Key Result Title | Start value | Target value | Key Result Weight
    add              | 7            | Grow            | department     | marketing            |                    | Leads            | 0           | 10           | 2
                     | 7            |                 |                |                      |                    | Deals            | 5           | 6            | 1
    update           | 8            | Sell            | organization   | sales                | 2026-02-28         | Won              | 0           | 1            |
    delete           | 9            | Gone            |                |                      |                    |                  |             |              |`,
    { cycle: 'Q1 2026' },
    {
      ...known,
      goals: new Map([
        [
          'gone',
          {
            title: 'Gone',
            owner: 'sales',
            binds: ['sales'],
            retired: false,
            spec: { level: 'team', cycle: '2026-Q1', results: [] },
          },
        ],
      ]),
    },
  )
  expect(problems).toEqual([])
  expect(made.map(each => [each.name, each.item.action, each.declaration?.level, each.declaration?.owner])).toEqual([
    ['grow', 'add', 'team', 'marketing'],
    ['sell', 'update', 'company', 'sales'],
    ['gone', 'delete', undefined, undefined],
  ])
  expect(made[0]?.declaration?.results).toMatchObject([
    { name: 'Leads', weight: 2 },
    { name: 'Deals', from: 5 },
  ])
  expect(made[1]?.declaration?.results).toMatchObject([{ name: 'Won', by: '2026-02-28' }])
})

it('a table of Viva Goals points at parents by row, and says in Entity whose a goal is', () => {
  const goals = declared(`
    Row ID | Title | Parent | Entity     | Owner Email   | Time Period | Start Value | Target Value | Type
    1      | Lead  |        | Acme       | ada@acme.test | Q1 2026     | 0           | 1            | Objective
    2      | Share | 1      | sales      | ada@acme.test | Q1 2026     | 1 %         | 2 %          | Key Result
    3      | Grow  | 2      | sales      |               | Q1 2026     | 3           | 4            | Objective
    4      | Learn | 3      | Individual | ada@acme.test | Q1 2026     | $1,200,000  | $2,000,000   | Objective`)
  expect(goals).toMatchObject([
    { name: 'lead', level: 'company', results: [{ name: 'Share', from: 1, to: 2, unit: '%' }] },
    { name: 'grow', level: 'team', parent: 'lead', owner: 'sales' },
    { name: 'learn', level: 'person', parent: 'grow', results: [{ from: 1_200_000, unit: '$' }] },
  ])
})

it('a table of Quantive tells results by their values where nothing else does', () => {
  const goals = declared(`
    id | parentid | session     | title    | Owner email   | initialvalue | targetvalue | actual | metric  | Due date
    a  |          | spring      | Grow     | ada@acme.test |              |             |        |         |
    b  | a        | spring      | Revenue  | ada@acme.test | 10           | 20          | 12     | New ARR | 2026-03-31
    c  | a        | spring      | Launched | ada@acme.test | 0            | 1           |        | Other   |`)
  expect(goals).toEqual([
    expect.objectContaining({
      cycle: 'spring',
      results: [
        { name: 'Revenue', metric: 'new-arr', from: 10, to: 20, by: '2026-03-31', kind: 'committed' },
        { name: 'Launched', from: 0, to: 1, kind: 'committed' },
      ],
    }),
  ])
})

it('percent of a metric are shares, and of numbers by hand they are percent', () => {
  const [goal] = declared(`
    Objective | Key result | Metric  | Owner | Start | Target | Quarter
    Grow      | Rate       | New ARR | sales | 7     | 9.5 %  | 2026-Q1
              | By hand    |         |       | 7 %   | 9.5 %  |`)
  expect(goal?.results).toEqual([
    { name: 'Rate', metric: 'new-arr', from: 0.07, to: 0.095, kind: 'committed' },
    { name: 'By hand', from: 7, to: 9.5, unit: '%', kind: 'committed' },
  ])
})

it('thousands of goals with one title get names of their own', () => {
  const rows = Array.from({ length: 20_000 }, () => ['Goal', 'Grow', 'sales', '2026-Q1', 1, 2])
  const columns = ['Type', 'Title', 'Owner', 'Period', 'Start', 'Target']
  const { made } = readGoals({ table: { columns, rows, firstRow: 2 }, teams: new Map() }, known)
  expect([made[0]?.name, made[1]?.name, made.at(-1)?.name]).toEqual(['grow', 'grow-2', 'grow-20000'])
})

describe('a spreadsheet of one’s own', () => {
  it('may leave the objective out where it stands above', () => {
    const goals = declared(
      `
      Objective | Key result | Owner | Start | Target | Quarter
      Grow      | Leads      | sales | 0     | 10     | 2026-Q1
                | Deals      |       | 1     | 2      |
      Grow      | Revenue    |       | 1     | 2      |
      Keep      | Churn      | sales | 5 %   | 4 %    | 2026-Q1`,
    )
    expect(goals.map(each => [each?.title, namesOf(each)])).toEqual([
      ['Grow', ['Leads', 'Deals', 'Revenue']],
      ['Keep', ['Churn']],
    ])
  })

  it('may call its columns anything, once they are mapped', () => {
    const text = `
      Ziel    | Wer  | Wann    | Messung | Von | Bis
      Wachsen | Team | 2026-Q1 | Kunden  | 1   | 2`
    expect(read(text)).toMatchObject({ layout: null, problems: [{ row: 1, code: 'unknown_layout' }] })
    const mapping = { title: 'Ziel', Owner: 'wer', period: 'Wann', result: 'Messung', from: 'Von', to: 'Bis' }
    expect(declared(text, { mapping, teams: new Map([['team', 'sales']]) })).toMatchObject([
      { name: 'wachsen', owner: 'sales', results: [{ name: 'Kunden', from: 1, to: 2 }] },
    ])
    expect(read(text, { mapping: { titel: 'Ziel', owner: 'War' } }).problems.map(each => each.message)).toEqual([
      '“titel” is nothing a goal says. Did you mean “title”?',
      'There is no column “War”. Did you mean “Wer”?',
      expect.stringContaining('needs a column'),
    ])
  })
})

it('a plain list of numbers to reach is a list of goals, and a nested one a tree', () => {
  const mapping = { title: 'Ziel', owner: 'Wer', from: 'Von', to: 'Bis', order: 'Nr' }
  const named = (text: string) => declared(text, { mapping, cycle: '2026' }).map(each => [each?.name, namesOf(each)])
  expect(named('Nr|Ziel|Wer|Von|Bis\n|Grow|sales|1|2\n|Keep|sales|3|4')).toEqual([
    ['grow', ['Grow']],
    ['keep', ['Keep']],
  ])
  expect(named('Nr|Ziel|Wer|Von|Bis\n1|Grow|sales||\n1.1|Deals||1|2')).toEqual([['grow', ['Deals']]])
})

it('everything that is wrong is told at once, with its row and column', () => {
  const { problems } = read(`
    Type       | Title | Owner           | Period  | Start | Target   | End date   | Action
    Key result | Lost  |                 |         | 1     | 2        |            |
    Goal       | A     | nobody@acme.test| 2026-Q1 | 1     | 2        |            |
    Goal       | B     | bo@acme.test    | soon    | 1     | 2        |            |
    Goal       | C     |                 |         | #REF! | 1,234    | 03/04/2026 | burn
    Thing      | D     | sales           | 2026-Q1 | 1     | 2        |            |
    Goal       |       | sales           | 2026-Q1 | 1     | 2        |            |
    Goal       | E     | nobody@acme.test| 2026-Q1 | 1     | 2        |            |            | more`)
  expect(problems.map(({ row, column, code, more }) => [row, column, code, more])).toEqual([
    [2, 'Title', 'no_goal', 0],
    [3, 'Owner', 'unknown_owner', 1],
    [4, 'Period', 'unknown_period', 0],
    [4, 'Owner', 'unknown_owner', 0],
    [5, 'Start', 'formula_error', 0],
    [5, 'Action', 'unknown_action', 0],
    [5, 'End date', 'unreadable', 0],
    [5, 'Period', 'no_cycle', 0],
    [5, 'Target', 'unreadable', 0],
    [5, 'Owner', 'no_owner', 0],
    [6, 'Type', 'unknown_type', 0],
    [7, 'Title', 'no_title', 0],
    [8, null, 'too_wide', 0],
  ])
})

it('hostile names stay names', () => {
  const { made, problems } = readGoals(
    {
      table: {
        columns: ['__proto__', 'Type', 'Title', 'Owner', 'Period', 'Start', 'Target', 'constructor'],
        rows: [
          ['x', 'Goal', '__proto__', 'sales', '2026-Q1', 1, 2, 'y'],
          ['x', 'Goal', 'constructor', 'toString', '2026-Q1', 1, 2, 'y'],
        ],
        firstRow: 2,
      },
      mapping: JSON.parse('{"__proto__": "Title"}'),
      teams: new Map(),
    },
    known,
  )
  expect([made, problems.map(each => each.code)]).toEqual([[], ['unknown_field']])
  const { made: goals, problems: wrong } = read(`
    __proto__ | Type | Title     | Owner    | Period  | Start | Target | OKR type    | Order
    x         | Goal | __proto__ | sales    | 2026-Q1 | 1     | 2      | constructor | __proto__
    x         | Goal | valueOf   | toString | 2026-Q1 | 1     | 2      | toString    | constructor`)
  expect(goals.map(each => each.name)).toEqual(['proto', 'valueof'])
  expect(wrong.map(each => each.code)).toEqual(['unknown_owner'])
})

it('names are made from titles, in any script, and never twice', () => {
  expect(['Größer & Łódź', 'Über 100 %', '  ', '売上を伸ばす', 'a'.repeat(200)].map(nameFor)).toEqual([
    'grosser-lodz',
    'uber-100',
    expect.stringMatching(/^goal-[a-z0-9]+$/),
    expect.stringMatching(/^goal-[a-z0-9]+$/),
    'a'.repeat(80),
  ])
  expect(nameFor('売上を伸ばす')).not.toBe(nameFor('売上を守る'))
  const taken = new Set(['a', 'a-2'])
  expect(firstName('a', name => !taken.has(name))).toBe('a-3')
  expect(firstName('a'.repeat(80), name => name.endsWith('-2'))).toBe(`${'a'.repeat(78)}-2`)
})

it.each([
  ['Q3 2025', '2025-Q3'],
  ['2025 Q3', '2025-Q3'],
  ['2025-Q3', '2025-Q3'],
  ['Q3 Y2025', '2025-Q3'],
  ['Y2025', '2025'],
  ['2025', '2025'],
  ['FY26 Q1', 'FY2026-Q1'],
  ['FY2026', 'FY2026'],
  ['March 2025', '2025-03'],
  ['2025-03', '2025-03'],
  ['H2 2025', { from: '2025-07-01', to: '2026-01-01' }],
  ['Spring', 'spring'],
  ['Q5 2025', undefined],
  ['Q1', undefined],
  ['next year', undefined],
  ['Q1 2025 and Q2 2025', undefined],
])('the period “%s” is %o', (text, stretch) => {
  const said = stretchOf(text, calendar, known.cycles)
  expect(said.wrong === undefined ? said.value : undefined).toEqual(stretch)
})

it('days are a period where they are one', () => {
  expect(stretchBetween('2026-01-01', '2026-12-31', calendar)).toBe('2026')
  expect(stretchBetween('2026-02-01', '2026-02-28', calendar)).toBe('2026-02')
  expect(stretchBetween('2026-02-01', '2026-02-27', calendar)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})

it.each<[Cell, number | undefined, string | undefined]>([
  ['12', 12, undefined],
  ['-1.5', -1.5, undefined],
  ['1,234.5', 1234.5, undefined],
  ['1.234,5', 1234.5, undefined],
  ['1,234,567', 1234567, undefined],
  ['1 234', 1234, undefined],
  ['12,5', 12.5, undefined],
  ['45%', 45, '%'],
  ['-$20', -20, '$'],
  ['€ 1.5', 1.5, '€'],
  ['20 EUR', 20, 'EUR'],
  ['1,234', undefined, undefined],
  ['100k', undefined, undefined],
  ['1e999', undefined, undefined],
  ['', undefined, undefined],
  [true, undefined, undefined],
])('the number %o is %o', (cell, number, unit) => {
  const said = numberOf(cell)
  expect(said.wrong === undefined ? said.value : {}).toEqual(
    number === undefined ? {} : { number, ...(unit ? { unit } : {}) },
  )
})
