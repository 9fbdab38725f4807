import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elapsedOn, expectedOf, paceOf, progressOf, type Status, statusOf, worstOf } from './progress.ts'

describe('elapsedOn', () => {
  it.each([
    ['2025-12-01', 0],
    ['2026-01-01', 0],
    ['2026-02-15', 0.5],
    ['2026-04-01', 1],
    ['2027-01-01', 1],
  ])('on %s a quarter is %s through', (day, share) => {
    expect(elapsedOn(day, '2026-01-01', '2026-04-01')).toBe(share)
  })
})

describe('progressOf', () => {
  it.each<[number, string, Parameters<typeof progressOf>]>([
    [0.5, 'a level half way up', [{ from: 20, to: 30 }, 25, 0.3, false]],
    [0.5, 'a level half way down', [{ from: 30, to: 20 }, 25, 0.3, false]],
    [-1, 'a level that went the wrong way', [{ from: 20, to: 30 }, 10, 0.3, false]],
    [2, 'a level beyond its target', [{ from: 20, to: 30 }, 40, 0.3, false]],
    [0.25, 'a count from nothing', [{ from: 0, to: 120 }, 30, 0.5, true]],
    [
      0.5,
      'a count that would have come to its baseline, half through, on its way',
      [{ from: 100, to: 120 }, 60, 0.5, true],
    ],
    [0, 'a count that only repeats its baseline', [{ from: 100, to: 120 }, 50, 0.5, true]],
    [1, 'a count at its target at the end', [{ from: 100, to: 120 }, 120, 1, true]],
  ])('%s for %s', (expected, _what, args) => expect(progressOf(...args)).toBeCloseTo(expected, 12))

  it('is in step with the time when a number moves evenly from baseline to target', () => {
    const goal = fc.record({ from: fc.integer({ min: 0, max: 500 }), to: fc.integer({ min: 501, max: 1000 }) })
    fc.assert(
      fc.property(goal, fc.double({ min: 0.01, max: 1, noNaN: true }), (result, elapsed) => {
        const level = result.from + (result.to - result.from) * elapsed
        expect(progressOf(result, level, elapsed, false)).toBeCloseTo(elapsed, 9)
        expect(progressOf(result, result.to * elapsed, elapsed, true)).toBeCloseTo(elapsed, 9)
      }),
    )
  })
})

describe('pace', () => {
  it('is one when what is done is what should be', () => expect(paceOf(0.4, 0.4)).toBe(1))
  it('says nothing before the start, nor without a number', () => {
    expect(paceOf(0, 0)).toBeNull()
    expect(paceOf(null, 0.5)).toBeNull()
  })
  it('asks less of a stretch', () => {
    expect(expectedOf('committed', 0.5)).toBe(0.5)
    expect(expectedOf('aspirational', 0.5)).toBeCloseTo(0.35)
  })
})

describe('statusOf', () => {
  it.each<[Status, number | null, number, number]>([
    ['pending', null, 0.5, 0.5],
    ['pending', 0, 0, 0],
    ['on track', 0.5, 0.5, 0.5],
    ['on track', 1.2, 0.5, 0.5],
    ['on track', 0.41, 0.5, 0.5],
    ['at risk', 0.39, 0.5, 0.5],
    ['at risk', 0.26, 0.5, 0.5],
    ['off track', 0.24, 0.5, 0.5],
    ['off track', -1, 0.5, 0.5],
    ['done', 1, 1, 1],
    ['done', 0.72, 0.7, 1],
    ['off track', 0.99, 1, 1],
  ])('is %s with %s done of %s after %s of the time', (status, progress, expected, elapsed) => {
    expect(statusOf(progress, expected, elapsed)).toBe(status)
  })

  it('of a goal is that of its worst result', () => {
    expect(worstOf(['done', 'off track', 'on track'])).toBe('off track')
    expect(worstOf(['on track', 'pending'])).toBe('pending')
    expect(worstOf([])).toBe('pending')
  })
})
