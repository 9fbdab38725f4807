import { DEEPEST } from './event.ts'

/**
 * A number below 2^53 that stands for what a message says, whatever the order of its members; `undefined` where it is nested
 * too deep. What a tracker changes when it sends a message again, and who it shows to be, are left out.
 *
 * Two lanes of 32 bits in the manner of MurmurHash3. It is stored, so it may never change; it tells contents apart and keeps
 * no secrets.
 */
export function printOf(type: string, message: Record<string, unknown>): number | undefined {
  text(type, 1)
  let [a, b] = [high, low]
  for (const key of Object.keys(message)) {
    if (RESENT.has(key)) continue
    if (!member(key, message[key], 2, key === 'context')) return undefined
    a = (a + high) | 0
    b = (b + low) | 0
  }
  return (finished(a) >>> 0) * 2 ** 21 + (finished(b ^ a) >>> 11)
}

const RESENT: ReadonlySet<string> = new Set(['type', 'sentAt', 'receivedAt', '_metadata', 'writeKey', 'retryCount'])

let high = 0
let low = 0

function member(key: string, value: unknown, depth: number, isContext: boolean): boolean {
  text(key, 2)
  const [a, b] = [high, low]
  if (!walk(value, depth, isContext)) return false
  high = Math.imul(rotated(high ^ a, 15), 0x1b87_3593) + a
  low = Math.imul(rotated(low + b, 13), 0xcc9e_2d51) ^ b
  return true
}

function walk(value: unknown, depth: number, isContext: boolean): boolean {
  if (typeof value === 'string') text(value, 3)
  else if (typeof value === 'number') text(String(value), 4)
  else if (typeof value !== 'object' || value === null) text(String(value), 5)
  else if (depth > DEEPEST) return false
  else if (Array.isArray(value)) return list(value, depth)
  else return members(value as Record<string, unknown>, depth, isContext)
  return true
}

function members(value: Record<string, unknown>, depth: number, isContext: boolean): boolean {
  let [a, b] = [6, 7]
  for (const key of Object.keys(value)) {
    if (isContext && key === 'ip') continue
    if (!member(key, value[key], depth + 1, false)) return false
    a = (a + high) | 0
    b = (b + low) | 0
  }
  high = finished(a)
  low = finished(b)
  return true
}

function list(items: readonly unknown[], depth: number): boolean {
  let [a, b] = [8, 9]
  for (const item of items) {
    if (!walk(item, depth + 1, false)) return false
    a = Math.imul(rotated(a, 13) ^ high, 5) + 0x561c_cd1b
    b = Math.imul(rotated(b, 17) + low, 5) + 0x0bca_a747
  }
  high = finished(a)
  low = finished(b)
  return true
}

function text(value: string, kind: number): void {
  let a = kind ^ 0x9747_b28c
  let b = Math.imul(value.length + 1, 0x85eb_ca6b) ^ kind
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x0100_0193)
    b = Math.imul(rotated(b, 5) + unit, 0xcc9e_2d51)
  }
  high = finished(a)
  low = finished(b)
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

function finished(word: number): number {
  let hash = word | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
