import { dateOfDay, startOfDay } from '../../core/calendar.ts'
import { MOST_CELLS, type Window } from '../plan/step.ts'
import type { Source } from './source.ts'
import { whole } from './statement.ts'

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
  if (follow && windows.length <= LONGEST_CASE) {
    const cases = windows.slice(0, -1).map((window, i) => `WHEN ${place} < ${at(window.closes)} THEN ${i}`)
    return { period: `CASE ${cases.join(' ')} ELSE ${windows.length - 1} END`, span }
  }
  const values = windows.map((window, i) => `(${i}, ${at(window.opens)}, ${at(window.closes)})`)
  return {
    period: 'w.period',
    join: `JOIN (VALUES ${values.join(', ')}) AS w (period, opens, closes) ON ${place} >= w.opens AND ${place} < w.closes`,
    span,
  }
}

export function grouping(dimensions: number): string {
  return `GROUP BY ${Array.from({ length: dimensions + 1 }, (_, i) => i + 1).join(', ')}`
}

export function limit(dimensions: number): string {
  return dimensions > 0 ? `LIMIT ${whole(MOST_CELLS + 1)}` : ''
}

/** Each row passes through half of the branches on average; a join is faster beyond this. */
const LONGEST_CASE = 64
