declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array }

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

let lastMs = 0
let lastRandom = new Uint8Array(16)

/**
 * A new identifier: 26 characters whose text order is the order of creation within a process, and of time across processes.
 *
 * Ten characters of milliseconds, sixteen random ones; within one millisecond the random part counts up (the ULID scheme).
 */
export function newId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now
    lastRandom = crypto.getRandomValues(new Uint8Array(16)).map(byte => byte & 31) as Uint8Array<ArrayBuffer>
    lastRandom[0]! &= 15
  } else {
    increment(lastRandom)
  }
  let time = ''
  for (let rest = lastMs, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time
  return time + Array.from(lastRandom, digit => ALPHABET[digit]).join('')
}

function increment(digits: Uint8Array): void {
  for (let i = digits.length - 1; i >= 0; i--) {
    digits[i] = (digits[i]! + 1) & 31
    if (digits[i] !== 0) return
  }
}
