import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WEEKLY } from '../../core/cadence.ts'
import { assess, readDependencies } from './assess.ts'
import type { CheckIn } from './check-in.ts'
import { KeyResult } from './goal.ts'
import { held, weightedMean } from './progress.ts'
import { type Known, readResult } from './result.ts'

const cycle = { label: '2026-Q1', start: '2026-01-01', end: '2026-04-01' }
const checkIn = (at: string, fields: Partial<CheckIn> = {}): CheckIn => ({
  goal: 'grow',
  at: `${at}T08:30:00.000Z`,
  ...fields,
})
const number = (value: number): Known => ({ title: 'Deals', unit: 'deals', accumulates: false, value, periods: [] })

type Given = { result: object; known?: Known }

function goal(day: string, given: readonly Given[], said: CheckIn[] = []) {
  const results = given.map(({ result, known }, index) =>
    readResult(KeyResult.parse({ name: `r${index}`, ...result }), { cycle, day }, known, said),
  )
  const nowMs = Date.parse(`${day}T00:00:00Z`)
  return assess({ cycle, day, nowMs, zone: 'UTC', cadence: WEEKLY, results, said })
}

const byHand = { from: 0, to: 10 }
const measured = { from: 0, to: 10, metric: 'deals' }

describe('a goal', () => {
  it('has the weighted mean of its results’ progress, each held between nothing and all', () => {
    const reading = goal('2026-02-15', [
      { result: { ...measured, weight: 3 }, known: number(4) },
      { result: measured, known: number(50) },
    ])
    expect(reading.progress).toBeCloseTo((3 * 0.4 + 1) / 4)
    expect(reading).toMatchObject({ score: null, confidence: null, health: null })
  })

  it('is pending while one of its results is, and knows no progress then', () => {
    const reading = goal('2026-02-15', [{ result: measured, known: number(5) }, { result: byHand }])
    expect(reading).toMatchObject({ status: 'pending', progress: null })
  })

  it('is scored by weight when its cycle is over', () => {
    const given = [
      { result: { ...measured, weight: 2 }, known: number(10) },
      { result: measured, known: number(4) },
    ]
    expect(goal('2026-03-31', given).score).toBeNull()
    expect(goal('2026-04-01', given).score).toBeCloseTo(0.8)
  })

  it('is as confident as was said last of each result, or of the whole', () => {
    const given = [
      { result: { ...measured, weight: 3 }, known: number(5) },
      { result: measured, known: number(5) },
    ]
    const said = [
      checkIn('2026-02-09', { note: 'no confidence this time' }),
      checkIn('2026-02-03', { result: 'r0', confidence: 0.8 }),
      checkIn('2026-02-02', { confidence: 0.4 }),
    ]
    const reading = goal('2026-02-15', given, said)
    expect(reading.results.map(each => each.confidence)).toEqual([0.8, 0.4])
    expect(reading.confidence).toBeCloseTo(0.7)
  })

  it('tells the worst of what was said of its health', () => {
    const said = [
      checkIn('2026-02-10', { result: 'r0', health: 'on track' }),
      checkIn('2026-02-09', { health: 'at risk' }),
    ]
    const given = [
      { result: measured, known: number(5) },
      { result: measured, known: number(5) },
    ]
    expect(goal('2026-02-12', given, said).health).toBe('at risk')
    expect(goal('2026-02-12', given.slice(0, 1), said).health).toBe('on track')
  })
})

