import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { realData } from '../../test/real-data.ts'
import { addBusinessTime, businessTimeBetween, type Hours, isWorkingTime, Schedule, WEEKDAYS } from './business-time.ts'

const folder = realData('sla')

type Case = {
  schedule: string
  start: string
  end: string
  add_minutes: number
  deadline_at_close: string
  elapsed_seconds: number
  in_hours: boolean
  on_holiday: boolean
}
type BizSchedule = { time_zone: string; hours: Record<string, Record<string, string>>; holidays: string[] }

describe.skipIf(!folder)('business time agrees with zendesk/biz', () => {
  const read = (file: string) => readFileSync(`${folder}/${file}`, 'utf8')
  const schedules = folder
    ? Object.entries(JSON.parse(read('schedules.json')) as Record<string, BizSchedule>).map(
        ([name, biz]) => [name, fromBiz(biz)] as const,
      )
    : []
  const cases = folder
    ? read('business_time_cases.jsonl')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Case)
    : []

  test.each(schedules)('on the schedule %s', (name, schedule) => {
    const own = cases.filter(one => one.schedule === name)
    expect(own.length).toBeGreaterThan(500)
    for (const one of own) {
      const [start, end] = [Date.parse(one.start), Date.parse(one.end)]
      const deadline = addBusinessTime(start, one.add_minutes * 60_000, schedule)
      expect({ ...one, deadline }).toEqual({ ...one, deadline: Date.parse(one.deadline_at_close) })
      expect({ ...one, elapsed: businessTimeBetween(start, end, schedule) / 1000 }).toEqual({
        ...one,
        elapsed: one.elapsed_seconds,
      })
      expect({ ...one, open: isWorkingTime(start, schedule) }).toEqual({
        ...one,
        open: one.in_hours && !one.on_holiday,
      })
    }
  })
})

function fromBiz(biz: BizSchedule): Schedule {
  const hours = Object.entries(biz.hours).map(([day, spans]) => [
    day,
    Object.entries(spans).map(span => span.join('-')),
  ])
  return Schedule.parse({ zone: biz.time_zone, hours: Object.fromEntries(hours), holidays: biz.holidays })
}

type ZnunyCase = { tz: string; start: string; calendar: string; vacations: boolean } & (
  | { seconds: number; expected: string }
  | { stop: string; expected_seconds: number }
)
type Znuny = {
  vacation_days_mm_dd: string[]
  calendars_weekday0_is_monday: Record<string, Record<string, [string, string][]>>
  destination_time: ZnunyCase[]
  working_time: ZnunyCase[]
}

describe.skipIf(!folder)('business time agrees with Znuny', () => {
  const znuny = folder ? (JSON.parse(readFileSync(`${folder}/znuny_time_cases.json`, 'utf8')) as Znuny) : undefined
  const cases = znuny ? [...znuny.destination_time, ...znuny.working_time] : []

  test.each(cases)('$tz from $start on $calendar', one => {
    const schedule = Schedule.parse({
      zone: one.tz,
      hours: hoursOf(znuny!.calendars_weekday0_is_monday[one.calendar]!),
      holidays: one.vacations ? znuny!.vacation_days_mm_dd : [],
    })
    const at = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(one.tz).epochMilliseconds
    if ('seconds' in one) expect(addBusinessTime(at(one.start), one.seconds * 1000, schedule)).toBe(at(one.expected))
    else expect(businessTimeBetween(at(one.start), at(one.stop), schedule)).toBe(one.expected_seconds * 1000)
  })
})

function hoursOf(calendar: Record<string, [string, string][]>): Record<string, Hours[]> {
  return Object.fromEntries(
    Object.entries(calendar).map(([day, spans]) => [WEEKDAYS[Number(day)], spans.map(span => span.join('-'))]),
  )
}
