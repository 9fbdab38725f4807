import { describe, expect, it } from 'vitest'
import { above, type GoalReading, type ResultReading, treeOf } from './goal-tree.ts'
import { ownLine } from './own-line.ts'
import { type Draft, spokenIn } from './spoken.ts'

const goal = (name: string, level: string, parent?: string, more = {}) =>
  ({
    goal: name,
    title: name,
    level,
    parent,
    results: [],
    contributors: [],
    dependencies: [],
    ...more,
  }) as unknown as GoalReading

const company = goal('grow', 'company')
const shared = goal('leads', 'cross-team', 'grow')
const team = goal('calls', 'team', 'leads')

describe('goals as a tree', () => {
  it('puts each after the one it serves', () => {
    expect(treeOf([team, company, shared]).map(({ goal: { goal: name }, depth }) => [name, depth])).toEqual([
      ['grow', 0],
      ['leads', 1],
      ['calls', 2],
    ])
  })

  it('puts what serves a goal that is not shown at the edge, and loses none in a ring', () => {
    expect(treeOf([team]).map(({ depth }) => depth)).toEqual([0])
    expect(treeOf([goal('a', 'team', 'b'), goal('b', 'team', 'a')])).toHaveLength(2)
  })

  it('names the goals above one from the top', () => {
    expect(above(team, [team, company, shared]).map(each => each.goal)).toEqual(['grow', 'leads'])
  })
})

const draft: Draft = { confidence: 7, health: 'at risk', note: ' It rains. ', blockers: '', results: {} }
const result = (name: string, more = {}) =>
  ({ name, form: 'change', unit: 'people', ...more }) as unknown as ResultReading

describe('a check-in as it is filled in', () => {
  it('says of the goal what was said, with a share for the confidence and without empty words', () => {
    expect(spokenIn(draft, [])).toEqual([{ confidence: 0.7, health: 'at risk', note: 'It rains.' }])
  })

  it('says a number by hand of its key result, and never that of a metric', () => {
    const results = { Hires: { value: 5, source: 'the list' }, Deals: { value: 9 } }
    const said = spokenIn({ ...draft, results }, [result('Hires'), result('Deals', { metric: 'deals' })])
    expect(said[0]).toEqual({ result: 'Hires', value: 5, source: 'the list' })
    expect(said).toHaveLength(2)
  })

  it('says a share where people write percent', () => {
    const nothing: Draft = { confidence: null, health: null, note: '', blockers: '', results: { Use: { value: 40 } } }
    expect(spokenIn(nothing, [result('Use', { unit: '%' })])).toEqual([{ result: 'Use', value: 0.4 }])
  })
})

describe('a goal’s own plumb line', () => {
  const grow = goal('grow', 'company', undefined, {
    results: [
      { name: 'MRR', metric: 'mrr', status: 'off track' },
      { name: 'Wins', metric: 'wins', status: 'on track' },
    ],
  })
  const finding = (objects: string[], message: string) => ({ objects, message, points: 2 })

  it('displaces a key result by what is found against it under this goal, not under another', () => {
    const line = ownLine(
      grow,
      [],
      [
        finding(['goal/grow', 'metric/mrr'], '“MRR” is out of reach.'),
        finding(['goal/other', 'metric/wins'], '“Wins of others” is out of reach.'),
      ],
    )
    expect(line.map(({ title, lean, says }) => [title, lean > 0, says])).toEqual([
      ['MRR', true, '“MRR” is out of reach.'],
      ['Wins', false, undefined],
    ])
  })
})
