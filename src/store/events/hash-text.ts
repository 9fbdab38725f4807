const C1 = 0x239b_961b
const C2 = 0xab0e_9789
const C3 = 0x38b3_4ae5
const C4 = 0xa1e3_8b93

/**
 * Writes 128 bits that stand for the text, as four words from `at` on: MurmurHash3 (x86, 128 bits) of its UTF-16.
 * For telling many texts apart, not for keeping secrets. What it gives is stored and may never change.
 */
export function hashText(text: string, seed: number, words: Uint32Array, at: number): void {
  let [h1, h2, h3, h4] = [seed, seed, seed, seed]
  const full = text.length & ~7
  for (let i = 0; i < full; i += 8) {
    h1 = (Math.imul(rotated((h1 ^ stirred(pair(text, i), C1, 15, C2)) | 0, 19) + h2, 5) + 0x561c_cd1b) | 0
    h2 = (Math.imul(rotated((h2 ^ stirred(pair(text, i + 2), C2, 16, C3)) | 0, 17) + h3, 5) + 0x0bca_a747) | 0
    h3 = (Math.imul(rotated((h3 ^ stirred(pair(text, i + 4), C3, 17, C4)) | 0, 15) + h4, 5) + 0x96cd_1c35) | 0
    h4 = (Math.imul(rotated((h4 ^ stirred(pair(text, i + 6), C4, 18, C1)) | 0, 13) + h1, 5) + 0x32ac_3b17) | 0
  }
  h4 ^= stirred(pair(text, full + 6), C4, 18, C1)
  h3 ^= stirred(pair(text, full + 4), C3, 17, C4)
  h2 ^= stirred(pair(text, full + 2), C2, 16, C3)
  h1 ^= stirred(pair(text, full), C1, 15, C2)
  h1 ^= 2 * text.length
  h2 ^= 2 * text.length
  h3 ^= 2 * text.length
  h4 ^= 2 * text.length
  h1 = (h1 + h2 + h3 + h4) | 0
  h2 = finished(h2 + h1)
  h3 = finished(h3 + h1)
  h4 = finished(h4 + h1)
  h1 = finished(h1)
  h1 = (h1 + h2 + h3 + h4) | 0
  words[at] = h1
  words[at + 1] = h2 + h1
  words[at + 2] = h3 + h1
  words[at + 3] = h4 + h1
}

const seeds = new Map<string, number>()

/** The seed under which texts of a kind are hashed, so that the same text of two kinds differs. Never changes either. */
export function seedOf(kind: string): number {
  let seed = seeds.get(kind)
  if (seed === undefined) {
    const words = new Uint32Array(4)
    hashText(kind, 0, words, 0)
    seed = words[0]! | 0
    seeds.set(kind, seed)
  }
  return seed
}

/** Two code units as a word; beyond the end of the text they are 0. */
function pair(text: string, i: number): number {
  return i + 1 < text.length
    ? text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)
    : i < text.length
      ? text.charCodeAt(i)
      : 0
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

const stirred = (word: number, by: number, turn: number, then: number): number =>
  Math.imul(rotated(Math.imul(word, by), turn), then)

function finished(word: number): number {
  let hash = word | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
