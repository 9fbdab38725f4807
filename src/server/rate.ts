import { fail } from '../core/error.ts'

/** Counts how often somebody asks; kept in memory, so that a restart forgets it. */
export type Rate = {
  /** Fails as `limit` when `who` has asked `most` times within the window; the failure says when to come again. */
  count(who: string, most: number): void
}

const LARGEST = 100_000

/** A rate over windows that begin with the first request of each. */
export function createRate(windowMs: number, now: () => number = Date.now): Rate {
  const seen = new Map<string, { until: number; count: number }>()
  return {
    count(who, most) {
      const at = now()
      const known = seen.get(who)
      if (!known || known.until <= at) {
        if (seen.size >= LARGEST) forget(seen, at)
        seen.delete(who)
        seen.set(who, { until: at + windowMs, count: 1 })
        return
      }
      known.count++
      if (known.count <= most) return
      const seconds = Math.ceil((known.until - at) / 1000)
      fail('limit', `That is too often: at most ${most} times in ${windowMs / 1000} s. Try again in ${seconds} s.`, {
        reason: 'too_often',
        retryAfter: seconds,
      })
    },
  }
}

/** Lets go of what is over, and of the oldest when nothing is. */
function forget(seen: Map<string, { until: number }>, at: number): void {
  for (const [who, { until }] of seen) if (until <= at) seen.delete(who)
  for (const who of seen.keys()) {
    if (seen.size < LARGEST / 2) return
    seen.delete(who)
  }
}
