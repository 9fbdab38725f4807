import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cadence, DAYS_OF_WEEK, daysOverdue, lastReminder, nextReminder, owedAt, type Rhythm } from './cadence.ts'
import { toInstant } from './instant.ts'
import { dateOfDay, dayNumber, weekdayOf } from './plain-date.ts'
import { localDay, offsetAt } from './zone.ts'

const weekly: Cadence = { every: 'week', on: 'monday', at: '09:00' }
const rhythm = (cadence: Partial<Cadence> = {}, zone = 'Europe/Berlin', from = '2026-01-01'): Rhythm => ({
  cadence: { ...weekly, ...cadence },
  zone,
  from,
})
const ms = (instant: string) => Date.parse(instant)
const next = (r: Rhythm, at: string) => toInstant(nextReminder(r, ms(at)))
const last = (r: Rhythm, at: string) => toInstant(lastReminder(r, ms(at)))

const cadences = fc.record({
  every: fc.constantFrom('week' as const, '2 weeks' as const, 'month' as const),
  on: fc.constantFrom(...DAYS_OF_WEEK),
  at: fc.tuple(fc.nat(23), fc.nat(59)).map(parts => parts.map(part => String(part).padStart(2, '0')).join(':')),
})
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu')
const instants = fc.integer({ min: ms('2024-01-01T00:00:00Z'), max: ms('2028-01-01T00:00:00Z') })

