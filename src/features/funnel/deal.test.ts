import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deal } from './deal.ts'

function dealt(masks: number[], first: number, end: number): number {
  const distinct = [...new Set(masks)]
  const counts = new Int32Array(4096)
  for (const mask of masks) counts[mask]!++
  return deal(Uint16Array.from(distinct), counts, distinct.length, first, end)
}

it('a step that took an event gives way to one that has no other', () => {
  expect(dealt([0b11, 0b01], 0, 2)).toBe(2)
  expect(dealt([0b111, 0b011, 0b001], 0, 3)).toBe(3)
  expect(dealt([0b11], 0, 2)).toBe(1)
})

it('as many alike events serve as many steps', () => {
  expect(dealt([0b111, 0b111], 0, 3)).toBe(2)
  expect(dealt([0b111, 0b111, 0b111], 0, 3)).toBe(3)
})

it('starts at any step', () => {
  expect(dealt([0b110, 0b010], 1, 3)).toBe(3)
  expect(dealt([0b001], 1, 3)).toBe(1)
  expect(dealt([], 2, 2)).toBe(2)
})

it('gets as far as the best of all dealings', () => {
  const best = (masks: number[], step: number, end: number): number =>
    step === end
      ? end
      : Math.max(
          step,
          ...masks.flatMap((mask, i) => ((mask >> step) & 1 ? [best(masks.toSpliced(i, 1), step + 1, end)] : [])),
        )
  fc.assert(
    fc.property(fc.array(fc.nat(31), { maxLength: 6 }), fc.nat(5), (masks, first) => {
      expect(dealt(masks, first, 5)).toBe(best(masks, first, 5))
    }),
    { numRuns: 2000 },
  )
})
