import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  Calendar,
  dateOfDay,
  dayNumber,
  GRAINS,
  lastPeriods,
  localDay,
  nextPeriod,
  type Period,
  periodNamed,
  periodOf,
  periodsBetween,
  previousPeriod,
  startOfDay,
} from './calendar.ts'
import { offsetsBetween } from './zone.ts'

const plain = Calendar.parse({})
const labelOf = (date: string, grain: (typeof GRAINS)[number], calendar: Partial<Calendar> = {}) =>
  periodOf(date, grain, { ...plain, ...calendar }).label

const anyDate = fc.integer({ min: dayNumber('1980-01-01'), max: dayNumber('2040-12-31') }).map(dateOfDay)
const anyGrain = fc.constantFrom(...GRAINS)
const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/Los_Angeles',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'America/St_Johns',
    'America/Sao_Paulo',
  ),
  weekStart: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
  fiscalStart: fc.integer({ min: 1, max: 12 }),
  fiscalPattern: fc.constantFrom('months', '4-4-5', '4-5-4', '5-4-4'),
})

describe('a date', () => {
  test('is counted from 1970', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(dayNumber('1969-12-31')).toBe(-1)
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  })

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', 'today', '2026-03-02T00:00:00Z', ''])('is not “%s”', text => {
    expect(() => dayNumber(text)).toThrow(/is not a date/)
  })
})

describe('labels come from the start of the period', () => {
  test.each([
    ['2026-03-02', 'day', '2026-03-02'],
    ['2026-03-04', 'week', '2026-W10'],
    ['2026-03-31', 'month', '2026-03'],
    ['2026-03-31', 'quarter', '2026-Q1'],
    ['2026-12-31', 'year', '2026'],
    ['2026-03-31', 'fiscal-month', 'FY2026-P03'],
    ['2026-03-31', 'fiscal-quarter', 'FY2026-Q1'],
    ['2026-03-31', 'fiscal-year', 'FY2026'],
  ] as const)('%s by %s is %s', (date, grain, label) => expect(labelOf(date, grain)).toBe(label))

  test.each([
    ['2024-12-30', '2025-W01'],
    ['2025-01-05', '2025-W01'],
    ['2027-01-01', '2026-W53'],
    ['2021-01-03', '2020-W53'],
    ['2008-12-29', '2009-W01'],
  ])(
    'the ISO week of %s has the ISO year, not the calendar year (bitmapist 86, rustledger 1889): %s',
    (date, label) => {
      expect(labelOf(date, 'week')).toBe(label)
    },
  )

  test('a week keeps all seven days, the Monday and the Sunday too (FinSight-AI 770, devlake 6681)', () => {
    const week = periodOf('2026-03-08', 'week', plain)
    expect([week.start, week.end]).toEqual(['2026-03-02', '2026-03-09'])
    const days = periodsBetween(week.start, week.end, 'day', plain)
    expect(days.map(day => periodOf(day.start, 'week', plain).label)).toEqual(Array(7).fill('2026-W10'))
  })

  test('weeks from Sunday are epidemiological weeks', () => {
    expect(labelOf('2025-12-28', 'week', { weekStart: 7 })).toBe('2025-W53')
    expect(labelOf('2026-01-03', 'week', { weekStart: 7 })).toBe('2025-W53')
    expect(labelOf('2026-01-04', 'week', { weekStart: 7 })).toBe('2026-W01')
  })
})

