import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Grain } from '../../core/calendar.ts'
import type { Metric } from '../metric/metric.ts'
import type { Target } from './scorecard.ts'
import { isMet, type Status, statusOf, targetOf } from './status.ts'

describe('statusOf', () => {
  const atLeast: Target = { operator: 'gte', target: 100 }
  const atMost: Target = { operator: 'lte', target: 50 }
  const between: Target = { operator: 'between', target: [10, 20] }
  const outside: Target = { operator: 'outside', target: [10, 20] }
  const exactly: Target = { operator: 'eq', target: 10 }
  it.each<[Status, number | null, Target | undefined]>([
    ['on track', 100, atLeast],
    ['at risk', 90, atLeast],
    ['off track', 89, atLeast],
    ['at risk', 100, { operator: 'gt', target: 100 }],
    ['on track', 100.1, { operator: 'gt', target: 100 }],
    ['on track', 50, atMost],
    ['at risk', 55, atMost],
    ['off track', 56, atMost],
    ['at risk', 50, { operator: 'lt', target: 50 }],
    ['on track', 49, { operator: 'lt', target: 50 }],
    ['on track', 10, exactly],
    ['at risk', 11, exactly],
    ['at risk', 9, exactly],
    ['off track', 12, exactly],
    ['on track', 10, between],
    ['on track', 20, between],
    ['at risk', 9, between],
    ['at risk', 22, between],
    ['off track', 23, between],
    ['at risk', 10, outside],
    ['at risk', 11, outside],
    ['off track', 14, outside],
    ['at risk', 18, outside],
    ['at risk', 20, outside],
    ['on track', 21, outside],
    ['on track', -3, outside],
    ['off track', 1, { operator: 'lte', target: 0 }],
    ['off track', 1, { operator: 'eq', target: 0 }],
    ['at risk', -105, { operator: 'gte', target: -100 }],
    ['pending', null, atLeast],
    ['pending', 5, undefined],
  ])('is %s at %s with %j', (status, value, target) => expect(statusOf(value, target)).toBe(status))

  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const single = fc.record({
    operator: fc.constantFrom('gte' as const, 'gt' as const, 'lte' as const, 'lt' as const, 'eq' as const),
    target: number,
  })
  const pair = fc.record({
    operator: fc.constantFrom('between' as const, 'outside' as const),
    target: fc.tuple(number, number).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
  })
  const target: fc.Arbitrary<Target> = fc.oneof(single, pair)
  const opposite = { gte: 'lt', lt: 'gte', gt: 'lte', lte: 'gt', between: 'outside', outside: 'between' } as const

  it('is on track exactly when the number is what it should be, and then not when it should be the opposite', () => {
    fc.assert(
      fc.property(number, target, (value, target) => {
        expect(statusOf(value, target) === 'on track').toBe(isMet(value, target))
        if (target.operator === 'eq') return
        expect(isMet(value, { ...target, operator: opposite[target.operator] })).toBe(!isMet(value, target))
      }),
    )
  })

  it('never gets worse on the way to the target', () => {
    const rank = { 'on track': 2, 'at risk': 1, 'off track': 0, pending: -1 }
    fc.assert(
      fc.property(number, single, fc.double({ min: 0, max: 1, noNaN: true }), (value, target, share) => {
        const nearer = value + (target.target - value) * share
        if (isMet(value, target)) return
        expect(rank[statusOf(nearer, target)]).toBeGreaterThanOrEqual(rank[statusOf(value, target)])
      }),
    )
  })

  it('is the same in any unit', () => {
    const scaled = (target: Target, by: number): Target =>
      Array.isArray(target.target)
        ? { ...target, target: [target.target[0] * by, target.target[1] * by] }
        : { ...target, target: target.target * by }
    const whole = fc.integer({ min: -1000, max: 1000 })
    const target = fc.oneof(
      fc.record({ operator: single.map(({ operator }) => operator), target: whole }),
      fc.record({
        operator: pair.map(({ operator }) => operator),
        target: fc.tuple(whole, whole).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
      }),
    ) as fc.Arbitrary<Target>
    fc.assert(
      fc.property(whole, target, fc.constantFrom(2, 4, 1024), (value, target, by) => {
        expect(statusOf(value * by, scaled(target, by))).toBe(statusOf(value, target))
      }),
    )
  })
})

describe('targetOf', () => {
  const spec: Metric = { class: 'activity', unit: 'demos', direction: 'up', measure: 'count', of: 'demo', target: 40 }
  const average: Metric = { ...spec, measure: { average: 'score' } }
  const [weekly, monthly] = [
    { read: 'week', section: 'week' },
    { read: 'month', section: 'month' },
  ] as const
  it.each<[string, Target | undefined, Parameters<typeof targetOf>[0], Metric, { read: Grain; section: Grain }]>([
    ['the metric’s own in its own grain', { operator: 'gte', target: 40 }, {}, spec, weekly],
    ['none of a count read in longer periods', undefined, {}, spec, monthly],
    ['the same of an average in any period', { operator: 'gte', target: 40 }, {}, average, monthly],
    ['the line’s before the metric’s', { operator: 'gte', target: 160 }, { target: 160 }, spec, monthly],
    [
      'none where the line’s was set for other periods',
      undefined,
      { target: 160 },
      spec,
      { read: 'week', section: 'month' },
    ],
    [
      'the line’s of an average in any period',
      { operator: 'gte', target: 4 },
      { target: 4 },
      average,
      { read: 'quarter', section: 'month' },
    ],
    [
      'at most where down is good',
      { operator: 'lte', target: 3 },
      { target: 3 },
      { ...spec, direction: 'down' },
      weekly,
    ],
    ['between for a pair', { operator: 'between', target: [3, 5] }, { target: [3, 5] }, spec, weekly],
    [
      'outside where that is written',
      { operator: 'outside', target: [3, 5] },
      { target: [3, 5], operator: 'outside' },
      spec,
      weekly,
    ],
    ['the operator that is written', { operator: 'lte', target: 3 }, { target: 3, operator: 'lte' }, spec, weekly],
  ])('is %s', (_what, expected, line, metric, grain) => {
    expect(targetOf(line, metric, grain, () => undefined)).toEqual(expected)
  })
})
