import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sketched } from '../../../test/survey.ts'
import type { Metric } from '../metric/metric.ts'
import { gotBetter, gotWorse, isStill, periodsIn, stretchesOf, type Went, wentOf } from './course.ts'

const went = (values: (number | null)[], spec: Partial<Metric> = {}, periods = 26): Went | undefined => {
  const survey = sketched({ metrics: { x: { values, ...spec } } })
  return wentOf(survey, survey.metrics.get('x')!, { grain: spec.grain ?? 'week', periods })
}

const clear = { chance: 0.01, change: 0.1 }
const numbers = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 8, maxLength: 30 })

describe('wentOf', () => {
  it('says how much of its level a number gained from the first to the last period', () => {
    const line = went([100, 102, 104, 106, 108, 110, 112, 114])!
    expect(line.change).toBeCloseTo(14 / 107, 9)
    expect(line).toMatchObject({ from: 102, to: 112, periods: 8, until: '2026-W13' })
    expect([line.least, line.most].map(bound => bound.toFixed(6))).toEqual(Array(2).fill((14 / 107).toFixed(6)))
  })

  it('knows nothing of fewer than eight periods, and nothing of what has no level', () => {
    expect(went([1, 2, 3, 4, 5, 6, 7])).toBeUndefined()
    expect(went([1, null, 2, 3, 4, 5, 6, 7])).toBeUndefined()
    expect(went([null, null])).toBeUndefined()
  })

  it('knows nothing of what only ever grows, or begins anew with each period', () => {
    const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    expect(went(rising, { over: '28 days' })).toBeDefined()
    expect(went(rising, { over: 'all time' })).toBeUndefined()
    expect(went(rising, { over: 'month to date' })).toBeUndefined()
  })

  it('sees nothing change where there was never anything', () => {
    expect(went(Array(9).fill(0))).toMatchObject({ change: 0, most: 0, from: 0, to: 0 })
  })

  it('does not take the lengths of months for a course', () => {
    const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28]
    const falling = days.map((each, i) => each * (1000 - i))
    const counted = went(falling, { grain: 'month' })!
    expect(counted.chance).toBeLessThan(1e-6)
    expect(gotWorse(counted, { chance: 1e-6, change: 0.01 })).toBe(true)
    const level = went(falling, { grain: 'month', ratio: { numerator: 'a', denominator: 'b' }, measure: undefined })!
    expect(level.chance).toBeGreaterThan(0.01)
  })

  it('takes off what the season did a year ago, and leaves what grew', () => {
    const wave = (week: number) => 100 + 30 * Math.sin((2 * Math.PI * week) / 52)
    const weeks = Array.from({ length: 80 }, (_, week) => week)
    const season = went(weeks.map(wave), {}, 13)!
    expect(Math.abs(season.change)).toBeGreaterThan(0.2)
    expect(Math.abs(season.seasonless!.change)).toBeLessThan(0.02)
    expect([gotBetter(season, clear), gotWorse(season, clear)]).toEqual([false, false])
    const grown = went(
      weeks.map(week => wave(week) + Math.max(0, week - 54) * 3),
      {},
      26,
    )!
    expect(grown.seasonless!.change).toBeGreaterThan(0.4)
  })

  it('judges alike in every unit, and in the mirror for numbers that should fall', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 1000 }), (values, unit) => {
        const [one, scaled] = [went(values)!, went(values.map(value => value * unit))!]
        expect(scaled.change).toBeCloseTo(one.change, 9)
        expect(gotBetter(scaled, clear)).toBe(gotBetter(one, clear))
        const down = went(values, { direction: 'down' })!
        expect(gotWorse(down, clear)).toBe(gotBetter(one, clear))
        expect(down.most).toBeCloseTo(-one.least, 9)
      }),
    )
  })

  it('never gets better and worse, and is never still and better', () => {
    fc.assert(
      fc.property(numbers, values => {
        const one = went(values)!
        expect(gotBetter(one, clear) && gotWorse(one, clear)).toBe(false)
        expect(isStill(one, 0.1, clear.chance) && gotBetter(one, clear)).toBe(false)
        expect(one.least <= one.change && one.change <= one.most).toBe(true)
      }),
    )
  })
})

describe('stretchesOf', () => {
  it.each([
    [26, 'week', [26, 20, 13]],
    [26, 'month', [12, 9, 8]],
    [13, 'week', [13, 10, 8]],
    [26, 'quarter', []],
  ] as const)('of %i periods of a %s are %j', (periods, grain, stretches) =>
    expect(stretchesOf(periods, grain)).toEqual(stretches),
  )
})

describe('periodsIn', () => {
  it.each([
    [undefined, 'week', 0],
    ['4 weeks', 'month', 1],
    ['45 days', 'week', 6],
    ['6 weeks', 'month', 1],
    ['90 days', 'quarter', 1],
  ] as const)('a lag of %s in periods of a %s', (lag, grain, periods) => expect(periodsIn(lag, grain)).toBe(periods))
})
