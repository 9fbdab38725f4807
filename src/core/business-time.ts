import { z } from 'zod'
import { assert } from './error.ts'
import { DAY_MS, dateOfDay, PlainDate, weekdayOf } from './plain-date.ts'
import { offsetsBetween, Zone } from './zone.ts'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Working hours of one day by the clock on the wall, `09:00-17:00`; `22:00-06:00` ends on the next day. */
export type Hours = z.infer<typeof Hours>
export const Hours = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d-(([01]?\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'must be hours such as 09:00-17:00',
    abort: true,
  })
  .refine(hours => new Set(hours.split('-').map(minuteOf)).size === 2, 'must have an end; a whole day is 00:00-24:00')

/** A date on which nobody works: `2026-04-03`, or `12-25` for every year. */
export type Holiday = z.infer<typeof Holiday>
export const Holiday = z.union([PlainDate, z.string().regex(/^(0\d|1[0-2])-[0-3]\d$/)], {
  error: 'must be a date such as 2026-04-03, or 12-25 for every year',
})

/**
 * When a team works. A moment is working time when the clock on its zone's wall shows a time within the hours of that
 * weekday, and the date it shows is no holiday.
 *
 * A day may have several spans (`['08:30-12:00', '13:00-17:30']`); where they overlap, time counts once. A holiday closes
 * its date from midnight to midnight, the tail of a night shift included. `exceptions` give single dates hours of their own.
 */
export type Schedule = z.infer<typeof Schedule>
export const Schedule = z.strictObject({
  zone: Zone,
  hours: z.partialRecord(z.enum(WEEKDAYS), z.array(Hours), {
    error: issue =>
      (issue.code as string) === 'unrecognized_keys' ? `Write days as ${WEEKDAYS.join(', ')}.` : undefined,
  }),
  holidays: z.array(Holiday).default([]),
  exceptions: z.record(PlainDate, z.array(Hours)).default({}),
})

/**
 * The first moment (epoch ms) by which `ms` of working time have passed since `start`.
 *
 * Four hours from Friday 16:00 in a week of 9 to 17 are over on Monday at 12:00, eight from Friday 9:00 on Friday at 17:00,
 * not at the next opening. No working time at all, from outside working hours, is over at the next opening. `undefined` when that takes more than a hundred years: a schedule without hours never gets there,
 * and any date shown would be a lie. Prepared spans are kept per schedule object, so pass the same object again.
 */
export function addBusinessTime(start: number, ms: number, schedule: Schedule): number | undefined {
  assert(ms >= 0, 'working time is added forwards')
  const timeline = timelineOf(schedule)
  if (!timeline.opens) return undefined
  const first = Math.floor(start / BLOCK_MS)
  if (ms === 0)
    return isWorkingTime(start, schedule) || isWorkingTime(start - 1, schedule) ? start : nextOpening(timeline, start)
  let wanted = ms + workedIn(blockAt(timeline, first), start)
  for (let index = first; index < first + HORIZON; index++) {
    const block = blockAt(timeline, index)
    if (wanted <= block.total) return momentIn(block, wanted)
    wanted -= block.total
  }
  return undefined
}

/** Working time in ms between two moments (epoch ms); negative when `to` lies before `from`. */
export function businessTimeBetween(from: number, to: number, schedule: Schedule): number {
  if (to < from) return -businessTimeBetween(to, from, schedule)
  const timeline = timelineOf(schedule)
  const [first, last] = [Math.floor(from / BLOCK_MS), Math.floor(to / BLOCK_MS)]
  let sum = workedIn(blockAt(timeline, last), to) - workedIn(blockAt(timeline, first), from)
  for (let index = first; index < last; index++) sum += blockAt(timeline, index).total
  return sum
}

/** Whether a moment (epoch ms) is working time. */
export function isWorkingTime(at: number, schedule: Schedule): boolean {
  const block = blockAt(timelineOf(schedule), Math.floor(at / BLOCK_MS))
  const i = lastAtOrBefore(block.starts, at)
  return i >= 0 && at < block.ends[i]!
}

/** What “one business day” means to a schedule: its weekly working time over its working days; 8 hours without any. */
export function businessDayOf(schedule: Schedule): number {
  const days = WEEKDAYS.map(weekday => spansOf(schedule.hours[weekday] ?? []))
    .map(spans => merged(spans).reduce((sum, [start, end]) => sum + end - start, 0))
    .filter(length => length > 0)
  return days.length ? Math.round(days.reduce((a, b) => a + b) / days.length) : 8 * 3_600_000
}

type Span = [start: number, end: number]

/** Working spans of a fixed stretch of time, with the working time that has passed before each. */
type Block = { starts: number[]; ends: number[]; before: number[]; total: number }

