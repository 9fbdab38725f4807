/** Bits that each id takes, and how many of them are set: one in 100,000 new ids looks like a known one. */
const BITS_PER_ID = 32
const PROBES = 8

/** Ids that the first filter has room for at least. */
const SMALLEST = 2 ** 16

/**
 * Remembers which ids were ever added, in four bytes each: `mayHave` is never wrong about an id that was, and seldom about
 * one that was not. Most facts are new, and asking the file about an id means reading every id in it.
 *
 * Bloom filters, each with room for twice as many ids as all before it. Ids come as the four 32-bit words of a UUID.
 */
export function seenIds(expected = 0) {
  const filters: { bits: Uint32Array; size: number; room: number }[] = []
  let count = 0
  const grow = (room: number): void => {
    const words = Math.ceil((room * BITS_PER_ID) / 32)
    filters.push({ bits: new Uint32Array(words), size: words * 32, room })
  }
  grow(Math.max(SMALLEST, Math.ceil(expected * 1.25)))
  return {
    add(a: number, b: number, c: number, d: number): void {
      if (filters.at(-1)!.room <= 0) grow(2 * count)
      const filter = filters.at(-1)!
      const { bits, size } = filter
      const [left, right] = [mixed(a, b), mixed(c, d)]
      const step = mixed(right, left) | 1
      let hash = mixed(left, right)
      for (let i = 0; i < PROBES; i++) {
        const bit = (hash >>> 0) % size
        bits[bit >>> 5]! |= 1 << (bit & 31)
        hash = (hash + step) | 0
      }
      filter.room--
      count++
    },
    mayHave(a: number, b: number, c: number, d: number): boolean {
      const [left, right] = [mixed(a, b), mixed(c, d)]
      const step = mixed(right, left) | 1
      const start = mixed(left, right)
      return filters.some(({ bits, size }) => {
        let hash = start
        for (let i = 0; i < PROBES; i++) {
          const bit = (hash >>> 0) % size
          if (!(bits[bit >>> 5]! & (1 << (bit & 31)))) return false
          hash = (hash + step) | 0
        }
        return true
      })
    },
  }
}

export type SeenIds = ReturnType<typeof seenIds>

/** Two words stirred into one (the finalizer of MurmurHash3), because the parts of time-ordered ids are alike. */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e37_79b1) ^ b
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
