import { z } from 'zod'
import { addDays, PlainDate } from '../../core/calendar.ts'
import { Share } from '../../core/share.ts'
import type { Span } from '../cycle/cycle.ts'
import { KeyResult } from './goal.ts'
import { elapsedOn, expectedOf, paceOf, progressOf, STATUSES, statusOf, worstOf } from './progress.ts'

export const Going = z.object({
  elapsed: Share.describe('Share of the time that has passed'),
  expected: Share.describe('How much should be done by now'),
  progress: z.number().nullable().describe('How much of the way is done: 0 at the baseline, 1 at the target'),
  pace: z.number().nullable().describe('What is done by what should be; 1 arrives in time'),
  status: z.enum(STATUSES),
})
type Going = z.output<typeof Going>

export const ResultReading = z.object({
  ...KeyResult.shape,
  by: PlainDate,
  title: z.string(),
  unit: z.string(),
  current: z.number().nullable().describe('The number over the cycle so far'),
  ...Going.shape,
  problem: z.string().optional().describe('Why there is no number'),
})
export type ResultReading = z.output<typeof ResultReading>

/** A number as measured, with what must be known of its metric to read it. */
export type Known = { title: string; unit: string; accumulates: boolean; value: number | null; problem?: string }

/** The days of a cycle, up to the last day of a result, of which something is known; none before it has begun. */
export function soFar(cycle: Span, by: PlainDate | undefined, day: PlainDate): Span | undefined {
  const ends = [cycle.end, day, ...(by === undefined ? [] : [addDays(by, 1)])]
  const end = ends.reduce((a, b) => (b < a ? b : a))
  return end > cycle.start ? { ...cycle, end } : undefined
}

/** How far one key result has come on a day. */
export function readResult(result: KeyResult, cycle: Span, day: PlainDate, known: Known): ResultReading {
  const { accumulates, value, ...said } = known
  const by = result.by ?? addDays(cycle.end, -1)
  const elapsed = elapsedOn(day, cycle.start, addDays(by, 1))
  const { from, to } = result
  const isKnown = value !== null && from !== undefined && to !== undefined
  const progress = isKnown ? progressOf({ from, to }, value, elapsed, accumulates) : null
  const expected = expectedOf(result.kind, elapsed)
  const status = statusOf(progress, expected, elapsed)
  return {
    ...result,
    ...said,
    by,
    current: value,
    elapsed,
    expected,
    progress,
    pace: paceOf(progress, expected),
    status,
  }
}

/** How far a goal has come: its progress is the mean of its results’, its status that of the worst of them. */
export function readGoal(results: readonly ResultReading[], elapsed: Share): Going {
  const progress = meanOf(results.map(each => each.progress))
  const expected = meanOf(results.map(each => each.expected)) ?? 0
  const status = worstOf(results.map(each => each.status))
  return { elapsed, expected, progress, pace: paceOf(progress, expected), status }
}

/** The mean of shares, each held between nothing and all so that no result hides another; unknown when any of them is. */
function meanOf(shares: readonly (number | null)[]): number | null {
  const known = shares.filter(share => share !== null).map(share => Math.min(1, Math.max(0, share)))
  if (known.length === 0 || known.length < shares.length) return null
  return known.reduce((sum, share) => sum + share, 0) / known.length
}
