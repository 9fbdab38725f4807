import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medianOf, slopeOf } from './slope.ts'

describe('slopeOf', () => {
  it('is the step of a straight line, however much of it is missing', () => {
    expect(slopeOf([1, 3, 5, 7, 9])).toEqual({ perStep: 2, low: 2, high: 2 })
    expect(slopeOf([1, null, 5, null, 9, 11])?.perStep).toBe(2)
  })

  it('is not bent by a wild value', () => {
    expect(slopeOf([1, 2, 3, 4, 900, 6, 7, 8])?.perStep).toBe(1)
  })

  it('does not say how sure it is of three numbers, and nothing of one', () => {
    expect(slopeOf([1, 2, 4])).toMatchObject({ low: -Infinity, high: Infinity })
    expect(slopeOf([1])).toBeNull()
    expect(slopeOf([null, null])).toBeNull()
  })

  it('leaves out as many slopes at each end as Kendall’s table says: 1 of 10 of five numbers at one in twenty', () => {
    expect(slopeOf([0, 4, 1, 9, 5])).toEqual({ perStep: 1.625, low: -3, high: 4 })
  })

  it('turns and moves with its numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 12 }), values => {
        const slope = slopeOf(values)!
        const turned = slopeOf(values.map(value => 3 - value))!
        expect(turned.perStep).toBeCloseTo(-slope.perStep, 9)
        expect(turned.high).toBeCloseTo(-slope.low, 9)
        const steeper = slopeOf(values.map((value, at) => value + 2 * at))!
        expect(steeper.perStep).toBeCloseTo(slope.perStep + 2, 9)
        expect(slope.low).toBeLessThanOrEqual(slope.perStep)
      }),
    )
  })

  it('holds the true slope as often as it says', () => {
    let seed = 7
    const random = () => {
      seed = (seed * 48271) % 2147483647
      return seed / 2147483647
    }
    const noise = () => random() + random() + random() - 1.5
    const tries = 2000
    const above = Array.from({ length: tries }, () => slopeOf(Array.from({ length: 10 }, (_, i) => 0.3 * i + noise()))!)
    const missed = above.filter(({ high }) => high < 0.3).length / tries
    expect(missed).toBeGreaterThan(0.02)
    expect(missed).toBeLessThan(0.055)
  })
})

it('medianOf takes the middle, or what is between the two in the middle', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, Number.NaN])
})
