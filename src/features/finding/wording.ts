import type { Grain } from '../../core/calendar.ts'
import { formatShare } from '../../core/share.ts'

/** `8,000`. */
export function number(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 }).format(value)
}

/** A metric’s value in its unit: `49,200 EUR`, `12 %` of a share. */
export function amount(value: number, unit: string): string {
  return unit === '%' ? formatShare(value) : `${number(value)} ${unit}`
}

/** `1 person`, `8,000 people`. */
export function counted(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')
}

/** `a`, `a or b`, `a, b or c`. */
export function eitherOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '')
}

/** “Won deals”. */
export function quoted(word: string): string {
  return `“${word}”`
}

/** `8 weeks`, `4 fiscal quarters`. */
export function lengthOf(count: number, grain: Grain): string {
  const word = grain.replace('-', ' ')
  return counted(count, word, `${word}s`)
}
