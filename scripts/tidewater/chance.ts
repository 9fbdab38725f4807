/** Chance that always falls the same way: additions, multiplications and shifts only, so every machine agrees. */
export type Chance = {
  /** From 0 up to 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  happens(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** `count` of them, or all when there are fewer, in the order they had. */
  some<T>(from: readonly T[], count: number): T[]
}

export function chanceFrom(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    happens: probability => next() < probability,
    pick: from => from[between(0, from.length - 1)] as (typeof from)[number],
    some(from, count) {
      const left = [...from.keys()]
      while (left.length > count) left.splice(between(0, left.length - 1), 1)
      return left.map(index => from[index] as (typeof from)[number])
    },
  }
}
