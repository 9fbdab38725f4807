/** Writes the four 32-bit words of a lower-case UUID into `words` from `at` on, the first digits last, as DuckDB holds it. */
export function uuidWords(text: string, words: Uint32Array, at: number): void {
  words[at + 3] = (hex(text, 0) * 2 ** 16 + hex(text, 4)) ^ 0x8000_0000
  words[at + 2] = hex(text, 9) * 2 ** 16 + hex(text, 14)
  words[at + 1] = hex(text, 19) * 2 ** 16 + hex(text, 24)
  words[at] = hex(text, 28) * 2 ** 16 + hex(text, 32)
}

/** The number that four lower-case hexadecimal digits write. */
function hex(text: string, start: number): number {
  return (
    digit(text.charCodeAt(start)) * 4096 +
    digit(text.charCodeAt(start + 1)) * 256 +
    digit(text.charCodeAt(start + 2)) * 16 +
    digit(text.charCodeAt(start + 3))
  )
}

const digit = (code: number): number => (code < 58 ? code - 48 : code - 87)
