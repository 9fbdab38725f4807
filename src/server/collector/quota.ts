import { fail } from '../../core/error.ts'

const WINDOW_MS = 60_000

/** Counts the messages of each key by the minute; fails as `limit`, and says when to come again, where there are too many. */
export function createQuota(perMinute: number) {
  const counts = new Map<string, { until: number; count: number }>()
  return {
    count(key: string, more: number, now: number): void {
      const known = counts.get(key)
      const current = known && known.until > now ? known : { until: now + WINDOW_MS, count: 0 }
      if (current !== known) counts.set(key, current)
      if (current.count + more <= perMinute) {
        current.count += more
        return
      }
      const seconds = Math.max(1, Math.ceil((current.until - now) / 1000))
      fail('limit', `A key sends at most ${perMinute} events a minute. Go on in ${seconds} s.`, {
        reason: 'too_often',
        retryAfter: seconds,
      })
    },
  }
}
