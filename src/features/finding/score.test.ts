import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEVERITIES } from './finding.ts'
import { costOf, pointsOf, pointsOfOneMore, scoreOf } from './score.ts'

const costs = fc.array(
  fc
    .tuple(fc.constantFrom(...SEVERITIES), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([severity, weight]) => costOf(severity, weight)),
  { maxLength: 80 },
)
const tenths = (points: number): number => Math.round(points * 10)

describe('the alignment score', () => {
  it('is 100 without findings, and what each leaves of what the others left', () => {
    expect(scoreOf([])).toBe(100)
    expect(scoreOf([costOf('error')])).toBe(97)
    expect(scoreOf([costOf('error'), costOf('error')])).toBe(94)
    expect(scoreOf([costOf('error'), costOf('warning'), costOf('info')])).toBe(95.8)
  })

  it('costs in proportion to how much is affected, and never more than all of it', () => {
    expect(costOf('warning', 0.25)).toBe(0.0025)
    expect([7, Number.NaN].map(weight => costOf('warning', weight))).toEqual([0.01, 0.01])
    expect(costOf('warning', -1)).toBe(0)
  })

  it('never reads 100 while something stands, however little is affected', () => {
    expect(scoreOf([costOf('info', 0.001)])).toBe(99.9)
    expect(pointsOf([costOf('info', 0.001)])).toEqual([0.1])
  })

  it('is taken apart without remainder: points add up to 100 less the score', () => {
    fc.assert(
      fc.property(costs, each => {
        const points = pointsOf(each)
        expect(points.reduce((sum, some) => sum + tenths(some), 0)).toBe(1000 - tenths(scoreOf(each)))
        for (const some of points) expect(tenths(some)).toBeCloseTo(some * 10, 9)
      }),
    )
  })

  it('takes no less for what costs more', () => {
    fc.assert(
      fc.property(costs, each => {
        const points = pointsOf(each)
        for (const [i, a] of each.entries())
          for (const [j, b] of each.entries()) if (a > b) expect(points[i]).toBeGreaterThanOrEqual(points[j] as number)
      }),
    )
  })

  it('never rises by one more finding, and says what that would take', () => {
    fc.assert(
      fc.property(costs, costs, (each, [more = 0]) => {
        const after = scoreOf([...each, more])
        expect(after).toBeLessThanOrEqual(scoreOf(each))
        expect(tenths(pointsOfOneMore(each, more))).toBe(tenths(scoreOf(each)) - tenths(after))
      }),
    )
  })

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(costs, each => {
        expect(scoreOf(each.toReversed())).toBe(scoreOf(each))
        expect(pointsOf(each.toReversed()).sort()).toEqual(pointsOf(each).sort())
      }),
    )
  })
})
