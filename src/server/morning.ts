import { DAY_MS } from '../core/plain-date.ts'
import { localDay, wallToInstant, type Zone } from '../core/zone.ts'

/** When the day’s work is done: seven o’clock. */
const HOUR_MS = 7 * 3_600_000
/** Clocks are set and machines sleep, so that the hour is looked at again at least this often. */
const LONGEST_MS = 30 * 60_000

/** The next seven o’clock in a zone after an instant. */
export function nextMorning(afterMs: number, zone: Zone): number {
  const today = localDay(afterMs, zone)
  const at = wallToInstant(today * DAY_MS + HOUR_MS, zone)
  return at > afterMs ? at : wallToInstant((today + 1) * DAY_MS + HOUR_MS, zone)
}

type Clock = { now(): number; zone(): Zone; failed(error: unknown): void }

/** Does something each morning until it is stopped; what fails is told and done again the next morning. */
export function eachMorning(work: () => Promise<unknown>, { now, zone, failed }: Clock): { stop(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let under: Promise<unknown> = Promise.resolve()
  let next = nextMorning(now(), zone())
  const wait = () => {
    timer = setTimeout(look, Math.min(LONGEST_MS, Math.max(1000, next - now())))
    timer.unref()
  }
  const look = () => {
    if (now() < next) return wait()
    next = nextMorning(now(), zone())
    under = work().catch(failed).finally(wait)
  }
  wait()
  return {
    async stop() {
      clearTimeout(timer)
      await under
      clearTimeout(timer)
    },
  }
}
