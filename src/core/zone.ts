import { z } from 'zod'
import { fail } from './error.ts'
import { DAY_MS } from './plain-date.ts'
import { nearest } from './problem.ts'

/** A time zone of the IANA database, such as `Europe/Berlin` or `UTC`. */
export type Zone = z.infer<typeof Zone>
export const Zone = z.string().superRefine((name, context) => {
  if (!isZone(name)) context.addIssue({ code: 'custom', message: noSuchZone(name), params: { code: 'unknown_zone' } })
})

/** Whether the name is a time zone of the IANA database; bare offsets such as `+02:00` are none. */
export function isZone(name: string): boolean {
  return findClock(name) !== undefined
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
export function offsetAt(ms: number, zone: Zone): number {
  const stretch = stretchAt(clockOf(zone), ms)
  return ms < stretch.changeAt ? stretch.before : stretch.after
}

/**
 * Day number (days since 1970-01-01) that an instant has in a zone.
 *
 * Never decreases with time: where clocks were set back across midnight (Newfoundland until 2011), the repeated minutes
 * stay with the later date, so each day is one span `[startOfDay(d), startOfDay(d + 1))`.
 */
export function localDay(ms: number, zone: Zone): number {
  const stretch = stretchAt(clockOf(zone), ms)
  return Math.floor((ms + (ms < stretch.dayChangeAt ? stretch.before : stretch.after)) / DAY_MS)
}

/** Epoch ms of a day's first instant in a zone; a day that the zone skipped starts, empty, where the next one does. */
export function startOfLocalDay(day: number, zone: Zone): number {
  const clock = clockOf(zone)
  return instantsOf(clock, day * DAY_MS) ?? gapAt(clock, day * DAY_MS).at
}

/**
 * Epoch ms at which the zone's clocks show the given wall time; `month` counts from 1, parts may overflow.
 *
 * A time that exists twice means the first; a time that a change of clocks skipped is read with the offset from before
 * it, so 02:30 in the spring gap is 03:30.
 */
export function localToInstant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
  zone: Zone,
): number {
  return wallToInstant(
    new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000 + ms,
    zone,
  )
}

/** As `localToInstant`, for a wall time written as the epoch ms it would be in UTC. */
export function wallToInstant(wall: number, zone: Zone): number {
  const clock = clockOf(zone)
  return instantsOf(clock, wall) ?? wall - gapAt(clock, wall).before
}

/** The spans of constant offset that make up `[from, to)`, in order. */
export function offsetsBetween(from: number, to: number, zone: Zone): { start: number; end: number; offset: number }[] {
  const clock = clockOf(zone)
  const spans: { start: number; end: number; offset: number }[] = []
  for (let start = from; start < to; ) {
    const { changeAt, before, after } = stretchAt(clock, start)
    const boundary = (Math.floor(start / STRETCH_MS) + 1) * STRETCH_MS
    const end = Math.min(to, start < changeAt ? Math.min(changeAt, boundary) : boundary)
    const offset = start < changeAt ? before : after
    const last = spans.at(-1)
    if (last?.offset === offset) last.end = end
    else spans.push({ start, end, offset })
    start = end
  }
  return spans
}

/** A stretch of time with at most one change of clocks in it. */
type Stretch = { changeAt: number; dayChangeAt: number; before: number; after: number }
type Clock = { read(ms: number): number; stretches: Map<number, Stretch> }

// No zone changed its clocks twice within this time since 1970.
const STRETCH_MS = 2 ** 29
const GREGORIAN_CYCLE_MS = 146_097 * DAY_MS
const EARLIEST_MS = Date.UTC(1800, 0, 1)
const LATEST_MS = Date.UTC(2200, 0, 1)
const clocks = new Map<string, Clock>()

function clockOf(zone: Zone): Clock {
  return clocks.get(zone) ?? findClock(zone) ?? fail('invalid', noSuchZone(zone))
}

function findClock(name: string): Clock | undefined {
  const known = clocks.get(name)
  if (known || !/^[A-Za-z]/.test(name)) return known
  try {
    const clock = { read: readerOf(name), stretches: new Map() }
    clocks.set(name, clock)
    return clock
  } catch {
    return undefined
  }
}

function readerOf(zone: string): Clock['read'] {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return ms => {
    const cycles = ms < LATEST_MS ? 0 : Math.floor((ms - LATEST_MS) / GREGORIAN_CYCLE_MS) + 1
    const second = Math.floor(Math.max(ms - cycles * GREGORIAN_CYCLE_MS, EARLIEST_MS) / 1000) * 1000
    const [month, day, year, hour, minute, seconds] = format.format(second).match(/\d+/g)!.map(Number)
    return Date.UTC(year!, month! - 1, day!, hour!, minute!, seconds!) - second
  }
}

function stretchAt(clock: Clock, ms: number): Stretch {
  const index = Math.floor(ms / STRETCH_MS)
  let stretch = clock.stretches.get(index)
  if (!stretch) {
    stretch = readStretch(clock, index * STRETCH_MS)
    clock.stretches.set(index, stretch)
  }
  return stretch
}

function readStretch(clock: Clock, start: number): Stretch {
  const end = start + STRETCH_MS
  const own = readChange(clock, start, end)
  if (own) return own
  const earlier = readChange(clock, start - DAY_MS, start)
  if (earlier && earlier.dayChangeAt > start) return earlier
  const offset = clock.read(start)
  return { changeAt: end, dayChangeAt: end, before: offset, after: offset }
}

function readChange(clock: Clock, start: number, end: number): Stretch | undefined {
  const [before, after] = [clock.read(start), clock.read(end - 1000)]
  if (before === after) return undefined
  const changeAt = firstInstant(start, end, ms => clock.read(ms) !== before)
  const reached = Math.floor((changeAt + before - 1) / DAY_MS)
  return { changeAt, dayChangeAt: Math.max(changeAt, reached * DAY_MS - after), before, after }
}

/** The first whole second in `(start, end]` from which on `holds` is true. */
function firstInstant(start: number, end: number, holds: (ms: number) => boolean): number {
  let [low, high] = [Math.floor(start / 1000), Math.ceil(end / 1000)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle * 1000)) high = middle
    else low = middle
  }
  return high * 1000
}

/** The earliest instant that shows the wall time, if any does. */
function instantsOf(clock: Clock, wall: number): number | undefined {
  const [before, after] = offsetsAround(clock, wall)
  const [first, second] = before >= after ? [before, after] : [after, before]
  if (offsetIn(clock, wall - first) === first) return wall - first
  if (offsetIn(clock, wall - second) === second) return wall - second
  return undefined
}

/** The change of clocks that skipped the wall time. */
function gapAt(clock: Clock, wall: number): { at: number; before: number } {
  const [before, after] = offsetsAround(clock, wall)
  return { at: firstInstant(wall - after, wall - before, ms => offsetIn(clock, ms) !== before), before }
}

function offsetsAround(clock: Clock, wall: number): [before: number, after: number] {
  return [offsetIn(clock, wall - DAY_MS), offsetIn(clock, wall + DAY_MS)]
}

function offsetIn(clock: Clock, ms: number): number {
  const stretch = stretchAt(clock, ms)
  return ms < stretch.changeAt ? stretch.before : stretch.after
}

function noSuchZone(name: string): string {
  const meant = nearest(name, Intl.supportedValuesOf('timeZone'))
  return `There is no time zone “${name}”. ${meant ? `Did you mean “${meant}”?` : 'Write one such as Europe/Berlin or UTC.'}`
}
