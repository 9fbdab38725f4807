import { dateOfDay, startOfDay } from '../../core/calendar.ts'
import { MOST_CELLS, type Window } from '../plan/step.ts'
import type { Source } from './source.ts'
import { lines, subquery, whole } from './statement.ts'

/** How rows find their period: the expression of its index, a join when periods overlap, and the span of them all. */
export type Placed = { period: string; join?: string; span: string }

/**
 * The period of a row. Periods that follow each other become a CASE (or, for days, a difference); windows that overlap are
 * joined, so that a row counts once in each.
 */
export function placedIn(windows: readonly Window[], source: Source, zone: string): Placed {
  const { byDay, place } = source
  const at = (day: number) => whole(byDay ? day : startOfDay(dateOfDay(day), zone))
  const opens = Math.min(...windows.map(window => window.opens))
  const closes = Math.max(...windows.map(window => window.closes))
  const span = `${place} >= ${at(opens)} AND ${place} < ${at(closes)}`
  const follow = windows.every((window, i) => i === 0 || window.opens === windows[i - 1]!.closes)
  if (follow && windows.length === 1) return { period: '0', span }
  if (follow && byDay && closes - opens === windows.length) return { period: `${place} - ${at(opens)}`, span }
  if (follow) return { period: searched(windows, place, at), span }
  const values = windows.map((window, i) => `(${i}, ${at(window.opens)}, ${at(window.closes)})`)
  const within = (point: string) => `${point} >= w.opens AND ${point} < w.closes`
  const listed = `(VALUES ${values.join(', ')}) AS w (period, opens, closes)`
  if (!byDay) return { period: 'w.period', join: `JOIN ${listed} ON ${within(place)}`, span }
  const days = `generate_series(${at(opens)}, ${at(closes - 1)}) AS d (day)`
  const pairs = lines('SELECT d.day, w.period', `FROM ${days}`, `JOIN ${listed} ON ${within('d.day')}`)
  return { period: 'w.period', join: `JOIN ${subquery(pairs, 'w')} ON w.day = ${place}`, span }
}

/** The number of the window that a place lies in. Many are halved until few are left, so a row is compared a few times. */
function searched(windows: readonly Window[], place: string, at: (day: number) => string, first = 0): string {
  if (windows.length > LONGEST_CASE) {
    const half = windows.length >> 1
    const [earlier, later] = [windows.slice(0, half), windows.slice(half)]
    const search = (part: readonly Window[], from: number) => searched(part, place, at, from)
    return `CASE WHEN ${place} < ${at(later[0]!.opens)} THEN ${search(earlier, first)} ELSE ${search(later, first + half)} END`
  }
  const cases = windows.slice(0, -1).map((window, i) => `WHEN ${place} < ${at(window.closes)} THEN ${first + i}`)
  return `CASE ${cases.join(' ')} ELSE ${first + windows.length - 1} END`
}

/** The instant at which the last period is over. */
export function endOf({ windows, zone }: { windows: readonly Window[]; zone: string }): number {
  return startOfDay(dateOfDay(Math.max(...windows.map(window => window.closes))), zone)
}

export function grouping(dimensions: number): string {
  return `GROUP BY ${Array.from({ length: dimensions + 1 }, (_, i) => i + 1).join(', ')}`
}

export function limit(dimensions: number): string {
  return dimensions > 0 ? `LIMIT ${whole(MOST_CELLS + 1)}` : ''
}

/** A row passes through half of the branches on average. */
const LONGEST_CASE = 16
