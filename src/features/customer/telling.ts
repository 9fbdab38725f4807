import type { Identifier } from './customer.ts'

/** Shorter ids, such as customer numbers, stand in texts that are about something else. */
const LONG_ENOUGH = 8

/**
 * The identifiers that can be searched for in text without finding somebody else: addresses, phone numbers, and ids that are long
 * enough; in lower case.
 */
export function tellingOf(identifiers: readonly Identifier[]): string[] {
  const telling = identifiers.filter(
    ({ kind, value }) => kind === 'email' || kind === 'phone' || value.includes('@') || value.length >= LONG_ENOUGH,
  )
  return [...new Set(telling.map(({ value }) => value.toLowerCase()))]
}

/** Whether a text names one of them, whatever its letters’ case, also as it stands in a web address. */
export function tells(text: string, telling: readonly string[]): boolean {
  const low = text.toLowerCase()
  return telling.some(each => low.includes(each) || (each.includes('@') && low.includes(each.replaceAll('@', '%40'))))
}

export const BLACK = '[erased]'

/** The text with each of them made unreadable. */
export function blackened(text: string, telling: readonly string[]): string {
  const spellings = telling.flatMap(each => (each.includes('@') ? [each, each.replaceAll('@', '%40')] : [each]))
  return spellings
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, each) => left.replaceAll(new RegExp(escaped(each), 'giu'), BLACK), text)
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
