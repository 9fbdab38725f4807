import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusinessTime,
  businessDayOf,
  businessTimeBetween,
  type Hours,
  isWorkingTime,
  Schedule,
  WEEKDAYS,
} from './business-time.ts'
import { dateOfDay } from './plain-date.ts'
import { offsetsBetween } from './zone.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(text)
const between = (from: string, to: string, schedule: Schedule) => businessTimeBetween(at(from), at(to), schedule)
const due = (from: string, ms: number, schedule: Schedule) => {
  const deadline = addBusinessTime(at(from), ms, schedule)
  return deadline === undefined ? undefined : new Date(deadline).toISOString()
}

function weekly(hours: Hours[], zone = 'UTC', rest: Partial<Schedule> = {}): Schedule {
  return Schedule.parse({ zone, hours: Object.fromEntries(WEEKDAYS.slice(0, 5).map(day => [day, hours])), ...rest })
}

describe('bugs that other products had', () => {
  test('an evening and the next morning both count (sla-timer 4)', () => {
    expect(between('2023-04-27T15:43:00Z', '2023-04-28T13:02:00Z', weekly(['08:00-17:00']))).toBe(379 * MINUTE)
  })

  test('seconds before closing on Friday and after opening on Monday count (sla-timer 6)', () => {
    expect(between('2023-12-01T16:58:00Z', '2023-12-04T09:01:01Z', weekly(['09:00-17:00']))).toBe(181_000)
  })

  test('an hour from Friday 16:30 is over on Monday at 9:30 (chatwoot 13392)', () => {
    expect(due('2026-03-06T16:30:00Z', HOUR, weekly(['09:00-17:00']))).toBe('2026-03-09T09:30:00.000Z')
  })

  test('hours may go on past midnight (chatwoot 5254, Rocket.Chat 30765)', () => {
    const night = weekly(['22:00-06:00'])
    expect(between('2026-03-02T21:00:00Z', '2026-03-03T07:00:00Z', night)).toBe(8 * HOUR)
    expect(due('2026-03-06T23:00:00Z', 6 * HOUR, night)).toBe('2026-03-07T05:00:00.000Z')
    expect(isWorkingTime(at('2026-03-07T05:59:59Z'), night)).toBe(true)
    expect(isWorkingTime(at('2026-03-08T05:00:00Z'), night)).toBe(false)
  })

  test('a day may have several spans (chatwoot 14009) and a lunch break (osTicket 6847)', () => {
    const split = weekly(['09:00-13:00', '14:00-18:00'])
    expect(between('2026-03-02T12:30:00Z', '2026-03-02T14:30:00Z', split)).toBe(HOUR)
    expect(due('2026-03-02T12:00:00Z', 2 * HOUR, split)).toBe('2026-03-02T15:00:00.000Z')
  })

  test('history is counted with the offset of its own time, not of today (dbt_zendesk 25, azure-devops-docs 8675)', () => {
    const chicago = weekly(['09:00-17:00'], 'America/Chicago')
    expect(due('2026-01-05T14:00:00Z', HOUR, chicago)).toBe('2026-01-05T16:00:00.000Z')
    expect(due('2026-07-06T13:00:00Z', HOUR, chicago)).toBe('2026-07-06T15:00:00.000Z')
  })

  test('a week with only one working day is counted like any other (osTicket 6739)', () => {
    const tuesdays = Schedule.parse({ zone: 'UTC', hours: { tue: ['08:00-17:00'] } })
    expect(due('2026-03-04T12:00:00Z', 10 * HOUR, tuesdays)).toBe('2026-03-17T09:00:00.000Z')
    expect(between('2026-03-01T00:00:00Z', '2026-03-29T00:00:00Z', tuesdays)).toBe(4 * 9 * HOUR)
  })

  test('it can be Saturday here and Sunday there (Rocket.Chat 32287)', () => {
    const sundays = Schedule.parse({ zone: 'Pacific/Auckland', hours: { sun: ['00:00-12:00'] } })
    expect(isWorkingTime(at('2026-03-07T18:00:00Z'), sundays)).toBe(true)
    expect(isWorkingTime(at('2026-03-08T18:00:00Z'), sundays)).toBe(false)
  })

  test('days off do not count towards a length given in days (glpi 14937)', () => {
    const office = weekly(['09:00-17:00'], 'UTC', { holidays: ['2026-03-09'] })
    expect(between('2026-03-06T17:00:00Z', '2026-03-10T09:00:00Z', office)).toBe(0)
    expect(due('2026-03-06T09:00:00Z', 2 * businessDayOf(office), office)).toBe('2026-03-10T17:00:00.000Z')
  })
})

