/** How much each number of a series is like the one before it, from −1 to 1: 0 where they have nothing to do with each other. */
export function echoOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const off = values.map(value => value - mean)
  const square = off.reduce((sum, value) => sum + value * value, 0)
  const beside = off.slice(1).reduce((sum, value, i) => sum + value * off[i]!, 0)
  return square === 0 ? 0 : beside / square
}

/**
 * How many times as uncertain a trend is because each number carries on from the one before (Bartlett 1946; Hamed and Rao 1998):
 * 1 where they do not, 3 at most. `off` are the distances from the trend. What little a short series shows of it is made up for;
 * where chance alone, or a trend that bends in a very short series, would show as much, nothing is made of it.
 */
export function uncertaintyOf(off: readonly number[]): number {
  const count = off.length
  if (count < SHORTEST) return 1
  const held = Math.min(0.5, (echoOf(off) + 1 / count) / (1 - 3 / count))
  return held < NOT_CHANCE ? 1 : (1 + held) / (1 - held)
}

const SHORTEST = 12
const NOT_CHANCE = 0.2

/** The chance that a normal variable is larger, to seven digits (Abramowitz and Stegun 26.2.17). */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z)
  const t = 1 / (1 + 0.2316419 * z)
  const rest = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * rest
}

/** The chance that a trend so clear comes about, when it is so many times as uncertain as among numbers without an echo. */
export function chanceWithEcho(chance: number, uncertainty: number): number {
  return uncertainty === 1 ? chance : upperTail(quantileOf(chance) / Math.sqrt(uncertainty))
}

/** The number that a normal variable is above with a chance, found by halving. */
function quantileOf(chance: number): number {
  let [low, high] = [-8, 8]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (upperTail(middle) > chance) low = middle
    else high = middle
  }
  return low
}
