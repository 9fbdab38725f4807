import { cursorOf, keyOf } from '../../core/page.ts'

/** A place in a timeline: entries are ordered by time, then by id. */
export type Place = { ts: number; id: string }

/** Which part of a timeline is wanted: entries before a place, the newest first, or after it, the oldest first. */
export type Part = { from?: Place; towards: 'older' | 'newer'; limit: number }

export const isBefore = (a: Place, b: Place): boolean => a.ts < b.ts || (a.ts === b.ts && a.id < b.id)

/** Cursors carry their direction, so that one field goes on to either side. */
export const cursorAt = ({ ts, id }: Place, towards: Part['towards']): string => cursorOf([ts, id, towards])

export function placeOf(cursor: string): { from: Place; towards: Part['towards'] } {
  const [ts, id, towards] = keyOf(cursor, 3)
  return { from: { ts: Number(ts), id: String(id) }, towards: towards === 'newer' ? 'newer' : 'older' }
}

/** What the lists hold of a part together, the newest first. Each list must hold the first `limit + 1` of the part. */
export function merged<T extends Place>(lists: readonly (readonly T[])[], { from, towards, limit }: Part) {
  const older = towards === 'older'
  const inPart = (each: T): boolean => !from || (older ? isBefore(each, from) : isBefore(from, each))
  const all = lists
    .flat()
    .filter(inPart)
    .toSorted((a, b) => (isBefore(a, b) === older ? 1 : -1))
  const items = all.slice(0, limit)
  return { items: older ? items : items.toReversed(), more: all.length > limit }
}