describe('a deadline', () => {
  const office = weekly(['09:00-17:00'])

  test('that falls on closing time is closing time, not the next opening', () => {
    expect(due('2026-03-06T09:00:00Z', 8 * HOUR, office)).toBe('2026-03-06T17:00:00.000Z')
  })

  test('without any time is now while people work or have just closed, else the next opening', () => {
    expect(due('2026-03-06T12:00:00Z', 0, office)).toBe('2026-03-06T12:00:00.000Z')
    expect(due('2026-03-06T17:00:00Z', 0, office)).toBe('2026-03-06T17:00:00.000Z')
    expect(due('2026-03-06T17:00:01Z', 0, office)).toBe('2026-03-09T09:00:00.000Z')
  })

  test('never comes when nobody ever works', () => {
    const never = Schedule.parse({ zone: 'UTC', hours: {} })
    expect(due('2026-03-06T12:00:00Z', 1, never)).toBeUndefined()
    expect(due('2026-03-06T12:00:00Z', 0, never)).toBeUndefined()
    expect(due('2026-03-06T12:00:00Z', 1e15, office)).toBeUndefined()
    expect(between('2026-03-06T12:00:00Z', '2027-03-06T12:00:00Z', never)).toBe(0)
  })
})

describe('when clocks change', () => {
  test('a night shift is an hour shorter in spring and longer in autumn', () => {
    const nights = Schedule.parse({ zone: 'Europe/Berlin', hours: { sat: ['22:00-06:00'] } })
    expect(between('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', nights)).toBe(7 * HOUR)
    expect(between('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z', nights)).toBe(9 * HOUR)
  })

  test('hours that begin within the skipped hour begin where the clock goes on', () => {
    const early = Schedule.parse({ zone: 'Europe/Berlin', hours: { sun: ['02:30-04:00'] } })
    expect(between('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', early)).toBe(HOUR)
  })
})

describe('days off', () => {
  test('close their date from midnight to midnight, the tail of a night shift included', () => {
    const nights = weekly(['22:00-06:00'], 'UTC', { holidays: ['2026-03-04'] })
    expect(between('2026-03-03T12:00:00Z', '2026-03-05T12:00:00Z', nights)).toBe(2 * HOUR + 6 * HOUR)
  })

  test('may come every year', () => {
    const office = weekly(['09:00-17:00'], 'UTC', { holidays: ['12-25'] })
    expect(between('2025-12-25T00:00:00Z', '2025-12-26T00:00:00Z', office)).toBe(0)
    expect(between('2026-12-25T00:00:00Z', '2026-12-26T00:00:00Z', office)).toBe(0)
  })

  test('may be short days with hours of their own', () => {
    const office = weekly(['09:00-17:00'], 'UTC', {
      exceptions: { '2026-12-24': ['09:00-12:00'], '2026-03-07': ['10:00-12:00'] },
    })
    expect(between('2026-12-24T00:00:00Z', '2026-12-25T00:00:00Z', office)).toBe(3 * HOUR)
    expect(between('2026-03-07T00:00:00Z', '2026-03-08T00:00:00Z', office)).toBe(2 * HOUR)
  })
})

test('a business day is as long as a team works on an average day', () => {
  expect(businessDayOf(weekly(['08:30-12:00', '13:00-17:30']))).toBe(8 * HOUR)
  expect(businessDayOf(Schedule.parse({ zone: 'UTC', hours: { mon: ['00:00-24:00'] } }))).toBe(24 * HOUR)
  expect(businessDayOf(weekly(['09:00-13:00', '12:00-15:00']))).toBe(6 * HOUR)
  expect(businessDayOf(Schedule.parse({ zone: 'UTC', hours: {} }))).toBe(8 * HOUR)
})

test.each([
  [{ mon: ['9-17'] }, /must be hours such as 09:00-17:00/],
  [{ mon: ['09:00-25:00'] }, /must be hours/],
  [{ mon: ['09:00-09:00'] }, /a whole day is 00:00-24:00/],
  [{ monday: ['09:00-17:00'] }, /Write days as mon, tue/],
])('hours %j are refused', (hours, message) => {
  expect(JSON.stringify(Schedule.safeParse({ zone: 'UTC', hours }).error?.issues)).toMatch(message)
})

