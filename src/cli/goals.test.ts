import { describe, expect, it } from 'vitest'
import type { GoalReading, ResultReading } from '../features/goal/reading.ts'
import { goalForm } from './answers/goal.ts'
import { drawGoals } from './goals.ts'
import { terminalOf, widthOf } from './terminal.ts'

const wide = terminalOf({ isTTY: false }, {})
const going = {
  elapsed: 0.5,
  expected: 0.5,
  progress: 0.4,
  pace: 0.8,
  confidence: null,
  score: null,
  status: 'at risk' as const,
}

const result = (fields: Partial<ResultReading>): ResultReading => ({
  name: 'Sixty deals',
  kind: 'committed',
  form: 'change',
  weight: 1,
  by: '2026-03-31',
  title: 'Deals',
  unit: 'deals',
  current: 24,
  saidAt: null,
  ...going,
  ...fields,
})

const goal = (fields: Partial<GoalReading>): GoalReading => ({
  goal: 'grow',
  title: 'Grow with the customers we have',
  owner: 'sales',
  level: 'company',
  cycle: { label: '2026-Q1', start: '2026-01-01', end: '2026-04-01' },
  ...going,
  health: null,
  checkIn: { last: null, by: null, due: null, overdueDays: 0 },
  results: [result({ from: 0, to: 60 })],
  contributors: [],
  dependencies: [],
  receipt: { uses: [], zone: 'UTC', asOf: '2026-02-15', watermark: 1 },
  ...fields,
})

describe('a goal on a terminal', () => {
  it('has its results beneath by their names, with the way they go', () => {
    const results = [
      result({ from: 0, to: 60, confidence: 0.7 }),
      result({
        name: 'Uptime',
        form: 'band',
        keep: [0.99, 1],
        unit: '%',
        current: 0.998,
        periods: { inside: 6, of: 7 },
      }),
      result({ name: 'Signed', form: 'milestone', done: 'all have signed', unit: '', current: 0, progress: 0 }),
      result({
        name: 'NPS',
        form: 'baseline',
        establish: true,
        unit: '',
        current: null,
        progress: null,
        status: 'pending',
      }),
      result({
        name: 'Calls',
        from: 0,
        to: 9,
        current: null,
        progress: null,
        problem: 'The metric “calls” is not in force.',
      }),
    ]
    expect(
      drawGoals([goal({ results })], wide),
    ).toBe(`goal, owner, cycle                                    done  expected  confidence  status
Grow with the customers we have                       40 %      50 %           –  at risk
sales, 2026-Q1
  Sixty deals                                         40 %      50 %        70 %  at risk
    0 → 60 deals, now 24
  Uptime                                              40 %      50 %           –  at risk
    99 % to 100 %, now 99.8 %, 6 of 7 periods inside
  Signed                                               0 %      50 %           –  at risk
    by 2026-03-31
  NPS                                                    –      50 %           –  pending
    known by 2026-03-31
  Calls                                                  –      50 %           –  at risk
    0 → 9 deals, The metric “calls” is not in force.
`)
  })

  it('says how late a check-in is, and the score when the cycle is over', () => {
    const late = goal({ checkIn: { last: null, by: null, due: '2026-02-09T09:00:00.000Z', overdueDays: 1 } })
    expect(drawGoals([late], wide)).toContain('sales, 2026-Q1, check-in 1 day overdue\n')
    expect(drawGoals([goal({ score: 0.666 })], wide)).toContain('sales, 2026-Q1, score 0.67\n')
  })

  it.each([40, 60, 80, 100])('fits %i columns', columns => {
    const terminal = terminalOf({ isTTY: true, columns }, { NO_COLOR: '1' })
    const long = goal({
      title: 'A title that is much too long to stand on one line of a window that is not wide at all, nor tall',
      results: [
        result({
          name: 'A-result-whose-name-nobody-can-break-between-words-at-all',
          from: 0,
          to: 1e9,
          progress: -1571.4,
        }),
      ],
      contributors: [{ team: 'marketing', with: 'leads', metric: 'mqls', title: 'MQLs', unit: 'people', current: 12 }],
      dependencies: [
        { on: 'product', for: 'a page', risk: { owner: 'sales', plan: 'we keep the old page' }, confirmed: false },
      ],
    })
    const drawn = goalForm(long, id => id).draw?.(terminal) ?? ''
    expect(drawn.split('\n').filter(line => widthOf(line) > columns)).toEqual([])
  })

  it('names who checked in last, and whose the risk is', () => {
    const reading = goal({
      health: 'on track',
      checkIn: { last: '2026-02-02T08:00:00.000Z', by: 'id-of-vera', due: '2026-02-09T09:00:00.000Z', overdueDays: 0 },
      dependencies: [
        { on: 'product', for: 'a page', risk: { owner: 'sales', plan: 'the old page' }, confirmed: false },
      ],
    })
    const drawn = goalForm(reading, () => 'Vera').draw?.(wide) ?? ''
    expect(drawn).toMatch(/product {3}a page {6}not confirmed; sales: the old page/)
    expect(drawn).toMatch(/\nChecked in on 2026-02-02 by Vera, on track; due 2026-02-09\.\n$/)
  })

  it('is a row for each result of each goal, for programs', () => {
    const { table } = goalForm([goal({}), goal({ goal: 'learn' })], id => id)
    expect(table?.columns.slice(0, 3)).toEqual(['goal', 'result', 'form'])
    expect(table?.rows.map(row => row.slice(0, 3))).toEqual([
      ['grow', 'Sixty deals', 'change'],
      ['learn', 'Sixty deals', 'change'],
    ])
  })
})
