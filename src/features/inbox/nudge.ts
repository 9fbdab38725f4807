import type { Owed } from './inbox.ts'

/** More than these in a week nobody reads. */
export const MOST_A_WEEK = 5

/** That somebody was told of something, and when. */
export type Told = { id: string; atMs: number }

/** What to tell now, and what waits for the digest. */
export type Nudges = { now: Owed[]; later: Owed[] }

/**
 * Of what a person owes, what they are told of now: each thing once, what binds others before the rest, and with all they were
 * told in the last seven days at most five. Whatever was not told before and finds no room goes to the digest.
 */
export function nudgesOf(owed: readonly Owed[], told: readonly Told[], nowMs: number): Nudges {
  const known = new Set(told.map(({ id }) => id))
  const lately = told.filter(({ atMs }) => atMs > nowMs - WEEK_MS && atMs <= nowMs).length
  const fresh = owed.filter(({ id }) => !known.has(id)).toSorted((a, b) => URGENCY[a.what] - URGENCY[b.what])
  const room = Math.max(0, MOST_A_WEEK - lately)
  return { now: fresh.slice(0, room), later: fresh.slice(room) }
}

const WEEK_MS = 7 * 86_400_000

/** An objection holds an agreement up, a signature lets it come into force; the rest can wait a day. */
const URGENCY: Record<Owed['what'], number> = {
  objection: 0,
  signature: 1,
  connection: 2,
  feed: 3,
  mention: 4,
  'check-in': 5,
  drift: 6,
}
