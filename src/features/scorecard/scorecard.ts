import { z } from 'zod'
import { Grain, Period } from '../../core/calendar.ts'
import { nameAmong } from '../../core/name.ts'
import { trendOf } from '../../core/trend.ts'
import type { Reference } from '../agreement/agreement.ts'

/**
 * Each team's local numbers beside the shared outcome they claim to move. What a number means belongs to `metric`; what
 * should follow from two numbers that part ways belongs to `finding`.
 */

/** How many periods people look at when they do not say. */
export const USUAL_PERIODS = 13

export const Bound = z.union([z.number(), z.tuple([z.number(), z.number()])])

export const Operator = z.enum(['gte', 'gt', 'lte', 'lt', 'eq', 'between', 'outside'])
export type Operator = z.infer<typeof Operator>

/** How an operator is written before a number. */
export const SIGNS: Readonly<Record<Operator, string>> = {
  gte: '≥',
  gt: '>',
  lte: '≤',
  lt: '<',
  eq: '=',
  between: 'within',
  outside: 'outside',
}

/** What a number should be in a period: on one side of a number, equal to it, within a pair of numbers, or outside of it. */
export type Target = { operator: Operator; target: z.infer<typeof Bound> }

export const LineSpec = z.strictObject({
  metric: nameAmong('metric').describe('The local number'),
  target: Bound.optional().describe('What it should be in a period; the metric’s own target, when absent'),
  operator: Operator.optional().describe('How it is compared; gte or lte as the metric’s direction says, when absent'),
  owner: nameAmong('team')
    .optional()
    .describe('Team that answers for the line; the metric’s owner, when absent. It signs the scorecard'),
})
export type LineSpec = z.infer<typeof LineSpec>

export const SectionSpec = z.strictObject({
  title: z.string().min(1).max(200).optional().describe('The outcome’s title, when absent'),
  stakeholder: z.string().min(1).max(200).optional().describe('Whom it is for: customers, the board, the team itself'),
  why: z.string().min(1).max(1000).optional().describe('What is in it for them'),
  outcome: nameAmong('metric').describe('The shared number that the lines are meant to move'),
  lines: z.array(LineSpec).optional().describe('Local numbers; those that claim to drive the outcome, when absent'),
})
export type SectionSpec = z.infer<typeof SectionSpec>

export const Scorecard = z.object({
  sections: z.array(SectionSpec).min(1).describe('A section per shared outcome and whom it is for'),
  grain: Grain.optional().describe('Period in which all numbers are read; each outcome’s own, when absent'),
  periods: z.int().min(2).max(60).default(USUAL_PERIODS).describe('How many periods side by side'),
})
export type Scorecard = z.output<typeof Scorecard>

/** A number in one complete period; `null` where nothing can be said, which is not zero. */
export const Point = z.object({ period: Period, value: z.number().nullable() })
export type Point = z.infer<typeof Point>

/** A number over the last complete periods, in order. */
export type Series = { metric: string; grain: Grain; points: Point[]; yearAgo: number | null; problem?: string }

/** Which way a number has been going, in the sense in which its metric calls one way good. */
export const Course = z.enum(['better', 'worse', 'flat'])
export type Course = z.infer<typeof Course>

/** The periods a course is told from: long enough to tell it from chance, short enough to be about now. */
export const COURSE_PERIODS = 8

/** The last known points among those that a course is told from, leaving out the `skip` newest. */
export function recentPoints(points: readonly Point[], skip = 0): (Point & { value: number })[] {
  const recent = points.slice(0, points.length - skip).slice(-COURSE_PERIODS)
  return recent.filter((point): point is Point & { value: number } => point.value !== null)
}

/** Whether a number got better or worse more clearly than by chance; unknown with fewer than four known values. */
export function courseOf(points: readonly Point[], good: 'up' | 'down', skip = 0): Course | null {
  const known = recentPoints(points, skip)
  if (known.length < 4) return null
  const { direction } = trendOf(known.map(({ value }) => value))
  if (direction === 'flat') return 'flat'
  return direction === good ? 'better' : 'worse'
}

/** Teams that answer for lines by name, and therefore sign the scorecard. */
export function boundBy({ sections }: Scorecard): string[] {
  return [...new Set(sections.flatMap(({ lines = [] }) => lines.flatMap(({ owner }) => owner ?? [])))]
}

/** The metrics a scorecard names. */
export function refersTo({ sections }: Scorecard): Reference[] {
  return sections
    .flatMap(({ outcome, lines = [] }) => [outcome, ...lines.map(({ metric }) => metric)])
    .map(name => ({ kind: 'metric', name }))
}
