import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Instant, toInstant, toMs } from './instant.ts'

test('an instant is written in UTC with milliseconds, and order of text is order of time', () => {
  expect(toInstant(0)).toBe('1970-01-01T00:00:00.000Z')
  const ms = fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9999, 0) })
  fc.assert(
    fc.property(ms, ms, (a, b) => {
      expect(toMs(toInstant(a))).toBe(a)
      expect(toInstant(a) < toInstant(b)).toBe(a < b)
    }),
  )
})

test('the schema reads any offset and writes UTC', () => {
  expect(Instant.parse('2026-03-02T10:30:00+01:00')).toBe('2026-03-02T09:30:00.000Z')
  expect(Instant.parse('2026-03-02T09:30:00.123456Z')).toBe('2026-03-02T09:30:00.123Z')
})

test.each(['2026-03-02T09:30:00', '2026-03-02', 'now', '', '2026-02-30T00:00:00Z'])('“%s” is not an instant', text => {
  expect(Instant.safeParse(text).success).toBe(false)
  if (text !== '2026-02-30T00:00:00Z') expect(() => toMs(text)).toThrow(/is not an instant. Write it with its zone/)
})

test('an offset that leads out of the years is refused, not a crash', () => {
  expect(Instant.parse('0000-06-01T00:00:00+01:00')).toBe('0000-05-31T23:00:00.000Z')
  expect(() => toInstant(toMs('0000-01-01T00:00:00+01:00'))).toThrow(/year 0/)
})

test('instants reach from year 0 to year 9999', () => {
  expect(() => toInstant(8.64e15)).toThrow(/year 0 to year 9999/)
  expect(() => toInstant(Number.NaN)).toThrow(/year 0 to year 9999/)
})
