import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkEasing, easingOf } from './easing.ts'
import { Goal, KeyResult } from './goal.ts'

const revenue = { name: 'Revenue', metric: 'revenue', from: 400, to: 500 }
const churn = { name: 'Churn', metric: 'churn', from: 12, to: 6 }
const uptime = { name: 'Uptime', metric: 'uptime', keep: [0.99, 1] }
const signed = { name: 'Signed', done: 'all have signed', by: '2026-03-01' }
const goal = (fields: object) => Goal.parse({ level: 'team', cycle: '2026-Q1', ...fields })
const of = (...results: object[]) => goal({ results })

describe('a goal becomes easier', () => {
  it.each<[string, object[], object[]]>([
    ['“Revenue” asks for 450 instead of 500.', [revenue], [{ ...revenue, to: 450 }]],
    ['“Churn” asks for 8 instead of 6.', [churn], [{ ...churn, to: 8 }]],
    ['“Revenue” starts at 380 instead of 400.', [revenue], [{ ...revenue, from: 380 }]],
    ['“Uptime” may lie at 0.98 to 1 instead of 0.99 to 1.', [uptime], [{ ...uptime, keep: [0.98, 1] }]],
    ['“Signed” has until 2026-03-15 instead of 2026-03-01.', [signed], [{ ...signed, by: '2026-03-15' }]],
    ['“Revenue” has until the end of the cycle instead of 2026-02-01.', [{ ...revenue, by: '2026-02-01' }], [revenue]],
    ['“Revenue” is aspirational instead of committed.', [revenue], [{ ...revenue, kind: 'aspirational' }]],
    ['“Revenue” counts for 25 % instead of 50 %.', [revenue, churn], [revenue, { ...churn, weight: 3 }]],
    ['“Churn” is gone.', [revenue, churn], [revenue]],
    ['“Revenue” has another form.', [revenue], [{ name: 'Revenue', metric: 'revenue', establish: true }]],
    ['“Revenue” is read by “bookings” instead of “revenue”.', [revenue], [{ ...revenue, metric: 'bookings' }]],
    ['“Revenue” is read by what people say instead of “revenue”.', [revenue], [{ ...revenue, metric: undefined }]],
    ['“More” asks for 450 instead of 500.', [revenue], [{ ...revenue, name: 'More', to: 450 }]],
  ])('%s', (sentence, before, after) => {
    expect(easingOf(of(...before), of(...after))).toEqual([sentence])
  })

  it('when its cycle ends later', () => {
    expect(easingOf(goal({ results: [revenue] }), goal({ cycle: '2026-Q2', results: [revenue] }))).toEqual([
      'It has until 2026-06-30 instead of 2026-03-31.',
    ])
  })

  it('not when a result comes on top, is renamed, or asks for more', () => {
    expect(easingOf(of(revenue), of(revenue, churn))).toEqual([])
    expect(easingOf(of(revenue), of({ ...revenue, name: 'More revenue' }))).toEqual([])
    expect(
      easingOf(of(revenue, uptime), of({ ...revenue, from: 420, to: 600 }, { ...uptime, keep: [0.995, 1] })),
    ).toEqual([])
  })

  it('in one of two directions only, and never by staying as it is', () => {
    const numbers = fc.record({ from: fc.integer({ min: 0, max: 50 }), to: fc.integer({ min: 51, max: 99 }) })
    fc.assert(
      fc.property(numbers, fc.integer({ min: 51, max: 99 }), fc.boolean(), (range, to, isDown) => {
        const turned = isDown ? { from: -range.from, to: -range.to } : range
        const before = of({ name: 'it', metric: 'it', ...turned })
        const after = of({ name: 'it', metric: 'it', ...turned, to: isDown ? -to : to })
        expect(easingOf(before, before)).toEqual([])
        expect(easingOf(before, after).length + easingOf(after, before).length).toBe(to === range.to ? 0 : 1)
      }),
    )
  })
})

describe('why a goal becomes easier', () => {
  const check = (before: string, after: string) =>
    checkEasing(of(revenue), of({ ...revenue, to: 450 }), { before, after })

  it('has to be said anew', () => {
    expect(check('we want to grow', 'we want to grow ')[0]?.message).toBe(
      'This makes the goal easier: “Revenue” asks for 450 instead of 500. Say in “why” what has changed, in 10 letters or more and not as it stands there already.',
    )
    expect(check('we want to grow', 'too hard')).toHaveLength(1)
    expect(check('we want to grow', 'our largest customer went bankrupt')).toEqual([])
  })

  it('need not be said of a change that asks for as much', () => {
    expect(checkEasing(of(revenue), of(revenue, churn), { before: 'x', after: 'x' })).toEqual([])
  })

  it('is not asked where one of the two cannot be read', () => {
    expect(checkEasing({}, of(revenue), { before: 'x', after: 'x' })).toEqual([])
    expect(KeyResult.safeParse(revenue).success).toBe(true)
  })
})
