/** Where a series goes, and how likely a series without any direction would go there as clearly by chance. */
export type Trend = { direction: 'up' | 'down' | 'flat'; chance: number }

/**
 * Whether numbers in the order of time rise or fall.
 *
 * This is the Mann–Kendall test: each later number is compared with each earlier one, and only the signs count, so one wild value
 * cannot make a trend. The direction is `flat` unless fewer than one in twenty random orders of the same numbers rise (or fall) as
 * clearly; the chance is exact, ties included (Mann 1945; Kendall 1975). Three steps in a row the same way are the least
 * that can be told from chance, so fewer than four numbers are always flat.
 */
export function trendOf(values: readonly number[]): Trend {
  let rises = 0
  let falls = 0
  for (let later = 1; later < values.length; later++)
    for (let earlier = 0; earlier < later; earlier++) {
      if (values[later]! > values[earlier]!) rises++
      else if (values[later]! < values[earlier]!) falls++
    }
  const chances = inversionChances([...Map.groupBy(values, value => value).values()].map(tied => tied.length))
  const chance = sum(chances.slice(0, Math.min(rises, falls) + 1))
  if (chance > 0.05 || rises === falls) return { direction: 'flat', chance: Math.min(1, chance) }
  return { direction: rises > falls ? 'up' : 'down', chance }
}

/** The chance of each number of inversions in a random order of as many values as given, of which each group is equal. */
export function inversionChances(groups: readonly number[]): readonly number[] {
  const distinct = groups.every(size => size === 1)
  const known = distinct ? DISTINCT.get(groups.length) : undefined
  if (known) return known
  let chances = [1]
  let placed = 0
  for (const size of groups) {
    placed += size
    const ways = product(chances, gaussian(placed, size))
    const total = sum(ways)
    chances = ways.map(way => way / total)
  }
  if (distinct) DISTINCT.set(groups.length, chances)
  return chances
}

/** These chances by how many values there are, none of them equal: always the same, and asked for all the time. */
const DISTINCT = new Map<number, readonly number[]>()

/** The Gaussian binomial: how many ways to place `k` equal values among `n` places have each number of inversions. */
function gaussian(n: number, k: number): number[] {
  const row: number[][] = [[1]]
  for (let i = 1; i <= n; i++)
    for (let j = Math.min(i, k); j >= 1; j--) row[j] = added(row[j - 1]!, [...Array(j).fill(0), ...(row[j] ?? [])])
  return row[k]!
}

function product(a: readonly number[], b: readonly number[]): number[] {
  const out = Array<number>(a.length + b.length - 1).fill(0)
  for (const [i, x] of a.entries()) for (const [j, y] of b.entries()) out[i + j]! += x * y
  return out
}

function added(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
