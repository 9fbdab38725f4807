import { DAY_MS } from '../../core/plain-date.ts'
import { localDay, wallToInstant, type Zone } from '../../core/zone.ts'

/** When a connection runs by itself: after so long, at a time of day, or never. */
export type Schedule = { everyMs: number } | { dailyMs: number } | { byHand: true }

/** How a schedule is written, for messages. */
export const SCHEDULES = '“every 15 minutes”, “every 2 hours”, “daily at 06:30” or “by hand”'

/** The schedule that a text says; `undefined` when it says none. */
export function scheduleOf(text: string): Schedule | undefined {
  const said = text.trim().toLowerCase()
  if (said === 'by hand') return { byHand: true }
  const [, count = '1', unit] = /^every (?:(\d{1,4}) )?(minute|hour)s?$/.exec(said) ?? []
  if (unit !== undefined) {
    const everyMs = Number(count) * (unit === 'hour' ? HOUR_MS : MINUTE_MS)
    return everyMs >= MINUTE_MS && everyMs <= 30 * DAY_MS ? { everyMs } : undefined
  }
  const [, hour, minute] = /^daily at ([01]?\d|2[0-3]):([0-5]\d)$/.exec(said) ?? []
  return hour === undefined ? undefined : { dailyMs: Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS }
}

/** When it runs next after an instant, on the clocks of a zone; `undefined` of what runs by hand alone. */
export function nextRun(schedule: Schedule, afterMs: number, zone: Zone): number | undefined {
  if ('byHand' in schedule) return undefined
  if ('everyMs' in schedule) return afterMs + schedule.everyMs
  for (let day = localDay(afterMs, zone); ; day++) {
    const at = wallToInstant(day * DAY_MS + schedule.dailyMs, zone)
    if (at > afterMs) return at
  }
}

/**
 * When it is tried again after so many failures in a row: after five minutes, then twice as long each time, six hours at most;
 * what runs rarely not later than it would anyway, and what runs often not more often.
 */
export function nextTry(schedule: Schedule, failures: number, afterMs: number, zone: Zone): number | undefined {
  const usual = nextRun(schedule, afterMs, zone)
  if (usual === undefined) return undefined
  const pause = Math.min(5 * MINUTE_MS * 2 ** Math.max(0, failures - 1), 6 * HOUR_MS)
  return 'everyMs' in schedule ? afterMs + Math.max(pause, schedule.everyMs) : Math.min(usual, afterMs + pause)
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
