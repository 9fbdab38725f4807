/** Share of the slots that may be taken before there are twice as many. */
const FULLEST = 0.7
const SMALLEST = 2 ** 12
/** Three words of an identifier's hash and the number of its holder. */
const WORDS = 4

/**
 * Whose each identifier is, in 16 to 46 bytes each: a hash table of 96-bit hashes (see `hashText`), so that two of ten million
 * identifiers are taken for one with a chance of one in 10^15.
 */
export function knownIdentifiers(expected = 0) {
  let capacity = SMALLEST
  while (capacity * FULLEST < expected) capacity *= 2
  let slots = new Uint32Array(capacity * WORDS)
  let count = 0
  const successors = new Map<number, number>()

  /** Where the identifier is, or where it would be put. */
  const slotOf = (a: number, b: number, c: number): number => {
    const mask = capacity - 1
    for (let i = a & mask; ; i = (i + 1) & mask) {
      const at = i * WORDS
      if (!slots[at + 3] || (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c)) return at
    }
  }
  const put = (a: number, b: number, c: number, holder: number): void => {
    const at = slotOf(a, b, c)
    if (!slots[at + 3]) count++
    slots[at] = a
    slots[at + 1] = b
    slots[at + 2] = c
    slots[at + 3] = holder
  }
  const grow = (): void => {
    const old = slots
    capacity *= 2
    slots = new Uint32Array(capacity * WORDS)
    count = 0
    for (let at = 0; at < old.length; at += WORDS)
      if (old[at + 3]) put(old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!)
  }
  return {
    /** The holder of the identifier whose hash begins at `at`, 0 when there is none. */
    get(words: Uint32Array, at: number): number {
      let holder = slots[slotOf(words[at]!, words[at + 1]!, words[at + 2]!) + 3]!
      for (let next = successors.get(holder); next !== undefined; next = successors.get(holder)) holder = next
      return holder
    },
    set(words: Uint32Array, at: number, holder: number): void {
      if (count >= capacity * FULLEST) grow()
      put(words[at]!, words[at + 1]!, words[at + 2]!, holder)
    },
    /** All identifiers of `from` are `into`'s from now on. */
    merge(from: number, into: number): void {
      successors.set(from, into)
    },
  }
}

export type KnownIdentifiers = ReturnType<typeof knownIdentifiers>
