import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckIn } from './check-in.ts'
import { KeyResult } from './goal.ts'
import { type Known, readResult } from './result.ts'

const cycle = { label: '2026-Q1', start: '2026-01-01', end: '2026-04-01' }
const known = (fields: Partial<Known>): Known => ({
  title: 'Deals',
  unit: 'deals',
  accumulates: false,
  value: null,
  periods: [],
  ...fields,
})
const whole = (...values: (number | null)[]) => values.map(value => ({ value, complete: true }))
const said = (...values: Partial<CheckIn>[]): CheckIn[] =>
  values.map(each => ({ goal: 'grow', result: 'it', at: '2026-02-02T08:00:00.000Z', ...each }))
const read = (result: object, day: string, number?: Known, words: CheckIn[] = []) =>
  readResult(KeyResult.parse({ name: 'it', ...result }), { cycle, day }, number, words)

const half = '2026-02-15'
const late = '2026-03-20'
const over = '2026-04-01'

describe('a result given by hand', () => {
  const byHand = { from: 0, to: 40, unit: 'partners' }

  it('is pending until somebody says a number, however much time has passed', () => {
    for (const day of [half, late, over])
      expect(read(byHand, day)).toMatchObject({ current: null, progress: null, status: 'pending', score: null })
  })

  it('is what was said last, with its source', () => {
    const words = said({ value: 20, source: 'the list of partners' }, { value: 5, source: 'a guess' })
    expect(read(byHand, half, undefined, words)).toMatchObject({
      current: 20,
      progress: 0.5,
      status: 'on track',
      unit: 'partners',
      title: 'it',
      source: 'the list of partners',
    })
  })

  it('is not what was said of another result, or of the whole goal', () => {
    expect(read(byHand, half, undefined, said({ result: 'other', value: 20 })).status).toBe('pending')
    expect(read(byHand, half, undefined, said({ result: undefined, value: 20 })).status).toBe('pending')
  })
})

describe('a band', () => {
  const band = { metric: 'deals', keep: [10, 20] }

  it('is read by the share of complete periods inside', () => {
    const number = known({ periods: [...whole(10, 20, 21, 15), { value: 12, complete: false }] })
    expect(read(band, half, number)).toMatchObject({
      form: 'band',
      progress: 0.75,
      periods: { inside: 3, of: 4 },
      current: 12,
      expected: 1,
      status: 'at risk',
    })
  })

  it('is at risk as soon as a level lies outside, and not for a sum that has only begun', () => {
    const number = known({ periods: [...whole(15, 15), { value: 9, complete: false }] })
    expect(read(band, half, number).status).toBe('at risk')
    expect(read(band, half, { ...number, accumulates: true })).toMatchObject({ current: 15, status: 'on track' })
  })

  it('counts no period without a number, and is pending without any', () => {
    expect(read(band, half, known({ periods: whole(15, null, 15) })).periods).toEqual({ inside: 2, of: 2 })
    expect(read(band, half, known({ periods: whole(null) }))).toMatchObject({ progress: null, status: 'pending' })
  })

  it('scores its share at the end', () => {
    expect(read(band, over, known({ periods: whole(15, 15, 15, 30) })).score).toBe(0.75)
    expect(read(band, over, known({ periods: whole(15, 15) }))).toMatchObject({ score: 1, status: 'done' })
  })

  it('by hand counts what was said one time after the other', () => {
    const words = said({ value: 30, source: 'x' }, { value: 15, source: 'x' }, { value: 12, source: 'x' })
    expect(read({ keep: [10, 20] }, half, undefined, words)).toMatchObject({
      periods: { inside: 2, of: 3 },
      current: 30,
      status: 'off track',
    })
  })
})