type Timeline = {
  zone: Zone
  week: Span[][]
  exceptions: Map<string, Span[]>
  holidays: Set<string>
  opens: boolean
  blocks: Map<number, Block>
}

const BLOCK_MS = 64 * DAY_MS
const HORIZON = Math.ceil((100 * 365.25 * DAY_MS) / BLOCK_MS)
const MOST_BLOCKS = 2 * HORIZON
const timelines = new WeakMap<Schedule, Timeline>()

function timelineOf(schedule: Schedule): Timeline {
  let timeline = timelines.get(schedule)
  if (!timeline) {
    timeline = {
      zone: schedule.zone,
      week: WEEKDAYS.map(weekday => spansOf(schedule.hours[weekday] ?? [])),
      exceptions: new Map(Object.entries(schedule.exceptions).map(([date, hours]) => [date, spansOf(hours)])),
      holidays: new Set(schedule.holidays),
      opens: [schedule.hours, schedule.exceptions].some(days => Object.values(days).some(hours => hours?.length)),
      blocks: new Map(),
    }
    timelines.set(schedule, timeline)
  }
  return timeline
}

function blockAt(timeline: Timeline, index: number): Block {
  let block = timeline.blocks.get(index)
  if (!block) {
    if (timeline.blocks.size >= MOST_BLOCKS) timeline.blocks.clear()
    block = blockOf(spansBetween(timeline, index * BLOCK_MS, (index + 1) * BLOCK_MS))
    timeline.blocks.set(index, block)
  }
  return block
}

function blockOf(spans: Span[]): Block {
  const block: Block = { starts: [], ends: [], before: [], total: 0 }
  for (const [start, end] of spans) {
    block.starts.push(start)
    block.ends.push(end)
    block.before.push(block.total)
    block.total += end - start
  }
  return block
}

/** Working spans within `[from, to)`: each stretch of constant offset is read off the wall clock by itself. */
function spansBetween(timeline: Timeline, from: number, to: number): Span[] {
  const spans: Span[] = []
  for (const { start, end, offset } of offsetsBetween(from, to, timeline.zone))
    for (let day = Math.floor((start + offset) / DAY_MS) - 1; day * DAY_MS < end + offset; day++)
      for (const [opens, closes] of spansOn(timeline, day)) {
        const span: Span = [Math.max(start, opens - offset), Math.min(end, closes - offset)]
        if (span[0] < span[1]) spans.push(span)
      }
  return merged(spans)
}

/** Spans that begin on a day, in wall time, without what falls on a holiday. */
function spansOn(timeline: Timeline, day: number): Span[] {
  const hours = timeline.exceptions.get(dateOfDay(day)) ?? timeline.week[weekdayOf(day) - 1]!
  if (!hours.length) return []
  const [midnight, nextMidnight] = [day * DAY_MS, (day + 1) * DAY_MS]
  return hours.flatMap(([start, end]): Span[] => {
    const span: Span = [midnight + start, midnight + end]
    if (isHoliday(timeline, day)) span[0] = Math.max(span[0], nextMidnight)
    if (isHoliday(timeline, day + 1)) span[1] = Math.min(span[1], nextMidnight)
    return span[0] < span[1] ? [span] : []
  })
}

function isHoliday(timeline: Timeline, day: number): boolean {
  if (!timeline.holidays.size) return false
  const date = dateOfDay(day)
  return timeline.holidays.has(date) || timeline.holidays.has(date.slice(5))
}

function merged(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}

function workedIn(block: Block, at: number): number {
  const i = lastAtOrBefore(block.starts, at)
  return i < 0 ? 0 : block.before[i]! + Math.min(at, block.ends[i]!) - block.starts[i]!
}

/** The first moment at which `worked` ms of the block's working time have passed; `worked` is more than 0. */
function momentIn(block: Block, worked: number): number {
  let i = lastAtOrBefore(block.before, worked)
  if (block.before[i] === worked) i--
  return block.starts[i]! + worked - block.before[i]!
}

function nextOpening(timeline: Timeline, at: number): number | undefined {
  const first = Math.floor(at / BLOCK_MS)
  for (let index = first; index < first + HORIZON; index++) {
    const opening = blockAt(timeline, index).starts.find(start => start >= at)
    if (opening !== undefined) return opening
  }
  return undefined
}

/** Index of the last value in an ascending list that is at most `limit`; -1 when none is. */
function lastAtOrBefore(ascending: number[], limit: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

function spansOf(hours: readonly Hours[]): Span[] {
  return hours.map(text => {
    const [start, end] = text.split('-').map(minuteOf) as Span
    return [start * 60_000, (end > start ? end : end + 24 * 60) * 60_000]
  })
}

function minuteOf(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number)
  return hour! * 60 + minute!
}
