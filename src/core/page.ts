import { z } from 'zod'
import { fail } from './error.ts'

/** A part of a long list; `next` is the cursor of the following part, `null` at the end. */
export type Page<T> = { items: T[]; next: string | null }

/** Which part of a long list is wanted: at most `limit` items after `cursor`. */
export type PageRequest = z.infer<typeof PageRequest>
export const PageRequest = z.object({
  limit: z.int().min(1).max(500).default(100).describe('How many at most'),
  cursor: z.string().optional().describe('Where to go on: “next” of the answer before'),
})

/** The schema of a page of items. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next items; null when there are none'),
  })
}

/**
 * A page from rows that were read with one row more than `limit`; that row says whether there is a next page.
 *
 * `keyOf` gives the sort key of a row, by which the next read goes on.
 */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => Key): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null }
}

type Key = (string | number)[]

/** A sort key as an opaque text that is safe in a URL. */
export function cursorOf(key: Key): string {
  return encodeURIComponent(JSON.stringify(key)).replaceAll('~', '%7E').replaceAll('%', '~')
}

/** The sort key of a cursor; fails as `invalid` on a text that is none or has another length. */
export function keyOf(cursor: string, length: number): Key {
  const key = parsed(cursor)
  if (Array.isArray(key) && key.length === length && key.every(isKeyPart)) return key
  return fail('invalid', 'This cursor is not one of this list. Ask for the first page again.')
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(cursor.replaceAll('~', '%')))
  } catch {
    return undefined
  }
}

function isKeyPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number'
}
