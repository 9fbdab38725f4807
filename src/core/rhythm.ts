/** How many days ago something last came, and the most days from one time to the next before. */
export type Silence = { days: number; longest: number; last: number }

/** How many pauses it takes to know a rhythm. */
const LEAST_PAUSES = 8

/**
 * The pause since something last came, against those it made before; nothing where it never came or too seldom to have a rhythm.
 * `days` are numbers of days on which something came, in any order; `today` is not over, or not known.
 */
export function silenceOf(days: readonly number[], today: number): Silence | undefined {
  const came = [...new Set(days)].filter(day => day < today).sort((a, b) => a - b)
  const pauses = came.slice(1).map((day, i) => day - came[i]!)
  const last = came.at(-1)
  if (last === undefined || pauses.length < LEAST_PAUSES) return undefined
  return { days: today - last, longest: Math.max(...pauses), last }
}

/**
 * Whether a pause is out of its rhythm. Where pauses have no rule at all, a ninth is three times as long as each of eight before
 * it about once in five hundred; three days are nothing yet.
 */
export function isSilent({ days, longest }: Silence, { times, least }: Tolerance = USUAL_TOLERANCE): boolean {
  return days > least && days > times * longest
}

export type Tolerance = { times: number; least: number }
export const USUAL_TOLERANCE: Tolerance = { times: 3, least: 3 }
