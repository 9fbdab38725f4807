import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sketched } from '../../../test/survey.ts'
import { movers, sharedOutcomes } from './reach.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f']
const drives = (...to: string[]) => ({ drives: to.map(metric => ({ metric, why: 'it should' })) })

describe('movers', () => {
  it('go through claims, what a number is computed from, what must add up to it, and guardrails', () => {
    const survey = sketched({
      metrics: {
        arr: { formula: 'won - lost', measure: undefined, parts: 'small + large' },
        won: {},
        lost: {},
        small: {},
        large: {},
        demos: { counter: 'fit', ...drives('won') },
        fit: { ratio: { numerator: 'good', denominator: 'all' }, measure: undefined },
        good: {},
        all: {},
        likes: {},
      },
    })
    const found = ['arr', 'won', 'lost', 'small', 'large', 'demos', 'fit', 'good', 'all']
    expect([...movers(survey, ['arr'])].sort()).toEqual(found.sort())
    expect([...movers(survey, ['likes'])]).toEqual(['likes'])
    expect([...movers(survey, [])]).toEqual([])
  })

  it('hold whatever moves one of them, nothing else, and end in any circle', () => {
    const edges = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 14 })
    fc.assert(
      fc.property(edges, fc.subarray(names), (claims, ends) => {
        const metrics = Object.fromEntries(
          names.map(name => [name, drives(...claims.flatMap(([from, to]) => (from === name ? to : [])))]),
        )
        const found = movers(sketched({ metrics }), ends)
        const leadsThere = (from: string, seen: readonly string[] = []): boolean =>
          ends.includes(from) ||
          claims.some(([one, to]) => one === from && !seen.includes(to) && leadsThere(to, [...seen, from]))
        expect([...found].sort()).toEqual(names.filter(name => leadsThere(name)))
      }),
    )
  })
})

describe('the shared outcomes', () => {
  const metrics = { arr: { class: 'outcome' as const }, nrr: { class: 'outcome' as const }, likes: {} }
  const vision = (...of: string[]) => ({
    kind: 'vision',
    name: of.join('-'),
    spec: { outcomes: of.map(metric => ({ metric, to: 1 })) },
  })

  it('are those of the vision that are in force, or every outcome where there is none', () => {
    expect(sharedOutcomes(sketched({ metrics }))).toEqual(['arr', 'nrr'])
    expect(sharedOutcomes(sketched({ metrics, others: [vision('nrr', 'gone'), vision('nrr')] }))).toEqual(['nrr'])
  })
})
