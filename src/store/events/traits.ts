import type { Traits } from './row.ts'

/** The order of facts: by time, then by id. */
export type Moment = { ts: number; id: string }

/** Traits that one fact gave its holder. */
export type Saying = Moment & { traits: Traits }

/** The traits that stand, as JSON text, and the latest fact that is part of them. */
export type Standing = Moment & { traits: string }

export const before = (a: Moment, b: Moment): boolean => a.ts < b.ts || (a.ts === b.ts && a.id < b.id)

/** The latest value of each trait, laid over `standing`, which must be older than every saying. */
export function told(sayings: readonly Saying[], standing: Traits): { traits: Traits; said: Moment | null } {
  const ordered = sayings.length > 1 ? sayings.toSorted((a, b) => (before(a, b) ? -1 : 1)) : sayings
  let traits = standing
  for (const saying of ordered) traits = { ...traits, ...saying.traits }
  const last = ordered.at(-1)
  return { traits, said: last ? { ts: last.ts, id: last.id } : null }
}
