import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { dateOfDay } from './plain-date.ts'
import { isZone, localDay, localToInstant, offsetAt, offsetsBetween, startOfLocalDay } from './zone.ts'

const zones = Intl.supportedValuesOf('timeZone')
const at = (text: string) => Date.parse(text)

describe('a change of clocks', () => {
  test('skips an hour in spring: a skipped time is read with the offset from before', () => {
    expect(localToInstant(2026, 3, 29, 2, 30, 0, 0, 'Europe/Berlin')).toBe(at('2026-03-29T03:30:00+02:00'))
  })

  test('repeats an hour in autumn: a repeated time is the first', () => {
    expect(localToInstant(2026, 10, 25, 2, 30, 0, 0, 'Europe/Berlin')).toBe(at('2026-10-25T02:30:00+02:00'))
  })

  test('of half an hour counts too', () => {
    expect(offsetAt(at('2026-01-01T00:00:00Z'), 'Australia/Lord_Howe')).toBe(11 * 3_600_000)
    expect(offsetAt(at('2026-07-01T00:00:00Z'), 'Australia/Lord_Howe')).toBe(10.5 * 3_600_000)
  })

  test('at midnight leaves a day that starts at one o’clock', () => {
    expect(startOfLocalDay(day('2018-11-04'), 'America/Sao_Paulo')).toBe(at('2018-11-04T01:00:00-02:00'))
  })

  test('may skip a whole date: it starts, empty, where the next one does', () => {
    const skipped = startOfLocalDay(day('2011-12-30'), 'Pacific/Apia')
    expect(skipped).toBe(startOfLocalDay(day('2011-12-31'), 'Pacific/Apia'))
    expect(dateOfDay(localDay(skipped, 'Pacific/Apia'))).toBe('2011-12-31')
    expect(dateOfDay(localDay(skipped - 1, 'Pacific/Apia'))).toBe('2011-12-29')
  })

  test('back across midnight leaves the repeated minutes with the later date', () => {
    const first = startOfLocalDay(day('2007-11-04'), 'America/St_Johns')
    expect(first).toBe(at('2007-11-04T00:00:00-02:30'))
    expect(dateOfDay(localDay(first - 1, 'America/St_Johns'))).toBe('2007-11-03')
    expect(dateOfDay(localDay(first + 30 * 60_000, 'America/St_Johns'))).toBe('2007-11-04')
  })
})

test('offsets, days and wall times agree with Temporal around every change of clocks of a zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 1972, max: 2037 }),
      fc.integer({ min: -90, max: 90 }),
      (zone, year, minutes) => {
        for (const { start } of offsetsBetween(Date.UTC(year, 0), Date.UTC(year + 1, 0), zone)) {
          const ms = start + minutes * 60_000
          const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
          expect(offsetAt(ms, zone)).toBe(there.offsetNanoseconds / 1e6)
          expect(startOfLocalDay(day(there.toPlainDate().toString()), zone)).toBe(there.startOfDay().epochMilliseconds)
          const wall = there.toPlainDateTime().add({ minutes })
          expect(
            localToInstant(
              wall.year,
              wall.month,
              wall.day,
              wall.hour,
              wall.minute,
              wall.second,
              wall.millisecond,
              zone,
            ),
          ).toBe(wall.toZonedDateTime(zone).epochMilliseconds)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('days never go back as time goes on', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 1972, max: 2037 }),
      fc.integer({ min: -120, max: 120 }),
      (zone, year, minutes) => {
        for (const { start } of offsetsBetween(Date.UTC(year, 0), Date.UTC(year + 1, 0), zone)) {
          const ms = start + minutes * 60_000
          const [today, later] = [localDay(ms, zone), localDay(ms + 60_000, zone)]
          expect(later).toBeGreaterThanOrEqual(today)
          expect(startOfLocalDay(today, zone)).toBeLessThanOrEqual(ms)
          expect(startOfLocalDay(today + 1, zone)).toBeGreaterThan(ms)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('instants far away are read with the rules of the nearest known time', () => {
  expect(offsetAt(at('9999-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(2 * 3_600_000)
  expect(offsetAt(at('9999-01-01T00:00:00Z'), 'Europe/Berlin')).toBe(3_600_000)
  expect(dateOfDay(localDay(at('0001-06-01T12:00:00Z'), 'UTC'))).toBe('0001-06-01')
})

test('names of zones are those of the IANA database', () => {
  expect(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta', 'US/Eastern'].every(isZone)).toBe(true)
  expect(['', '+02:00', 'Berlin', 'Mars/Olympus', '__proto__'].some(isZone)).toBe(false)
  expect(() => localDay(0, 'Europe/Berln')).toThrow(
    'There is no time zone “Europe/Berln”. Did you mean “Europe/Berlin”?',
  )
})

function day(date: string): number {
  return at(date) / 86_400_000
}