describe('a reminder', () => {
  it('comes at nine by the clock on the wall, before and after clocks are put forward and back', () => {
    expect(next(rhythm(), '2026-03-27T00:00:00Z')).toBe('2026-03-30T07:00:00.000Z')
    expect(last(rhythm(), '2026-03-27T00:00:00Z')).toBe('2026-03-23T08:00:00.000Z')
    expect(next(rhythm(), '2026-10-23T00:00:00Z')).toBe('2026-10-26T08:00:00.000Z')
    expect(next(rhythm({}, 'America/New_York'), '2026-03-06T00:00:00Z')).toBe('2026-03-09T13:00:00.000Z')
  })

  it('at a time that the change of clocks skips comes an hour later, and at one that exists twice the first time', () => {
    const night = rhythm({ on: 'sunday', at: '02:30' })
    expect(next(night, '2026-03-28T00:00:00Z')).toBe('2026-03-29T01:30:00.000Z')
    expect(next(night, '2026-10-24T00:00:00Z')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('every other week is counted from the first such day of the cycle', () => {
    const fortnight = rhythm({ every: '2 weeks' })
    expect(last(fortnight, '2026-01-18T00:00:00Z')).toBe('2026-01-05T08:00:00.000Z')
    expect(next(fortnight, '2026-01-05T08:00:00Z')).toBe('2026-01-19T08:00:00.000Z')
  })

  it('every month is on the first such day of it', () => {
    const monthly = rhythm({ every: 'month', on: 'friday' })
    expect(next(monthly, '2026-01-02T08:00:00Z')).toBe('2026-02-06T08:00:00.000Z')
    expect(last(monthly, '2026-02-06T07:59:59Z')).toBe('2026-01-02T08:00:00.000Z')
    expect(next(monthly, '2026-04-30T23:00:00Z')).toBe('2026-05-01T07:00:00.000Z')
  })

  it('lies on its day of the week, before what comes next, with none between the two', () => {
    fc.assert(
      fc.property(cadences, zones, instants, (cadence, zone, at) => {
        const r = rhythm(cadence, zone)
        const [before, after] = [lastReminder(r, at), nextReminder(r, at)]
        expect(before).toBeLessThanOrEqual(at)
        expect(after).toBeGreaterThan(at)
        expect(nextReminder(r, before)).toBe(after)
        expect(lastReminder(r, after)).toBe(after)
        expect(lastReminder(r, after - 1)).toBe(before)
        expect(DAYS_OF_WEEK[weekdayOf(localDay(after, zone)) - 1]).toBe(cadence.on)
      }),
    )
  })

  it('shows its time on the wall, save where that was skipped', () => {
    fc.assert(
      fc.property(cadences, zones, instants, (cadence, zone, at) => {
        const shown = nextReminder(rhythm(cadence, zone), at)
        const wall = toInstant(shown + offsetAt(shown, zone)).slice(11, 16)
        const isSkipped = offsetAt(shown, zone) !== offsetAt(shown - 3_600_000, zone)
        if (!isSkipped) expect(wall).toBe(cadence.at)
      }),
    )
  })

  it('is one, two or four to five weeks after the one before, in days', () => {
    fc.assert(
      fc.property(cadences, zones, instants, (cadence, zone, at) => {
        const r = rhythm(cadence, zone)
        const days = localDay(nextReminder(r, at), zone) - localDay(lastReminder(r, at), zone)
        expect({ week: [7], '2 weeks': [14], month: [28, 35] }[cadence.every]).toContain(days)
      }),
    )
  })
})

describe('what is owed', () => {
  const start = ms('2025-12-31T23:00:00Z')
  const history = (at: string | null) => ({ last: at === null ? null : ms(at), start })
  const owed = (at: string | null) => toInstant(owedAt(rhythm(), history(at)))
  const overdue = (last: string | null, at: string, zone = 'Europe/Berlin') =>
    daysOverdue(rhythm({}, zone), history(last), ms(at))

  it('is owed at the first reminder of the cycle when nothing was ever said', () => {
    expect(owed(null)).toBe('2026-01-05T08:00:00.000Z')
  })

  it('is owed a week later by whoever answers a reminder at once, or up to three days late', () => {
    expect(owed('2026-01-05T08:01:00Z')).toBe('2026-01-12T08:00:00.000Z')
    expect(owed('2026-01-08T08:00:00Z')).toBe('2026-01-12T08:00:00.000Z')
  })

  it('passes over the reminder that somebody was just before', () => {
    expect(owed('2026-01-09T12:00:00Z')).toBe('2026-01-19T08:00:00.000Z')
    expect(owed('2026-01-12T07:59:00Z')).toBe('2026-01-19T08:00:00.000Z')
  })

  it('is not owed before the cycle has its first reminder', () => {
    expect(owed('2025-12-03T12:00:00Z')).toBe('2026-01-05T08:00:00.000Z')
  })

  it('is overdue by the days that have begun since, where people are', () => {
    expect(overdue(null, '2026-01-01T00:00:00Z')).toBe(0)
    expect(overdue(null, '2026-01-05T22:59:00Z')).toBe(0)
    expect(overdue(null, '2026-01-05T23:00:00Z')).toBe(1)
    expect(overdue(null, '2026-01-05T23:00:00Z', 'America/New_York')).toBe(0)
    expect(overdue('2026-01-05T08:01:00Z', '2026-01-12T20:00:00Z')).toBe(0)
    expect(overdue('2026-01-05T08:01:00Z', '2026-01-14T08:00:00Z')).toBe(2)
  })

  it('is not overdue before a whole week has passed', () => {
    expect(overdue('2026-01-07T08:00:00Z', '2026-01-14T08:00:00Z')).toBe(0)
    expect(overdue('2026-01-07T08:00:00Z', '2026-01-15T08:00:00Z')).toBe(1)
  })

  it('keeps to one a turn, on whatever day people answer', () => {
    const days = fc.integer({ min: dayNumber('2026-01-05'), max: dayNumber('2027-01-01') })
    fc.assert(
      fc.property(cadences, zones, days, fc.nat(86_399), (cadence, zone, day, second) => {
        const said = Date.parse(`${dateOfDay(day)}T00:00:00Z`) + second * 1000
        const r = rhythm(cadence, zone)
        const at = owedAt(r, { last: said, start })
        const turn = { week: 7, '2 weeks': 14, month: 35 }[cadence.every] * 86_400_000
        const slack = 3_600_000
        expect(lastReminder(r, at)).toBe(at)
        expect(at - said).toBeLessThanOrEqual(1.5 * turn + slack)
        expect(daysOverdue(r, { last: said, start }, at)).toBe(0)
      }),
    )
  })
})
