/** Share of the slots that may be taken before there are twice as many. */
const FULLEST = 0.7
const SMALLEST = 2 ** 12

/**
 * When each two nodes were first named together, in 16 to 46 bytes each: a hash table of pairs. Nodes are numbers from 1 to
 * 2^32 - 1, and the smaller one of a pair comes first.
 */
export function knownLinks(expected = 0) {
  let capacity = SMALLEST
  while (capacity * FULLEST < expected) capacity *= 2
  let pairs = new Uint32Array(2 * capacity)
  let firsts = new Float64Array(capacity)
  let count = 0

  /** Where the pair is, or where it would be put. */
  const slotOf = (a: number, b: number): number => {
    const mask = capacity - 1
    for (let i = mixed(a, b) & mask; ; i = (i + 1) & mask)
      if (!pairs[2 * i] || (pairs[2 * i] === a && pairs[2 * i + 1] === b)) return i
  }
  const put = (a: number, b: number, ts: number): void => {
    const at = slotOf(a, b)
    if (!pairs[2 * at]) count++
    pairs[2 * at] = a
    pairs[2 * at + 1] = b
    firsts[at] = ts
  }
  const grow = (): void => {
    const [oldPairs, oldFirsts] = [pairs, firsts]
    capacity *= 2
    pairs = new Uint32Array(2 * capacity)
    firsts = new Float64Array(capacity)
    count = 0
    for (let i = 0; i < oldFirsts.length; i++)
      if (oldPairs[2 * i]) put(oldPairs[2 * i]!, oldPairs[2 * i + 1]!, oldFirsts[i]!)
  }
  return {
    /** The instant, NaN when the two were never named together. */
    get(a: number, b: number): number {
      const at = slotOf(a, b)
      return pairs[2 * at] ? firsts[at]! : Number.NaN
    },
    set(a: number, b: number, ts: number): void {
      if (count >= capacity * FULLEST) grow()
      put(a, b, ts)
    },
  }
}

/** Two words stirred into one (the finalizer of MurmurHash3). */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e37_79b1) ^ b
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
