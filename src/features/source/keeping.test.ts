import { expect, test } from 'vitest'
import { Keeps, keptSince } from './keeping.ts'

test.each([
  ['10 days', '2026-03-05', '2026-02-23'],
  ['2 weeks', '2026-03-05', '2026-02-19'],
  ['1 month', '2026-03-31', '2026-02-28'],
  ['25 months', '2026-03-31', '2024-02-29'],
  ['1 year', '2024-02-29', '2023-02-28'],
])('%s before %s is %s', (keeps, today, since) => {
  expect(keptSince(keeps, today)).toBe(since)
})

test('a length of months is written in words', () => {
  expect(Keeps.safeParse('25 months').success).toBe(true)
  for (const text of ['25', '0 days', 'P25M', '1.5 years', 'for ever'])
    expect(Keeps.safeParse(text).success).toBe(false)
})
