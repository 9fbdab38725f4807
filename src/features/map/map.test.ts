import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastPeriods } from '../../core/calendar.ts'
import type { Point } from '../scorecard/scorecard.ts'
import { newestKnown, reconcile } from './map.ts'

const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const

const pointsOf = (values: readonly (number | null)[]): Point[] =>
  lastPeriods(values.length, 'month', '2026-07-01', calendar).map((period, i) => ({ period, value: values[i] ?? null }))

const parts = (formula: string, values: Record<string, readonly (number | null)[]>) => ({
  formula,
  points: (metric: string) => pointsOf(values[metric] ?? []),
})

describe('reconcile', () => {
  it('sets each period beside what its parts make', () => {
    const found = reconcile(pointsOf([100, 100]), parts('small + large', { small: [40, 40], large: [60, 50] }), 'EUR')
    expect(found.map(({ period, ...rest }) => [period.label, rest])).toEqual([
      ['2026-05', { value: 100, parts: 100, gap: 0, share: 0, ok: true }],
      ['2026-06', { value: 100, parts: 90, gap: 10, share: 0.1, ok: false }],
    ])
  })

  it.each<[string, number, number, string, boolean]>([
    ['half a percent is rounding', 1000, 995, 'people', true],
    ['a little more is not', 1000, 994.9, 'people', false],
    ['one of three deals is missed', 3, 2, 'deals', false],
    ['a cent is rounding for money', 0.03, 0.02, 'EUR', true],
    ['a cent is no rounding for a share', 0.03, 0.02, '%', false],
    ['two cents are not', 0.03, 0.01, 'EUR', false],
    ['parts of nothing are missed', 0, 5, 'people', false],
  ])('%s', (_, value, part, unit, ok) => {
    expect(reconcile(pointsOf([value]), parts('part', { part: [part] }), unit)[0]?.ok).toBe(ok)
  })

  it('tells nothing where the number, a part or the formula is not known', () => {
    const none = { gap: null, share: null, ok: null }
    expect(reconcile(pointsOf([null]), parts('a', { a: [1] }))[0]).toMatchObject({ value: null, parts: 1, ...none })
    expect(reconcile(pointsOf([1]), parts('a + b', { a: [1] }))[0]).toMatchObject({ value: 1, parts: null, ...none })
    expect(reconcile(pointsOf([1]), parts('a +', { a: [1] }))[0]).toMatchObject({ value: 1, parts: null, ...none })
  })

  it('compares the same periods, whatever the order and number of points', () => {
    const shifted = { formula: 'a', points: () => pointsOf([7, 8, 9]).toReversed() }
    expect(reconcile(pointsOf([8, 9]), shifted).map(each => each.gap)).toEqual([0, 0])
  })

  it('finds the newest period that can be told', () => {
    const found = reconcile(pointsOf([1, 2, null]), parts('a', { a: [1, 1, 1] }))
    expect(newestKnown(found)).toMatchObject({ value: 2, parts: 1, ok: false })
    expect(newestKnown([])).toBeUndefined()
  })

  it('what is the sum of its parts always adds up, and the gap is what was left out', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 }).map(cents => cents / 100)
    fc.assert(
      fc.property(fc.array(amount, { minLength: 2, maxLength: 6 }), amount, (amounts, left) => {
        const names = amounts.map((_, i) => `p${i}`)
        const total = amounts.reduce((sum, each) => sum + each, 0)
        const made = parts(
          names.join(' + '),
          Object.fromEntries(names.map((name, i) => [name, [amounts[i] as number]])),
        )
        expect(reconcile(pointsOf([total]), made, 'EUR')[0]?.ok).toBe(true)
        const [short] = reconcile(pointsOf([total + left]), made, 'EUR')
        expect(short?.gap).toBeCloseTo(left, 6)
        expect(short?.ok).toBe(left <= Math.max(0.01, 0.005 * (total + left)) + 1e-9)
      }),
    )
  })
})