describe('a fiscal year', () => {
  test('is named after the year in which its twelfth month ends', () => {
    expect(labelOf('2025-07-01', 'fiscal-year', { fiscalStart: 7 })).toBe('FY2026')
    expect(labelOf('2026-06-30', 'fiscal-quarter', { fiscalStart: 7 })).toBe('FY2026-Q4')
  })

  test('counts its months from its own start, not from January (Rock 6838)', () => {
    expect(labelOf('2025-09-30', 'fiscal-month', { fiscalStart: 9 })).toBe('FY2026-P01')
    expect(labelOf('2026-01-01', 'fiscal-month', { fiscalStart: 9 })).toBe('FY2026-P05')
  })

  // The calendar of the National Retail Federation: 4-5-4 from the Sunday nearest to 1 February; 2023 has a 53rd week.
  test('by 4-5-4 follows the retail calendar', () => {
    const retail: Calendar = { zone: 'UTC', weekStart: 7, fiscalStart: 2, fiscalPattern: '4-5-4' }
    const starts = (first: string, next: string) =>
      periodsBetween(first, next, 'fiscal-month', retail).map(period => period.start)
    expect(starts('2023-01-29', '2024-02-04')).toEqual([
      '2023-01-29',
      '2023-02-26',
      '2023-04-02',
      '2023-04-30',
      '2023-05-28',
      '2023-07-02',
      '2023-07-30',
      '2023-08-27',
      '2023-10-01',
      '2023-10-29',
      '2023-11-26',
      '2023-12-31',
    ])
    expect(periodOf('2024-02-03', 'fiscal-month', retail)).toMatchObject({ label: 'FY2024-P12', end: '2024-02-04' })
    expect(periodOf('2024-02-04', 'fiscal-year', retail)).toMatchObject({ label: 'FY2025', end: '2025-02-02' })
  })

  test('by 4-4-5 may begin in the calendar year before the one it is named after', () => {
    const calendar: Calendar = { ...plain, fiscalPattern: '4-4-5' }
    expect(periodOf('2024-12-31', 'fiscal-month', calendar)).toMatchObject({
      label: 'FY2025-P01',
      start: '2024-12-30',
      end: '2025-01-27',
    })
    expect(periodOf('2025-03-03', 'fiscal-month', calendar)).toMatchObject({ label: 'FY2025-P03', end: '2025-03-31' })
  })
})

describe('over fifty years, in any calendar and grain', () => {
  test('each date lies in exactly one period, and periods follow each other without gaps', () => {
    fc.assert(
      fc.property(anyDate, anyGrain, anyCalendar, (date, grain, calendar) => {
        const period = periodOf(date, grain, calendar)
        expect(period.start <= date && date < period.end).toBe(true)
        expect(periodOf(period.start, grain, calendar)).toEqual(period)
        expect(periodOf(addDays(period.end, -1), grain, calendar)).toEqual(period)
        expect(nextPeriod(period, calendar).start).toBe(period.end)
        expect(previousPeriod(nextPeriod(period, calendar), calendar)).toEqual(period)
      }),
      { numRuns: 2000 },
    )
  })

  test('labels order as time does, differ from each other and lead back to their period', () => {
    fc.assert(
      fc.property(anyDate, anyGrain, anyCalendar, (date, grain, calendar) => {
        const period = periodOf(date, grain, calendar)
        expect(period.label < nextPeriod(period, calendar).label).toBe(true)
        expect(periodNamed(period.label, calendar)).toEqual(period)
      }),
      { numRuns: 2000 },
    )
  })

  test('every instant lies in exactly one period, whatever the zone does to its clocks', () => {
    const anyInstant = fc.oneof(
      fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2040, 0) }),
      fc
        .tuple(fc.integer({ min: 1980, max: 2030 }), fc.nat(10_000), fc.integer({ min: -7_200_000, max: 7_200_000 }))
        .map(([year, pick, around]) => ({ year, pick, around })),
    )
    fc.assert(
      fc.property(anyInstant, anyGrain, anyCalendar, (pick, grain, calendar) => {
        const at = typeof pick === 'number' ? pick : nearChange(pick, calendar.zone)
        const period = periodOf(dateOfDay(localDay(at, calendar.zone)), grain, calendar)
        expect(startOfDay(period.start, calendar.zone)).toBeLessThanOrEqual(at)
        expect(startOfDay(period.end, calendar.zone)).toBeGreaterThan(at)
      }),
      { numRuns: 3000 },
    )
  })

  test('the periods between two dates overlap them and no more', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(500), anyGrain, anyCalendar, (from, days, grain, calendar) => {
        const to = addDays(from, days)
        const periods = periodsBetween(from, to, grain, calendar)
        if (!days) expect(periods).toEqual([])
        expect(periods.every(period => period.start < to && period.end > from)).toBe(true)
        expectContiguous(periods)
        if (days) expect([periods[0]!.start <= from, periods.at(-1)!.end >= to]).toEqual([true, true])
      }),
    )
  })

  test('the last periods before a date are complete', () => {
    fc.assert(
      fc.property(fc.nat(20), anyDate, anyGrain, anyCalendar, (count, before, grain, calendar) => {
        const periods = lastPeriods(count, grain, before, calendar)
        expect(periods).toHaveLength(count)
        expectContiguous(periods)
        if (!count) return
        expect(periods.at(-1)!.end <= before).toBe(true)
        expect(nextPeriod(periods.at(-1)!, calendar).end > before).toBe(true)
      }),
    )
  })
})

