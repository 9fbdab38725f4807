import { dayNumber, type PlainDate } from '../../core/calendar.ts'
import type { Share } from '../../core/share.ts'
import type { KeyResult } from './goal.ts'

/** How it goes, from the most settled to the most urgent; `pending` is not known or not begun. */
export const STATUSES = ['done', 'on track', 'pending', 'at risk', 'off track'] as const
export type Status = (typeof STATUSES)[number]

/** The share of the days `[start, end)` that lie before a day. */
export function elapsedOn(day: PlainDate, start: PlainDate, end: PlainDate): Share {
  const [from, to] = [dayNumber(start), dayNumber(end)]
  return Math.min(1, Math.max(0, (dayNumber(day) - from) / (to - from)))
}

/**
 * How much of the way from baseline to target is done: 0 at `from`, 1 at `to`, beyond either when the number is.
 *
 * A number that accumulates starts the cycle at nothing, so its baseline is what would have come without any change: `from`
 * times the share of time that has passed. At the end of the cycle this is the plain share of the way.
 */
export function progressOf(
  { from, to }: { from: number; to: number },
  current: number,
  elapsed: Share,
  accumulates: boolean,
): number {
  const baseline = accumulates ? from * elapsed : from
  return (current - baseline) / (to - from)
}

/** How much should be done by now: in step with the time, to the end for what is committed, 70 % of it for a stretch. */
export function expectedOf(kind: KeyResult['kind'], elapsed: Share): Share {
  return elapsed * (kind === 'aspirational' ? GOOD_FOR_A_STRETCH : 1)
}

/** How fast it goes: what is done by what should be; 1 arrives in time. Nothing can be said before the start. */
export function paceOf(progress: number | null, expected: Share): number | null {
  return progress === null || expected === 0 ? null : progress / expected
}

/**
 * The word for a result. While there is time it is at risk when more than a tenth of the whole way is missing that should be
 * done by now, and off track when more than a quarter is; afterwards it is done or it is not.
 */
export function statusOf(progress: number | null, expected: Share, elapsed: Share): Status {
  if (progress === null || elapsed === 0) return 'pending'
  const behind = expected - progress
  if (elapsed === 1) return behind <= 0 ? 'done' : 'off track'
  if (behind > OFF_TRACK) return 'off track'
  return behind > AT_RISK ? 'at risk' : 'on track'
}

/** The most urgent of several statuses: a goal is no better than its worst result. */
export function worstOf(statuses: readonly Status[]): Status {
  return statuses.reduce((a, b) => (STATUSES.indexOf(b) > STATUSES.indexOf(a) ? b : a), statuses[0] ?? 'pending')
}

/**
 * The word for something that is done or not, by a day: a milestone, or a baseline to establish. Not done, it is at risk in
 * the last quarter of its time and off track after its day; before that it is on track once somebody has said how it stands.
 */
export function statusByDay(isDone: boolean, isSaid: boolean, elapsed: Share): Status {
  if (isDone) return 'done'
  if (elapsed === 1) return 'off track'
  if (elapsed >= LAST_QUARTER) return 'at risk'
  return isSaid && elapsed > 0 ? 'on track' : 'pending'
}

/** The word for a number that is to stay in a band: that of the share of periods it did, no better than at risk while outside. */
export function statusInBand(share: number | null, expected: Share, elapsed: Share, isInside: boolean): Status {
  const status = statusOf(share, expected, elapsed)
  return status === 'on track' && !isInside ? 'at risk' : status
}

/**
 * The mean of shares by weight, each held between nothing and all so that none hides another; unknown when any of them is.
 * To twelve digits, so that the mean of equal shares is that share.
 */
export function weightedMean(shares: readonly { share: number | null; weight: number }[]): Share | null {
  let [sum, weights] = [0, 0]
  for (const { share, weight } of shares) {
    if (share === null) return null
    sum += held(share) * weight
    weights += weight
  }
  return shares.length === 0 ? null : held(Number((sum / weights).toFixed(12)))
}

/** A share held between nothing and all. */
export const held = (share: number): Share => Math.min(1, Math.max(0, share))

/** What should be done by now of something that is to stay so all the time. */
export function expectedInBand(kind: KeyResult['kind']): Share {
  return kind === 'aspirational' ? GOOD_FOR_A_STRETCH : 1
}

const GOOD_FOR_A_STRETCH = 0.7
const AT_RISK = 0.1
const OFF_TRACK = 0.25
const LAST_QUARTER = 0.75
