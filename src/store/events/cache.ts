/** Results in memory, bounded by their size; what was not asked for longest goes first. */
export function resultCache(maxBytes: number) {
  const entries = new Map<string, { watermark: number; rows: Promise<readonly object[]>; bytes: number }>()
  let total = 0
  const forget = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  return {
    /**
     * The rows kept for `key` since `watermark`, else those that `compute` gives. Equal requests that come while one is
     * computed share it; a failure is not kept.
     */
    get<T extends object>(key: string, watermark: number, compute: () => Promise<readonly T[]>): Promise<readonly T[]> {
      const found = entries.get(key)
      forget(key)
      if (found && found.watermark === watermark) {
        entries.set(key, found)
        total += found.bytes
        return found.rows as Promise<readonly T[]>
      }
      const entry = { watermark, rows: compute(), bytes: 2 * key.length }
      entries.set(key, entry)
      total += entry.bytes
      entry.rows.then(
        rows => {
          if (entries.get(key) !== entry) return
          const size = sizeOf(rows)
          entry.bytes += size
          total += size
          if (entry.bytes > maxBytes) forget(key)
          for (const oldest of entries.keys()) {
            if (total <= maxBytes) break
            forget(oldest)
          }
        },
        () => {
          if (entries.get(key) === entry) forget(key)
        },
      )
      return entry.rows
    },
    get bytes() {
      return total
    },
  }
}

/** About what rows take in memory. */
function sizeOf(rows: readonly object[]): number {
  let bytes = 64
  for (const row of rows) {
    bytes += 32
    for (const value of Object.values(row)) bytes += 16 + (typeof value === 'string' ? 2 * value.length : weight(value))
  }
  return bytes
}

const weight = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 2 * JSON.stringify(value, bigintText).length : 0

const bigintText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
