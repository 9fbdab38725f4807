import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextRun, nextTry, scheduleOf } from './schedule.ts'

const at = (text: string): number => Date.parse(text)

test.each([
  ['every 15 minutes', { everyMs: 900_000 }],
  ['Every hour', { everyMs: 3_600_000 }],
  ['every 2 hours ', { everyMs: 7_200_000 }],
  ['daily at 06:30', { dailyMs: 23_400_000 }],
  ['daily at 6:30', { dailyMs: 23_400_000 }],
  ['by hand', { byHand: true }],
  ['every 0 minutes', undefined],
  ['every 9999 hours', undefined],
  ['daily at 24:00', undefined],
  ['daily', undefined],
  ['* * * * *', undefined],
])('“%s” is read', (text, schedule) => expect(scheduleOf(text)).toEqual(schedule))

test.each([
  ['a day before the clocks change', '2026-03-28T06:00:00Z', '02:30', '2026-03-29T01:30:00.000Z'],
  [
    'a time that the spring leaves out is the one an hour later',
    '2026-03-29T00:00:00Z',
    '02:30',
    '2026-03-29T01:30:00.000Z',
  ],
  ['a time that autumn has twice comes once', '2026-10-24T22:00:00Z', '02:30', '2026-10-25T00:30:00.000Z'],
  ['and then the next day', '2026-10-25T00:30:00Z', '02:30', '2026-10-26T01:30:00.000Z'],
  ['later today', '2026-01-05T04:00:00Z', '06:30', '2026-01-05T05:30:00.000Z'],
  ['not now again', '2026-01-05T05:30:00Z', '06:30', '2026-01-06T05:30:00.000Z'],
])('daily in Berlin: %s', (_, after, time, next) => {
  const run = nextRun(scheduleOf(`daily at ${time}`)!, at(after), 'Europe/Berlin')
  expect(new Date(run!).toISOString()).toBe(next)
})

test('what runs by hand never runs by itself', () => {
  expect(nextRun({ byHand: true }, 0, 'UTC')).toBeUndefined()
  expect(nextTry({ byHand: true }, 3, 0, 'UTC')).toBeUndefined()
})

test('after failures it is tried later each time, never before five minutes, never after six hours or the next usual run', () => {
  const schedule = fc.oneof(
    fc.integer({ min: 1, max: 1440 }).map(minutes => ({ everyMs: minutes * 60_000 })),
    fc.integer({ min: 0, max: 1439 }).map(minutes => ({ dailyMs: minutes * 60_000 })),
  )
  fc.assert(
    fc.property(schedule, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 4e12 }), (plan, failures, now) => {
      const usual = nextRun(plan, now, 'Europe/Berlin')!
      const tried = nextTry(plan, failures, now, 'Europe/Berlin')!
      const later = nextTry(plan, failures + 1, now, 'Europe/Berlin')!
      expect(later).toBeGreaterThanOrEqual(tried)
      expect(tried).toBeGreaterThan(now)
      expect(tried).toBeLessThanOrEqual(Math.max(usual, now + 21_600_000))
      expect(tried).toBeGreaterThanOrEqual(Math.min(usual, now + 300_000))
      if ('everyMs' in plan) expect(tried).toBeGreaterThanOrEqual(usual)
    }),
  )
})
