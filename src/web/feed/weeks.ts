/** Days added up by sevens, the last week whole; the oldest days that make no week are left out. */
export function weeksOf(days: readonly number[]): number[] {
  const weeks: number[] = []
  for (let end = days.length; end >= 7; end -= 7)
    weeks.unshift(days.slice(end - 7, end).reduce((sum, day) => sum + day, 0))
  return weeks
}
