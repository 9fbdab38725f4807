import { hash } from 'node:crypto'

/** SHA-256 of the UTF-8 of `text`, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

/**
 * A UUID that the same parts always give and other parts never: how a row that has no id of its own gets one, so that
 * importing it twice stores it once.
 *
 * The first 122 bits of SHA-256, marked as version 8 (RFC 9562). `['ab', 'c']` and `['a', 'bc']` differ.
 */
export function uuidOf(...parts: readonly string[]): string {
  const digits = sha256(JSON.stringify(parts))
  const variant = VARIANTS[Number.parseInt(digits[16]!, 16) & 3]!
  const [a, b, c, d] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16), digits.slice(17, 20)]
  return `${a}-${b}-8${c}-${variant}${d}-${digits.slice(20, 32)}`
}

const VARIANTS = '89ab'