describe('any schedule in any zone', () => {
  const zones =
    'UTC Europe/Berlin Europe/Dublin Europe/Lisbon America/New_York America/Los_Angeles America/Sao_Paulo America/Santiago America/Havana America/St_Johns America/Caracas America/Asuncion Africa/Cairo Africa/Casablanca Asia/Tehran Asia/Kolkata Asia/Kathmandu Asia/Gaza Asia/Amman Asia/Beirut Asia/Pyongyang Asia/Tokyo Australia/Sydney Australia/Lord_Howe Australia/Eucla Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Norfolk Antarctica/Troll'.split(
      ' ',
    )
  const clock = fc
    .integer({ min: 0, max: 24 * 12 - 1 })
    .map(n => `${String(Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')}`)
  const hours = fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(clock, clock)
        .filter(([a, b]) => a !== b)
        .map(pair => pair.join('-')),
    },
    { weight: 1, arbitrary: fc.constant('00:00-24:00') },
  )
  const firstDay = Date.UTC(2005, 0) / 86_400_000
  const anyStart = fc
    .record({
      zone: fc.constantFrom(...zones),
      day: fc.integer({ min: firstDay, max: firstDay + 7300 }),
      edge: fc.boolean(),
    })
    .map(({ zone, day, edge }) => ({ zone, day: edge ? dayNearChange(zone, day) : day }))
  const anyCase = anyStart.chain(({ zone, day }) =>
    fc.record({
      schedule: fc.record({
        zone: fc.constant(zone),
        hours: fc.dictionary(fc.constantFrom(...WEEKDAYS), fc.array(hours, { maxLength: 3 }), {
          noNullPrototype: true,
        }),
        holidays: fc.array(fc.integer({ min: day - 3, max: day + 6 }).map(dateOfDay), { maxLength: 3 }),
        exceptions: fc.dictionary(
          fc.integer({ min: day - 3, max: day + 6 }).map(dateOfDay),
          fc.array(hours, { maxLength: 2 }),
          { maxKeys: 2, noNullPrototype: true },
        ),
      }),
      start: fc.integer({ min: 0, max: 2880 }).map(minute => day * 86_400_000 + minute * MINUTE),
      minutes: fc.integer({ min: 0, max: 4 * 1440 }),
      more: fc.integer({ min: 0, max: 4 * 1440 }),
    }),
  )

  test('counts the minutes at which the clock on the wall shows working hours', () => {
    fc.assert(
      fc.property(anyCase, ({ schedule, start, minutes }) => {
        const open = wallClock(Schedule.parse(schedule))
        let counted = 0
        for (let minute = 0; minute < minutes; minute++) if (open(start + minute * MINUTE)) counted++
        expect(businessTimeBetween(start, start + minutes * MINUTE, schedule)).toBe(counted * MINUTE)
      }),
      { numRuns: 200 },
    )
  })

  test('is additive, never more than has passed, and the deadline is its inverse', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(999), ({ schedule, start, minutes, more }, ms) => {
        const [a, b, c] = [start + ms, start + ms + minutes * MINUTE, start + (minutes + more) * MINUTE + 2 * ms]
        const whole = businessTimeBetween(a, c, schedule)
        expect(businessTimeBetween(a, b, schedule) + businessTimeBetween(b, c, schedule)).toBe(whole)
        expect(whole).toBeGreaterThanOrEqual(0)
        expect(whole).toBeLessThanOrEqual(c - a)
        const deadline = addBusinessTime(a, whole, schedule)
        if (deadline !== undefined) expect(businessTimeBetween(a, deadline, schedule)).toBe(whole)
        if (whole) expect([deadline! <= c, isWorkingTime(deadline! - 1, schedule)]).toEqual([true, true])
      }),
      { numRuns: 800 },
    )
  })
})

/** The definition itself, minute by minute, read off the wall clock of `Intl`. */
function wallClock(schedule: Schedule): (ms: number) => boolean {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: schedule.zone,
    hourCycle: 'h23',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  const holds = (date: string, minute: number) =>
    (schedule.exceptions[date] ?? schedule.hours[WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]!] ?? []).some(hours => {
      const [opens, closes] = hours.split('-').map(minuteOf) as [number, number]
      return opens <= minute && minute < (closes > opens ? closes : closes + 1440)
    })
  return ms => {
    const [date, time] = format.format(ms).split(', ') as [string, string]
    if (schedule.holidays.includes(date)) return false
    const yesterday = dateOfDay(Date.parse(date) / 86_400_000 - 1)
    return holds(date, minuteOf(time)) || holds(yesterday, minuteOf(time) + 1440)
  }
}

/** The day before the next change of clocks, or the day itself when the zone has none within a year. */
function dayNearChange(zone: string, day: number): number {
  const from = day * 86_400_000
  const change = offsetsBetween(from, from + 365 * 86_400_000, zone)[1]
  return change ? Math.floor(change.start / 86_400_000) - 1 : day
}
