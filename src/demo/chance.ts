/** Chance that always falls the same way: integer arithmetic and multiplications only, so every machine agrees. */
export type Chance = {
  /** From 0 up to 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  happens(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** `count` of them, or all when there are fewer, in no particular order. */
  some<T>(from: readonly T[], count: number): T[]
}

/** Chance of its own for each use, so that a change in one export leaves the others as they were. */
export function chanceFor(seed: number, use: string): Chance {
  let state = mixed(seed | 0)
  for (let i = 0; i < use.length; i++) state = mixed(state ^ Math.imul(use.charCodeAt(i), 0x9e3779b1))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    return (mixed(state) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    happens: probability => next() < probability,
    pick: from => from[between(0, from.length - 1)]!,
    some(from, count) {
      const left = [...from]
      const taken = Math.min(count, left.length)
      for (let i = 0; i < taken; i++) {
        const at = between(i, left.length - 1)
        ;[left[i], left[at]] = [left[at]!, left[i]!]
      }
      left.length = Math.max(0, taken)
      return left
    },
  }
}

function mixed(value: number): number {
  let mix = Math.imul(value ^ (value >>> 15), 1 | value)
  mix = (mix + Math.imul(mix ^ (mix >>> 7), 61 | mix)) ^ mix
  return mix ^ (mix >>> 14)
}
