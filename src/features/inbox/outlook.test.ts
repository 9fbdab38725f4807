import { describe, expect, it } from 'vitest'
import { findingsGone, goalsDone, type Hanging, metAgain, plumbOf } from './outlook.ts'

const period = (label: string) => ({ grain: 'month' as const, label, start: '2026-01-01', end: '2026-02-01' })

const node = (metric: string, under: string | null, more: Partial<Hanging> = {}): Hanging => ({
  metric,
  title: metric,
  owner: 'sales',
  unit: 'people',
  direction: 'up',
  grain: 'month',
  period: { label: '2026-02' },
  value: 12,
  previous: 8,
  target: 10,
  health: 'healthy',
  points: [
    { period: period('2026-01'), value: 8 },
    { period: period('2026-02'), value: 12 },
  ],
  problem: null,
  under,
  also: [],
  goals: [],
  ...more,
})

const finding = (message: string, points: number, ...objects: string[]) => ({
  id: message,
  severity: 'error' as const,
  message,
  points,
  objects,
})

describe('a plumb line', () => {
  it('is pulled by what is about the outcome, what carries it, and the goals on both', () => {
    const nodes = [
      node('arr', null),
      node('deals', 'arr', { goals: [{ goal: 'more-deals', title: 'More deals' }] }),
      node('churn', null),
    ]
    const found = [
      finding('far', 1.5, 'metric/deals'),
      finding('goal', 2, 'goal/more-deals', 'metric/deals'),
      finding('other', 4, 'metric/churn'),
      finding('suppressed', 0, 'metric/arr'),
    ]
    const [arr, churn] = plumbOf(nodes, found)
    expect(arr).toMatchObject({ metric: 'arr', weight: 3.5, findings: 2 })
    expect(arr?.says).toBe('2 findings about it and what carries it take 3.5 of 100 points from the alignment score.')
    expect(arr?.carriers).toMatchObject([
      { object: 'metric/deals', title: 'deals', says: 'goal (1 more)' },
      { object: 'goal/more-deals', title: 'More deals', says: 'goal' },
    ])
    expect(churn).toMatchObject({ weight: 4, findings: 1 })
  })

  it('hangs true without findings', () => {
    expect(plumbOf([node('arr', null)], [])[0]).toMatchObject({ carriers: [], findings: 0, weight: 0 })
  })

  it('is not followed twice where claims come back to themselves', () => {
    const nodes = [node('arr', null), node('a', 'arr', { also: ['b'] }), node('b', 'a', { also: ['a'] })]
    expect(plumbOf(nodes, [finding('f', 1, 'metric/b')])[0]?.findings).toBe(1)
  })
})

describe('a win', () => {
  it('is a number that meets its target after it missed it', () => {
    expect(metAgain([node('arr', null)])[0]?.says).toBe('arr met its target in 2026-02, after it missed it in 2026-01.')
    expect(metAgain([node('arr', null, { target: 7 })])).toEqual([])
    expect(metAgain([node('arr', null, { target: null })])).toEqual([])
    expect(metAgain([node('late', null, { direction: 'down' })])).toEqual([])
  })

  it('is a goal that is done', () => {
    const goals = [
      { goal: 'a', title: 'A', owner: 'sales', status: 'done' },
      { goal: 'b', title: 'B', owner: 'sales', status: 'on track' },
    ]
    expect(goalsDone(goals).map(({ says }) => says)).toEqual(['“A” of sales is done.'])
  })

  it('is a finding that is gone, told once per rule', () => {
    const gone = [
      { rule: 'two-targets', says: 'metric/a' },
      { rule: 'two-targets', says: 'metric/b' },
    ]
    expect(findingsGone(gone).map(({ says }) => says)).toEqual([
      '2 findings are gone (two-targets): metric/a and metric/b',
    ])
  })
})
