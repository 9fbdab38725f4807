import { describe, expect, it } from 'vitest'
import { checkRhythms, Expects, expectationsOf } from './freshness.ts'

const parse = (expects: object) => Expects.parse(expects)

describe('what is expected of a source', () => {
  it('is said for the source as a whole and for single events, in hours or days', () => {
    expect(expectationsOf(undefined)).toEqual([])
    expect(expectationsOf(parse({ required: ['origin'] }))).toEqual([])
    const events = { page_viewed: { everyHours: 1 }, deal_won: { everyDays: 7 } }
    expect(expectationsOf(parse({ everyDays: 1, events }))).toEqual([
      { event: null, hours: 24, says: 'every day' },
      { event: 'page_viewed', hours: 1, says: 'every hour' },
      { event: 'deal_won', hours: 168, says: 'every 7 days' },
    ])
  })

  it('is said once for each', () => {
    const expects = parse({ everyDays: 1, everyHours: 4, events: { a: {}, b: { everyDays: 1, everyHours: 2 } } })
    expect(checkRhythms(expects)).toMatchObject([
      { path: ['expects'], code: 'two_rhythms' },
      { path: ['expects', 'events', 'a'], code: 'no_rhythm' },
      { path: ['expects', 'events', 'b'], code: 'two_rhythms' },
    ])
    expect(checkRhythms(parse({ everyHours: 4, events: { a: { everyDays: 2 } } }))).toEqual([])
  })
})
