import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DurationText, formatDuration, parseDuration } from './duration.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  ['30 days', 30 * DAY],
  ['90 minutes', 90 * MINUTE],
  ['2 weeks', 14 * DAY],
  ['1 day 12 hours', 36 * HOUR],
  ['1 day, 2 hours and 5 min', 26 * HOUR + 5 * MINUTE],
  ['1h30m', 90 * MINUTE],
  ['1.5 hours', 90 * MINUTE],
  ['1.1 hours', 66 * MINUTE],
  ['250 ms', 250],
  ['0 days', 0],
  ['PT15M', 15 * MINUTE],
  ['P30D', 30 * DAY],
  ['P1DT2H', 26 * HOUR],
  ['PT0.5H', 30 * MINUTE],
  ['P2W', 14 * DAY],
])('“%s” is read', (text, ms) => expect(parseDuration(text)).toEqual({ ms, business: false, text }))

test.each([
  ['4 business hours', 4 * HOUR],
  ['1 business day', 8 * HOUR],
  ['2 working days', 16 * HOUR],
  ['1 business week', 40 * HOUR],
  ['1 business day 4 business hours', 12 * HOUR],
])('“%s” is working time', (text, ms) => expect(parseDuration(text)).toEqual({ ms, business: true, text }))

test('a business day is as long as the schedule says', () => {
  expect(parseDuration('2 business days', 7.5 * HOUR).ms).toBe(15 * HOUR)
})

describe('what is no length is refused with what to write', () => {
  test.each([
    ['4 hurs', '“hurs” is not a unit of time. Did you mean “hours”?'],
    ['4 busines hours', 'Did you mean “business” by “busines”?'],
    ['3 months', 'Months and years have no fixed length. Write days or weeks, such as 90 days.'],
    ['P3M', 'Months and years have no fixed length. Write days or weeks, such as P90D.'],
    ['1,5 hours', 'Write the decimal with a point: 1.5 hours.'],
    ['1 business day 4 hours', 'It mixes working time with clock time.'],
    ['five days', 'Write a number and a unit'],
    ['4', 'Write a number and a unit'],
    ['-5 days', 'Write a number and a unit'],
    ['5 days,', 'Write a number and a unit'],
    ['4 constructor', '“constructor” is not a unit of time.'],
    ['PT', 'Write ISO 8601 as PT15M'],
    ['P', 'Write ISO 8601 as PT15M'],
    ['', 'Write a number and a unit'],
    ['99999999999999 weeks', 'It is too long to count.'],
    [`1${' '.repeat(100_000)}x`, '“1'],
  ])('%s', (text, message) => expect(() => parseDuration(text)).toThrow(message))
})

test('the schema keeps the text and passes on the sentence', () => {
  expect(DurationText.parse('4 business hours')).toBe('4 business hours')
  expect(DurationText.safeParse('4 hurs').error?.issues[0]?.message).toMatch(/Did you mean “hours”\?/)
})

test.each([
  [0, '0 s'],
  [250, '250 ms'],
  [45_000, '45 s'],
  [90_000, '1 min 30 s'],
  [12 * MINUTE, '12 min'],
  [4 * HOUR + 10 * MINUTE, '4 h 10 min'],
  [DAY - 1, '1 day'],
  [DAY, '1 day'],
  [3.2 * DAY, '3.2 days'],
  [42.4 * DAY, '42 days'],
  [-90_000, '-1 min 30 s'],
])('%d ms are shown as %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

test('what is shown can be read, and differs by less than a twentieth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 * DAY }), ms => {
      const { ms: read } = parseDuration(formatDuration(ms))
      expect(Math.abs(read - ms)).toBeLessThanOrEqual(ms / 20 + 1)
    }),
  )
})
