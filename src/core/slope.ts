import { inversionChances } from './trend.ts'

/** How much numbers change from one place to the next, and the least and the most that this could be. */
export type Slope = { perStep: number; low: number; high: number }

/**
 * How steep numbers in the order of time are, whatever a few wild ones among them do: the median of the slopes of all pairs
 * (Theil 1950; Sen 1968). Places without a number are left out and still take time.
 *
 * The true slope is below `low` with a chance of at most `1 - sure`, and above `high` with the same chance; both come from the
 * exact distribution behind `trendOf`, and are infinite while there are too few numbers to say. Nothing is said of one number.
 */
export function slopeOf(values: readonly (number | null)[], sure = 0.95): Slope | null {
  const slopes = slopesOf(values)
  if (slopes.length === 0) return null
  const known = values.filter(value => value !== null).length
  const beyond = beyondOf(known, 1 - sure)
  return {
    perStep: medianOf(slopes),
    low: beyond < 0 ? -Infinity : slopes[beyond]!,
    high: beyond < 0 ? Infinity : slopes[slopes.length - 1 - beyond]!,
  }
}

/** The middle of numbers, or the mean of the two in the middle; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const inOrder = values.toSorted((a, b) => a - b)
  const middle = (inOrder.length - 1) / 2
  return (inOrder[Math.floor(middle)]! + inOrder[Math.ceil(middle)]!) / 2
}

/** The slope of each pair, the least first. */
function slopesOf(values: readonly (number | null)[]): number[] {
  const slopes: number[] = []
  for (const [j, later] of values.entries())
    for (let i = 0; later !== null && i < j; i++) {
      const earlier = values[i]!
      if (earlier !== null) slopes.push((later - earlier) / (j - i))
    }
  return slopes.sort((a, b) => a - b)
}

/** The most inversions that random orders of so many different numbers stay within at most as often as `chance`; or -1. */
function beyondOf(count: number, chance: number): number {
  const chances = inversionChances(Array<number>(count).fill(1))
  let beyond = -1
  for (let sum = chances[0]!; sum <= chance; sum += chances[beyond + 1] ?? 1) beyond++
  return beyond
}