describe('a milestone', () => {
  const milestone = { done: 'Both teams have signed the definition', by: '2026-03-11' }

  it.each([
    ['pending', half, []],
    ['at risk', '2026-03-01', []],
    ['off track', '2026-03-12', []],
    ['on track', half, said({ value: 0.5 })],
    ['at risk', '2026-03-01', said({ value: 0.9 })],
    ['off track', '2026-03-12', said({ value: 0.9 })],
    ['done', half, said({ value: 1 })],
    ['done', '2026-03-12', said({ value: 1 })],
  ] as const)('is %s on %s', (status, day, words) => {
    expect(read(milestone, day, undefined, [...words]).status).toBe(status)
  })

  it('may be shown by a metric', () => {
    const shown = { ...milestone, metric: 'releases' }
    expect(read(shown, half, known({ value: 0 }))).toMatchObject({ progress: 0, status: 'on track' })
    expect(read(shown, half, known({ value: 2 }))).toMatchObject({ progress: 1, status: 'done', current: 2 })
    expect(read(shown, half, known({ value: null }))).toMatchObject({ status: 'pending' })
  })

  it('does not count towards what should be done by now before its day', () => {
    expect(read(milestone, half).expected).toBe(0)
    expect(read(milestone, '2026-03-12').expected).toBe(1)
  })
})

describe('a baseline', () => {
  const baseline = { metric: 'nps', establish: true }

  it('is established by a number over a whole period', () => {
    expect(read(baseline, half, known({ periods: whole(null, 31) }))).toMatchObject({ status: 'done', current: 31 })
    expect(read(baseline, half, known({ periods: [{ value: 31, complete: false }] }))).toMatchObject({
      status: 'pending',
      progress: 0,
    })
  })

  it('is not established by a count that never counted anything', () => {
    const nothing = known({ accumulates: true, periods: whole(0, 0) })
    expect(read(baseline, half, nothing)).toMatchObject({ status: 'pending', current: null })
    expect(read(baseline, late, nothing).status).toBe('at risk')
    expect(read(baseline, over, nothing)).toMatchObject({ status: 'off track', score: 0 })
  })

  it('may be established by hand', () => {
    const words = said({ value: 31, source: 'the survey of March' })
    expect(read({ establish: true, unit: 'NPS' }, half, undefined, words)).toMatchObject({
      status: 'done',
      current: 31,
    })
  })
})

describe('whatever a result is', () => {
  const results = fc.oneof(
    fc.record({ from: fc.integer({ min: 0, max: 9 }), to: fc.integer({ min: 10, max: 99 }) }),
    fc.record({ keep: fc.constant([10, 20]) }),
    fc.record({ done: fc.constant('all have signed'), by: fc.constant('2026-03-11') }),
    fc.record({ establish: fc.constant(true) }),
  )
  const words = fc.array(
    fc.record(
      {
        value: fc.double({ min: -50, max: 150, noNaN: true }),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
        health: fc.constantFrom('on track' as const, 'off track' as const),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 4 },
  )
  const days = fc
    .integer({ min: 0, max: 120 })
    .map(day => new Date(Date.UTC(2025, 11, 20 + day)).toISOString().slice(0, 10))

  it('nothing is good news unless somebody said a number, whatever else they said', () => {
    fc.assert(
      fc.property(results, words, days, (result, spoken, day) => {
        const reading = read(result, day, undefined, said(...spoken))
        const isSaid = spoken.some(each => each.value !== undefined)
        if (!isSaid) expect(['pending', 'at risk', 'off track']).toContain(reading.status)
      }),
    )
  })

  it('a score stands only when the cycle is over, and lies between nothing and all', () => {
    fc.assert(
      fc.property(results, words, days, (result, spoken, day) => {
        const { score } = read(result, day, undefined, said(...spoken))
        if (day < cycle.end) expect(score).toBeNull()
        if (score !== null) expect(score >= 0 && score <= 1).toBe(true)
      }),
    )
  })

  it('what people believe moves neither progress nor score nor status', () => {
    fc.assert(
      fc.property(results, words, days, (result, spoken, day) => {
        const believed = read(result, day, undefined, said(...spoken))
        const plain = read(
          result,
          day,
          undefined,
          said(...spoken.map(({ value }) => (value === undefined ? {} : { value, source: 'x' }))),
        )
        for (const field of ['progress', 'score', 'status', 'current'] as const)
          expect(believed[field]).toEqual(plain[field])
      }),
    )
  })
})
