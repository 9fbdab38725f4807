import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Goal } from '../goal/goal.ts'
import type { Metric } from '../metric/metric.ts'
import type { Vision } from '../vision/vision.ts'
import { belowOf, type Declared, treeOf } from './tree.ts'

type Sketch = Partial<Metric> & { to?: string[] }

const declared = (
  metrics: Record<string, Sketch>,
  visions: Record<string, string[]> = {},
  goals: Record<string, string[]> = {},
): Declared => ({
  metrics: standing(metrics, ({ to = [], ...fields }): Metric => {
    const drives = to.map(metric => ({ metric, why: 'it does' }))
    const form = fields.formula || fields.ratio ? {} : { measure: 'count' as const, of: 'event' }
    return { class: 'output', unit: 'deals', direction: 'up', ...form, drives, ...fields }
  }),
  visions: standing(
    visions,
    (outcomes): Vision => ({
      statement: 'There',
      horizon: '2028-01-01',
      outcomes: outcomes.map(metric => ({ metric, to: 1, why: 'for us' })),
    }),
  ),
  goals: standing(
    goals,
    (names): Goal => ({
      level: 'team',
      cycle: '2026',
      results: names.map(metric => ({ name: metric, metric, from: 0, to: 1, kind: 'committed' as const })),
    }),
  ),
})

const standing = <From, Spec>(sketches: Record<string, From>, specOf: (from: From) => Spec) =>
  new Map(Object.entries(sketches).map(([name, from]) => [name, { title: name, owner: 'sales', spec: specOf(from) }]))

const drawn = (given: Declared, roots?: string[]) =>
  treeOf(given, roots).places.map(({ metric, depth, by }) => `${'  '.repeat(depth)}${metric}${by ? ` (${by})` : ''}`)

const company = declared({
  arr: { class: 'outcome', formula: 'new - churned' },
  new: { class: 'outcome', to: ['arr'], parts: 'small + large' },
  churned: { class: 'outcome' },
  small: {},
  large: {},
  'win-rate': { ratio: { numerator: 'won', denominator: 'closed' }, to: ['new'] },
  won: {},
  closed: {},
  demos: { class: 'activity', to: ['new', 'win-rate'] },
  letters: { class: 'input', to: ['demos'] },
  views: {},
})

describe('the tree', () => {
  it('hangs what outcomes are computed from and what is claimed to move them under them', () => {
    expect(drawn(company)).toEqual([
      'arr',
      '  new (formula)',
      '    small (formula)',
      '    large (formula)',
      '    win-rate (drives)',
      '      won (formula)',
      '      closed (formula)',
      '    demos (drives)',
      '      letters (drives)',
      '  churned (formula)',
    ])
  })

  it('puts a metric once, under the nearest to a root, and says what else it leads to', () => {
    expect(treeOf(company).places.find(({ metric }) => metric === 'demos')).toEqual({
      metric: 'demos',
      depth: 2,
      under: 'new',
      by: 'drives',
      also: ['win-rate'],
    })
  })

  it('leaves aside what leads to no outcome', () => {
    expect(treeOf(company).aside).toEqual(['views'])
  })

  it('keeps claims beside arithmetic, with what was said', () => {
    const edges = treeOf(company).edges.filter(({ from, to }) => from === 'metric/new' && to === 'metric/arr')
    expect(edges).toEqual([
      { kind: 'formula', from: 'metric/new', to: 'metric/arr', field: 'formula', lag: null, why: null },
      { kind: 'drives', from: 'metric/new', to: 'metric/arr', field: null, lag: null, why: 'it does' },
    ])
  })

  it('hangs from the outcomes of the visions where there are any', () => {
    const given = declared(
      { a: { class: 'outcome' }, b: { class: 'outcome', to: ['a'] }, c: { class: 'outcome' } },
      {
        there: ['b', 'a', 'gone'],
      },
    )
    const tree = treeOf(given)
    expect(drawn(given)).toEqual(['b', 'a'])
    expect(tree.places[0]?.also).toEqual(['a'])
    expect(tree.aside).toEqual(['c'])
    expect(tree.edges.filter(({ kind }) => kind === 'serves').map(({ from, to, why }) => [from, to, why])).toEqual([
      ['vision/there', 'metric/b', 'for us'],
      ['vision/there', 'metric/a', 'for us'],
    ])
  })

  it('loses no outcome where they lead only to each other, or to what is none', () => {
    const a = { class: 'outcome' as const, to: ['b'] }
    expect(drawn(declared({ a, b: { class: 'outcome', to: ['a'] }, c: { to: ['b'] } }))).toEqual([
      'a',
      '  b (drives)',
      '    c (drives)',
    ])
    expect(drawn(declared({ a, b: {} }))).toEqual(['a'])
  })

  it('hangs from any metric when asked', () => {
    expect(drawn(company, ['win-rate'])).toEqual([
      'win-rate',
      '  won (formula)',
      '  closed (formula)',
      '  demos (drives)',
      '    letters (drives)',
    ])
  })

  it('cuts claims that come back, and reports them', () => {
    const given = declared({ a: { class: 'outcome', to: ['c'] }, b: { to: ['a'] }, c: { to: ['b'] } }, { there: ['a'] })
    expect(drawn(given)).toEqual(['a', '  b (drives)', '    c (drives)'])
    expect(treeOf(given).rings).toEqual([['a', 'b', 'c', 'a']])
    expect(belowOf('a', treeOf(given).edges)).toEqual(new Set(['b', 'c']))
    expect(treeOf(declared({ a: { to: ['a'] } }), ['a'])).toMatchObject({ rings: [['a', 'a']], places: [{ also: [] }] })
  })

  it('does not take a goal for the metric of the same name', () => {
    expect(drawn(declared({ a: { class: 'outcome' }, b: { class: 'outcome' } }, {}, { a: ['b'] }))).toEqual(['a', 'b'])
  })

  it('ignores what is not in force', () => {
    expect(
      drawn(declared({ a: { class: 'outcome', formula: 'b + gone', parts: 'gone' }, b: {} }, {}, { g: ['gone'] })),
    ).toEqual(['a', '  b (formula)'])
  })

  it('holds every metric once, each as near to a root as its way, and after what it hangs under', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const some = fc.subarray(names)
    fc.assert(
      fc.property(
        fc.tuple(...names.map(() => fc.record({ to: some, of: some }))),
        fc.subarray(names, { minLength: 1 }),
        (sketches, roots) => {
          const given = declared(
            Object.fromEntries(
              sketches.map(({ to, of }, i) => [names[i], { to, ...(of.length ? { formula: of.join(' + ') } : {}) }]),
            ),
          )
          const { places, edges, aside } = treeOf(given, roots)
          expect([...places.map(({ metric }) => metric), ...aside].sort()).toEqual(names)
          const reached = new Set([...roots, ...roots.flatMap(root => [...belowOf(root, edges)])])
          expect(new Set(places.map(({ metric }) => metric))).toEqual(reached)
          const depthOf = new Map(places.map(({ metric, depth }) => [metric, depth]))
          places.forEach(({ metric, depth, under }, i) => {
            expect(depth === 0).toBe(roots.includes(metric))
            const ways = edges
              .filter(({ from }) => from === `metric/${metric}`)
              .map(({ to }) => (depthOf.get(to.slice(7)) as number) + 1)
            if (depth > 0) expect(depth).toBe(Math.min(...ways))
            if (under !== undefined) {
              expect(depthOf.get(under)).toBe(depth - 1)
              expect(places.findIndex(each => each.metric === under)).toBeLessThan(i)
            }
          })
        },
      ),
    )
  })
})
