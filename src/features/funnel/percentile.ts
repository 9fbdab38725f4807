/**
 * The value below which a share of the numbers lies, interpolated linearly between the two nearest ranks: rank
 * `share * (count - 1)` from 0, the default of NumPy and pandas and method 7 of Hyndman and Fan (1996).
 *
 * Takes the first `count` values, at least one, and leaves them in another order.
 */
export function percentile(values: Float64Array, count: number, share: number): number {
  const rank = share * (count - 1)
  const low = Math.floor(rank)
  select(values, low, count - 1)
  const below = values[low]!
  if (rank === low) return below
  let above = Number.POSITIVE_INFINITY
  for (let i = low + 1; i < count; i++) if (values[i]! < above) above = values[i]!
  return below + (above - below) * (rank - low)
}

/** Puts the value of rank `k` at its place, smaller ones before it and larger ones after: Floyd and Rivest's SELECT (1975). */
function select(values: Float64Array, k: number, right: number, left: number = 0): void {
  while (right > left) {
    if (right - left > 600) {
      const count = right - left + 1
      const z = Math.log(count)
      const s = 0.5 * Math.exp((2 * z) / 3)
      const half = k - left + 1 - count / 2
      const spread = 0.5 * Math.sqrt((z * s * (count - s)) / count) * Math.sign(half)
      const from = Math.max(left, Math.floor(k - ((k - left + 1) * s) / count + spread))
      const to = Math.min(right, Math.floor(k + ((count - (k - left + 1)) * s) / count + spread))
      select(values, k, to, from)
    }
    const pivot = values[k]!
    let i = left
    let j = right
    swap(values, left, k)
    if (values[right]! > pivot) swap(values, left, right)
    while (i < j) {
      swap(values, i++, j--)
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
    }
    if (values[left] === pivot) swap(values, left, j)
    else swap(values, ++j, right)
    if (j <= k) left = j + 1
    if (k <= j) right = j - 1
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i]!
  values[i] = values[j]!
  values[j] = value
}
