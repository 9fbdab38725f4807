import { describe, expect, it } from 'vitest'
import { seenIds } from './seen.ts'

/** Four words that look random and are the same for the same number. */
const words = (n: number): [number, number, number, number] => [
  Math.imul(n, 0x9e37_79b1),
  Math.imul(n ^ 77, 0x85eb_ca6b),
  Math.imul(n + 5, 0xc2b2_ae35),
  n,
]

/** Words of ids that count up, as time-ordered UUIDs do. */
const counted = (n: number): [number, number, number, number] => [0x0191_2345, 0x6789_7000, 0x8000_0000, n]

describe('seenIds', () => {
  it.each([
    ['scattered', words, 0],
    ['scattered', words, 300_000],
    ['counted', counted, 0],
  ] as const)('knows every id that was added and mistakes few others: %s', (_, of, expected) => {
    const seen = seenIds(expected)
    for (let n = 0; n < 300_000; n++) seen.add(...of(n))
    let missed = 0
    let mistaken = 0
    for (let n = 0; n < 300_000; n++) if (!seen.mayHave(...of(n))) missed++
    for (let n = 300_000; n < 600_000; n++) if (seen.mayHave(...of(n))) mistaken++
    expect(missed).toBe(0)
    expect(mistaken).toBeLessThan(60)
  })
})