describe('an overdue check-in', () => {
  const said = [checkIn('2026-02-02', { result: 'r0', value: 9, source: 'the list', health: 'on track', by: 'Vera' })]

  it('overrides what people said, and the number they said', () => {
    expect(goal('2026-02-09', [{ result: byHand }], said)).toMatchObject({ status: 'on track', health: 'on track' })
    const overdue = goal('2026-02-12', [{ result: byHand }], said)
    expect(overdue).toMatchObject({
      status: 'pending',
      health: null,
      checkIn: { last: '2026-02-02T08:30:00.000Z', by: 'Vera', due: '2026-02-09T09:00:00.000Z', overdueDays: 3 },
    })
    expect(overdue.results[0]?.status).toBe('pending')
  })

  it('makes a goal that is measured no better than pending once people have begun to check in', () => {
    const given = [{ result: measured, known: number(9) }]
    expect(goal('2026-02-12', given)).toMatchObject({ status: 'on track', checkIn: { overdueDays: 0 } })
    expect(goal('2026-02-12', given, said)).toMatchObject({ status: 'pending', checkIn: { overdueDays: 3 } })
    expect(goal('2026-02-12', [{ result: measured, known: number(0) }], said).status).toBe('off track')
  })

  it('is owed from the first reminder by a goal that people give by hand', () => {
    expect(goal('2026-01-05', [{ result: byHand }]).checkIn).toMatchObject({ last: null, overdueDays: 0 })
    expect(goal('2026-01-08', [{ result: byHand }]).checkIn).toMatchObject({
      due: '2026-01-05T09:00:00.000Z',
      overdueDays: 3,
    })
  })

  it('is none any more when the cycle is over, or everything is done', () => {
    expect(goal('2026-04-01', [{ result: byHand }], said).checkIn).toMatchObject({ due: null, overdueDays: 0 })
    const done = { result: { done: 'signed', by: '2026-03-01' } }
    const spoken = [checkIn('2026-01-07', { result: 'r0', value: 1 })]
    expect(goal('2026-03-02', [done], spoken)).toMatchObject({ status: 'done', checkIn: { due: null, overdueDays: 0 } })
  })

  it('is never green, whatever was said and measured', () => {
    const given = fc.record({
      result: fc.constantFrom(byHand, measured, { keep: [1, 5] }, { done: 'signed', by: '2026-03-30' }),
      known: fc.integer({ min: -5, max: 20 }).map(number),
    })
    const words = fc.record({ day: fc.integer({ min: 10, max: 31 }), value: fc.integer({ min: 0, max: 9 }) })
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 4 }), fc.array(words), (results, spoken) => {
        const said = spoken
          .map(({ day, value }) =>
            checkIn(`2026-01-${day}`, { result: 'r0', value: value / 10, source: 'x', health: 'on track' }),
          )
          .toSorted((a, b) => (a.at < b.at ? 1 : -1))
        const all = results.map(({ result, known }) => ('metric' in result ? { result, known } : { result }))
        const reading = goal('2026-02-26', all, said)
        if (reading.checkIn.overdueDays > 0) expect(['on track', 'done']).not.toContain(reading.status)
      }),
    )
  })
})

describe('the weighted mean', () => {
  const parts = fc.array(
    fc.record({
      share: fc.double({ min: -3, max: 3, noNaN: true }),
      weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    }),
    { minLength: 1, maxLength: 6 },
  )

  it('is that of the shares by weight, between nothing and all', () => {
    fc.assert(
      fc.property(parts, all => {
        const mean = weightedMean(all) as number
        const weights = all.reduce((sum, { weight }) => sum + weight, 0)
        const plain = all.reduce((sum, { share, weight }) => sum + held(share) * weight, 0) / weights
        expect(mean).toBeCloseTo(plain, 9)
        expect(mean).toBeGreaterThanOrEqual(0)
        expect(mean).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('does not depend on how large all weights are', () => {
    fc.assert(
      fc.property(parts, fc.double({ min: 0.1, max: 10, noNaN: true }), (all, factor) => {
        const scaled = all.map(({ share, weight }) => ({ share, weight: weight * factor }))
        expect(weightedMean(scaled)).toBeCloseTo(weightedMean(all) as number, 9)
      }),
    )
  })

  it('of equal shares is that share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), parts, (percent, all) => {
        const equal = all.map(({ weight }) => ({ share: percent / 100, weight }))
        expect(weightedMean(equal)).toBe(percent / 100)
      }),
    )
  })

  it('is not known while one of them is not', () => {
    expect(
      weightedMean([
        { share: 1, weight: 1 },
        { share: null, weight: 1 },
      ]),
    ).toBeNull()
    expect(weightedMean([])).toBeNull()
  })
})

describe('a dependency', () => {
  const on = { on: 'product', for: 'a faster page' }

  it('is confirmed by the signature of the team that provides it, or by review', () => {
    const confirmed = (standing: { adopted: string; binds: string[]; missing: string[] }) =>
      readDependencies([on], standing)[0]?.confirmed
    expect(confirmed({ adopted: 'signed', binds: ['sales', 'product'], missing: [] })).toBe(true)
    expect(confirmed({ adopted: 'unsigned', binds: ['sales', 'product'], missing: ['product'] })).toBe(false)
    expect(confirmed({ adopted: 'signed', binds: ['sales'], missing: [] })).toBe(false)
    expect(confirmed({ adopted: 'reviewed', binds: ['sales', 'product'], missing: ['product'] })).toBe(true)
  })

  it('whose risk somebody owns is not confirmed', () => {
    const risky = { ...on, risk: { owner: 'sales', plan: 'we keep the old page' } }
    expect(readDependencies([risky], { adopted: 'reviewed', binds: [], missing: [] })[0]?.confirmed).toBe(false)
  })
})
