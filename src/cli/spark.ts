const STEPS = '▁▂▃▄▅▆▇█'

/** A series as one sign a value, the lowest value lowest; a missing value leaves a gap. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter(value => value !== null)
  const low = Math.min(...known)
  const high = Math.max(...known)
  return values
    .map(value => {
      if (value === null) return ' '
      const share = high === low ? 0.5 : (value - low) / (high - low)
      return STEPS[Math.min(STEPS.length - 1, Math.floor(share * STEPS.length))]
    })
    .join('')
}
