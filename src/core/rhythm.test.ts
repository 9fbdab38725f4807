import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSilent, silenceOf } from './rhythm.ts'

const every = (step: number, count: number): number[] => Array.from({ length: count }, (_, i) => i * step)

describe('the rhythm of a feed', () => {
  it('is known after eight pauses', () => {
    expect(silenceOf([], 9)).toBeUndefined()
    expect(silenceOf(every(1, 8), 9)).toBeUndefined()
    expect(silenceOf(every(1, 9), 12)).toEqual({ days: 4, longest: 1, last: 8 })
  })

  it('is broken by a pause of more than thrice the longest, and by none of a few days', () => {
    const pausing = (days: number, step: number) => isSilent(silenceOf(every(step, 20), 19 * step + days)!)
    expect([pausing(3, 1), pausing(4, 1)]).toEqual([false, true])
    expect([pausing(21, 7), pausing(22, 7)]).toEqual([false, true])
    expect(isSilent({ days: 15, longest: 7, last: 0 }, { times: 2, least: 3 })).toBe(true)
  })

  it('is the same in whatever order and however often days are told', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 })), fc.integer({ min: 50, max: 90 }), (days, today) => {
        const again = [...days, ...days].reverse()
        expect(silenceOf(again, today)).toEqual(silenceOf(days, today))
        const known = silenceOf(days, today)
        if (known) expect(known.days).toBe(today - Math.max(...days.filter(day => day < today)))
      }),
    )
  })
})
