/** A series as one sign a value, the lowest value the first of `steps`; a missing value leaves a gap. */
export function sparkline(values: readonly (number | null)[], steps = '▁▂▃▄▅▆▇█'): string {
  const known = values.filter(value => value !== null)
  const low = Math.min(...known)
  const high = Math.max(...known)
  return values
    .map(value => {
      if (value === null) return ' '
      const share = high === low ? 0.5 : (value - low) / (high - low)
      return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))]
    })
    .join('')
}