test('a range does not shift by a day east or west of UTC (texera 8106, coder 7275, relaticle 554)', () => {
  expect(startOfDay('2026-03-02', 'Asia/Tokyo')).toBe(Date.parse('2026-03-02T00:00:00+09:00'))
  expect(startOfDay('2026-03-02', 'America/Los_Angeles')).toBe(Date.parse('2026-03-02T00:00:00-08:00'))
  expect(dateOfDay(localDay(Date.parse('2026-03-01T23:30:00Z'), 'Asia/Tokyo'))).toBe('2026-03-02')
  expect(dateOfDay(localDay(Date.parse('2026-03-02T07:59:59Z'), 'America/Los_Angeles'))).toBe('2026-03-01')
})

test('results are the same whatever zone the server runs in', () => {
  const before = process.env.TZ
  const read = () =>
    GRAINS.flatMap(grain =>
      periodsBetween('2026-01-15', '2027-02-15', grain, {
        zone: 'Europe/Berlin',
        weekStart: 1,
        fiscalStart: 4,
        fiscalPattern: 'months',
      }),
    ).map(period => [period.label, startOfDay(period.start, 'Europe/Berlin')])
  try {
    const results = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Asia/Kathmandu'].map(zone => {
      process.env.TZ = zone
      expect(new Date(0).getTimezoneOffset() === 0).toBe(zone === 'UTC')
      return JSON.stringify(read())
    })
    expect(new Set(results).size).toBe(1)
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})

test.each(['2026-W54', '2025-W53', '2026-13', '2026-Q5', 'FY2026-P13', 'FY2026-Q0', '26', 'last week'])(
  'there is no period “%s”',
  label => {
    expect(() => periodNamed(label, plain)).toThrow(/There is no period/)
  },
)

test('a calendar needs nothing and reports each mistake', () => {
  expect(plain).toEqual({ zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' })
  const mistakes = Calendar.safeParse({ zone: 'Europe/Berln', weekStart: 8, fiscalStart: 0, pattern: '4-4-5' }).error
    ?.issues
  expect(mistakes).toHaveLength(4)
  expect(mistakes?.[0]?.message).toBe('There is no time zone “Europe/Berln”. Did you mean “Europe/Berlin”?')
})

function expectContiguous(periods: Period[]): void {
  for (const [i, period] of periods.slice(1).entries()) expect(period.start).toBe(periods[i]!.end)
}

/** An instant close to a change of clocks, where the zone has one that year. */
function nearChange(pick: { year: number; pick: number; around: number }, zone: string): number {
  const changes = offsetsBetween(Date.UTC(pick.year, 0), Date.UTC(pick.year + 1, 0), zone).slice(1)
  const change = changes[pick.pick % (changes.length || 1)]?.start ?? Date.UTC(pick.year, 0)
  return change + pick.around
}
