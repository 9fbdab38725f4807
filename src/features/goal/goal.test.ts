import { describe, expect, it } from 'vitest'
import { metric, team } from '../../../test/declare.ts'
import { spanOf } from '../cycle/cycle.ts'
import { checkDeclarations, type Declaration } from '../declaration/declaration.ts'
import { kinds } from '../index.ts'

const company = { kind: 'company', name: 'acme', fiscalStart: 7 }
const arr = metric('new-arr', { measure: { sum: 'amount' }, of: 'deal_won', class: 'outcome', unit: 'EUR' })
const churn = metric('churn', { measure: 'people', of: 'cancelled', direction: 'down', class: 'outcome' })
const result = { name: 'New ARR of half a million', metric: 'new-arr', from: 400_000, to: 500_000 }
const goal = (fields: Record<string, unknown>): Declaration => ({
  kind: 'goal',
  name: 'grow',
  owner: 'sales',
  level: 'company',
  cycle: '2026-Q1',
  results: [result],
  ...fields,
})

const check = (declarations: Declaration[], own: Declaration[] = []) =>
  checkDeclarations([team('sales'), team('marketing'), arr, churn, ...own, ...declarations], kinds)

const mistakes = (fields: Record<string, unknown>, own: Declaration[] = []) =>
  check([goal(fields)], own).problems.map(({ problem }) => ({ path: problem.path.join('.'), code: problem.code }))

describe('a goal', () => {
  it('binds the teams that contribute and rests on its numbers and its parent', () => {
    const parent = goal({ name: 'company-goal' })
    const child = goal({
      level: 'team',
      parent: 'company-goal',
      contributors: [{ team: 'marketing', with: 'demo requests', metric: 'churn' }],
    })
    const { sound, problems } = check([parent, child])
    expect(problems).toEqual([])
    expect(sound.at(-1)).toMatchObject({
      binds: ['sales', 'marketing'],
      refers: [
        { kind: 'metric', name: 'new-arr' },
        { kind: 'metric', name: 'churn' },
        { kind: 'goal', name: 'company-goal' },
      ],
      spec: { results: [{ kind: 'committed' }] },
    })
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['results', 'no_result', { results: [] }],
    ['results.0.to', 'no_change', { results: [{ ...result, to: 400_000 }] }],
    ['results.0.by', 'outside_cycle', { results: [{ ...result, by: '2026-04-01' }] }],
    ['results.0.by', 'outside_cycle', { results: [{ ...result, by: '2025-12-31' }] }],
    ['results.0.to', 'against_direction', { results: [{ ...result, to: 300_000 }] }],
    ['results.0.to', 'against_direction', { results: [{ ...result, metric: 'churn' }] }],
    ['results.1.name', 'same_name', { results: [result, { ...result, metric: 'churn', to: 1 }] }],
    ['cycle', 'unknown_cycle', { cycle: '2026-Q5' }],
    ['cycle', 'unknown_cycle', { cycle: 'spring' }],
    ['cycle.to', 'empty_cycle', { cycle: { from: '2026-01-01', to: '2026-01-01' } }],
    ['parent', 'cyclic_parent', { parent: 'grow' }],
    ['parent', 'unknown_goal', { parent: 'gro' }],
    ['results.0.metric', 'unknown_metric', { results: [{ ...result, metric: 'new-ar' }] }],
    ['contributors.0.team', 'unknown_team', { contributors: [{ team: 'product', with: 'a faster page' }] }],
    [
      'contributors.1.team',
      'same_team',
      {
        contributors: [
          { team: 'marketing', with: 'leads' },
          { team: 'marketing', with: 'more leads' },
        ],
      },
    ],
    ['contributors.0.team', 'own_team', { contributors: [{ team: 'sales', with: 'deals' }] }],
    ['dependencies.0.on', 'own_team', { dependencies: [{ on: 'sales', for: 'a price list' }] }],
    ['dependencies.0.goal', 'own_goal', { dependencies: [{ on: 'marketing', for: 'a page', goal: 'grow' }] }],
    ['dependencies.0.by', 'outside_cycle', { dependencies: [{ on: 'marketing', for: 'a page', by: '2026-04-01' }] }],
    [
      'dependencies.0.risk.owner',
      'own_risk',
      { dependencies: [{ on: 'marketing', for: 'a page', risk: { owner: 'marketing', plan: 'the old page' } }] },
    ],
    ['results.0.by', 'outside_cycle', { results: [{ name: 'Signed', done: 'all have signed', by: '2026-04-01' }] }],
  ])('has a problem at %s: %s', (path, code, fields) => {
    expect(mistakes(fields)).toEqual([{ path, code }])
  })

  it('may be reached on the last day of its cycle', () => {
    expect(mistakes({ results: [{ ...result, by: '2026-03-31' }] })).toEqual([])
  })

  it('may run over a year, a month or days of its own', () => {
    for (const cycle of [2026, '2026', '2026-03', '2026-W10', { from: '2026-01-05', to: '2026-02-16' }])
      expect(mistakes({ cycle })).toEqual([])
  })

  it('knows the fiscal year of the company declared beside it', () => {
    const cycle = 'FY2026-Q1'
    expect(mistakes({ cycle, results: [{ ...result, by: '2025-09-30' }] }, [company])).toEqual([])
    expect(mistakes({ cycle, results: [{ ...result, by: '2026-03-31' }] }, [company])).toEqual([
      { path: 'results.0.by', code: 'outside_cycle' },
    ])
    expect(mistakes({ cycle, results: [{ ...result, by: '2026-03-31' }] })).toEqual([])
  })

  it('serves a goal of the same time, for some days at least', () => {
    const parent = (cycle: unknown) => goal({ name: 'parent', cycle })
    expect(mistakes({ parent: 'parent' }, [parent('2026')])).toEqual([])
    expect(mistakes({ parent: 'parent' }, [parent('2026-03')])).toEqual([])
    expect(mistakes({ parent: 'parent' }, [parent('2025')])).toEqual([{ path: 'parent', code: 'another_time' }])
    const named = { kind: 'cycle', name: 'year-ahead', owner: 'sales', period: '2027' }
    expect(mistakes({ parent: 'parent' }, [parent('year-ahead'), named])).toEqual([
      { path: 'parent', code: 'another_time' },
    ])
  })

  it('serves no goal that is narrower, nor one that serves it', () => {
    const narrow = goal({ name: 'narrow', level: 'team' })
    expect(mistakes({ parent: 'narrow' }, [narrow])).toEqual([{ path: 'parent', code: 'parent_below' }])
    const circle = check([goal({ parent: 'other' }), goal({ name: 'other', parent: 'grow' })])
    expect(circle.problems[0]?.problem.message).toBe(
      'This goal serves itself: grow → other → grow. Let one of them stand alone.',
    )
  })
})

describe('spanOf', () => {
  const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 7, fiscalPattern: 'months' } as const

  it('reads labels by the calendar of the company', () => {
    expect(spanOf('FY2026-Q1', calendar)).toEqual({ label: 'FY2026-Q1', start: '2025-07-01', end: '2025-10-01' })
  })

  it('names days of its own by the first and the last', () => {
    expect(spanOf({ from: '2026-01-05', to: '2026-02-16' }, calendar).label).toBe('2026-01-05 to 2026-02-15')
  })
})
