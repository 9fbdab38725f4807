import { hash } from 'node:crypto'
import type { JsonValue } from '../../core/json.ts'

type Row = Readonly<Record<string, JsonValue>>

/** Beyond these, rows that share the greatest watermark are not remembered one by one, and come again. */
const MOST = 200

/**
 * Follows rows in the order of a column, and knows where to go on after each: at the greatest value that was seen, without
 * the rows of that value that were seen already. Those that share it and are written later are new. `cursor` is what an
 * earlier reading gave.
 */
export function followWatermark(column: string, cursor: string | undefined) {
  const before = cursor ? placeIn(cursor) : undefined
  let at = before?.at
  let seen = new Set(before?.seen)
  return {
    /** The value to go on from, that value included. */
    from: before?.at,
    /** The rows that no earlier reading gave; `cursor` is after all of them then. */
    take<R extends Row>(rows: readonly R[]): R[] {
      return rows.filter(row => {
        const value = row[column]
        if (value === undefined || value === null) return true
        const text = textOf(value)
        if (text !== at) seen = new Set()
        at = text
        const print = hash('sha256', JSON.stringify(row), 'base64url').slice(0, 16)
        seen.add(print)
        return text !== before?.at || !before.seen.has(print)
      })
    },
    /** Where to go on; empty while no value was seen. */
    get cursor(): string {
      return at === undefined ? '' : JSON.stringify({ at, seen: seen.size > MOST ? [] : [...seen] })
    },
  }
}

function placeIn(cursor: string): { at: string; seen: ReadonlySet<string> } {
  const { at, seen } = JSON.parse(cursor) as { at: string; seen: string[] }
  return { at, seen: new Set(seen) }
}

/** A value as it is sent back to the database. */
const textOf = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))
