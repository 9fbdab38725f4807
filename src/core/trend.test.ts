import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trendOf } from './trend.ts'

describe('trendOf', () => {
  it.each<[string, number[]]>([
    ['up', [1, 2, 3, 4]],
    ['down', [4, 3, 2, 1]],
    ['up', [1, 2, 4, 3, 5]],
    ['up', [10, 11, 11, 12, 13]],
    ['flat', []],
    ['flat', [1]],
    ['flat', [1, 2, 3]],
    ['flat', [1, 2, 4, 3]],
    ['flat', [5, 5, 5, 5, 5, 5]],
    ['flat', [3, 9, 1, 7, 4, 8, 2, 6]],
    ['up', [1, 2, 3, 900, 4, 5, 6, 7]],
  ])('says %s of %j', (direction, values) => expect(trendOf(values).direction).toBe(direction))

  it.each([
    [4, 6, 1 / 24],
    [5, 8, 5 / 120],
    [5, 10, 1 / 120],
    [6, 11, 20 / 720],
    [8, 16, 0.031],
    [10, 21, 0.036],
    [10, 23, 0.023],
  ])('of %i numbers, %i more rises than falls have the chance that Kendall’s table gives', (n, score, chance) => {
    expect(trendOf(withScore(n, score)).chance).toBeCloseTo(chance, 3)
  })

  it('counts the same chance as trying every order, ties included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }), values => {
        const scores = orders(values).map(scoreOf)
        const own = Math.abs(scoreOf(values))
        const asClear = scores.filter(score => score >= own).length / scores.length
        expect(trendOf(values).chance).toBeCloseTo(asClear, 12)
      }),
    )
  })

  it('says the opposite of the numbers turned around', () => {
    const opposite = { up: 'down', down: 'up', flat: 'flat' }
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 13 }), values => {
        expect(trendOf(values.toReversed()).direction).toBe(opposite[trendOf(values).direction])
      }),
    )
  })
})

/** Numbers of which later ones are larger in `score` more pairs than smaller. */
function withScore(n: number, score: number): number[] {
  const values = Array.from({ length: n }, (_, i) => i)
  for (let swaps = (((n * (n - 1)) / 2 - score) / 2) | 0, at = 0; swaps > 0; at = (at + 1) % (n - 1))
    if (values[at]! < values[at + 1]!) {
      ;[values[at], values[at + 1]] = [values[at + 1]!, values[at]!]
      swaps--
    }
  return values
}

function scoreOf(values: readonly number[]): number {
  return values.reduce(
    (score, value, later) => score + values.slice(0, later).reduce((part, each) => part + Math.sign(value - each), 0),
    0,
  )
}

function orders(values: readonly number[]): number[][] {
  if (values.length < 2) return [[...values]]
  return values.flatMap((value, i) => orders(values.toSpliced(i, 1)).map(rest => [value, ...rest]))
}
