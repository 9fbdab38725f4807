/** Bits there are for each id, of which it sets eight. */
const BITS_PER_ID = 32

/** The bits of an id all lie in one block of 16 words, which is what a processor fetches at once. */
const BLOCK = 16

/** Ids that the first filter has room for at least. */
const SMALLEST = 2 ** 16

/**
 * Remembers which ids were ever added, in four bytes each: `mayHave` is never wrong about an id that was, and wrong about
 * some of a hundred thousand that were not. Most facts are new, and asking the file about an id means reading every id in it.
 *
 * Blocked Bloom filters, each with room for thrice as many ids as all before it. Ids come as the four words of a UUID.
 */
export function seenIds(expected = 0) {
  const filters: { words: Uint32Array; blocks: number; room: number }[] = []
  let count = 0
  const grow = (room: number): void => {
    const blocks = Math.ceil((room * BITS_PER_ID) / (BLOCK * 32))
    filters.push({ words: new Uint32Array(blocks * BLOCK), blocks, room })
  }
  grow(Math.max(SMALLEST, Math.ceil(expected * 1.5)))
  return {
    add(a: number, b: number, c: number, d: number): void {
      if (filters.at(-1)!.room <= 0) grow(3 * count)
      const filter = filters.at(-1)!
      const [x, y] = [mixed(a, b), mixed(c, d)]
      const at = ((mixed(x, y) >>> 0) % filter.blocks) * BLOCK
      for (let round = 0; round < 4; round++) {
        const bits = mixed(y + round, x)
        filter.words[at + ((bits >>> 5) & 15)]! |= 1 << bits
        filter.words[at + ((bits >>> 16) & 15)]! |= 1 << (bits >>> 24)
      }
      filter.room--
      count++
    },
    mayHave(a: number, b: number, c: number, d: number): boolean {
      const [x, y] = [mixed(a, b), mixed(c, d)]
      const block = mixed(x, y) >>> 0
      for (const { words, blocks } of filters) if (holds(words, (block % blocks) * BLOCK, x, y)) return true
      return false
    },
  }
}

export type SeenIds = ReturnType<typeof seenIds>

function holds(words: Uint32Array, at: number, x: number, y: number): boolean {
  for (let round = 0; round < 4; round++) {
    const bits = mixed(y + round, x)
    if (!(words[at + ((bits >>> 5) & 15)]! & (1 << bits))) return false
    if (!(words[at + ((bits >>> 16) & 15)]! & (1 << (bits >>> 24)))) return false
  }
  return true
}

/** Two words stirred into one (the finalizer of MurmurHash3), because the parts of time-ordered ids are alike. */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e37_79b1) ^ b
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
