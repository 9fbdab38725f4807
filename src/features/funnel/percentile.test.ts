import fc from 'fast-check'
import { expect, it } from 'vitest'
import { percentile } from './percentile.ts'

const of = (share: number, ...values: number[]) => percentile(Float64Array.from(values), values.length, share)

it.each<[number, number[], number]>([
  [0.5, [7], 7],
  [0.5, [4, 1, 3, 2], 2.5],
  [0.5, [3, 1, 2], 2],
  [0.9, [10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 9.1],
  [0.9, [15, 20, 35, 40, 50], 46],
  [0, [5, 2, 9], 2],
  [1, [5, 2, 9], 9],
  [0.9, [-3, -1], -1.2],
])('at %d of %j NumPy gives %d', (share, values, expected) => expect(of(share, ...values)).toBeCloseTo(expected, 12))

it('agrees with sorting, and loses no value', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 3000, size: 'max' })
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (numbers, share) => {
      const array = Float64Array.from(numbers)
      const sorted = array.toSorted()
      const rank = share * (sorted.length - 1)
      const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!]
      expect(percentile(array, array.length, share)).toBeCloseTo(low + (high - low) * (rank % 1), 6)
      expect(array.sort()).toEqual(sorted)
    }),
    { numRuns: 300 },
  )
})

it('reads only the first values', () => expect(percentile(Float64Array.of(3, 1, 2, 0, 0), 3, 0.5)).toBe(2))
