import { z } from 'zod'
import { addDays, type Calendar, PlainDate, periodNamed } from '../../core/calendar.ts'
import { Name } from '../../core/name.ts'
import type { Reference } from '../agreement/agreement.ts'

/**
 * What a company or team wants to reach and by when, who contributes what, and the numbers by which everybody will see it.
 * What a number means belongs to `metric`.
 */

/** Whose goal it is, from the widest to the narrowest. */
export const LEVELS = ['company', 'cross-team', 'team', 'person'] as const
export const Level = z.enum(LEVELS)
export type Level = z.infer<typeof Level>

export const Cycle = z.union([
  z.string().min(1).meta({ description: 'A period by its label: 2026-Q1, 2026, 2026-03, FY2026-Q1' }),
  z.int().min(1900).max(2199).transform(String).meta({ description: 'A year' }),
  z.strictObject({ from: PlainDate.describe('First day'), to: PlainDate.describe('Day after the last') }),
])
export type Cycle = z.output<typeof Cycle>

/** What a team puts in, so that a shared goal is more than somebody else’s. */
export const Contributor = z.strictObject({
  team: Name.describe('Team that contributes'),
  with: z.string().min(1).max(500).describe('What it contributes, in words'),
  metric: Name.optional().describe('The number that shows it'),
})
export type Contributor = z.infer<typeof Contributor>

export const KeyResult = z.strictObject({
  name: z.string().min(1).max(200).describe('What will be so when it is reached'),
  metric: Name.describe('The number that proves it'),
  from: z.number().describe('Where the number stood at the start: the baseline, of a period as long as the cycle'),
  to: z.number().describe('Where it should stand at the end'),
  by: PlainDate.optional().describe('Last day to reach it; the last of the cycle, when absent'),
  kind: z
    .enum(['committed', 'aspirational'])
    .default('committed')
    .describe('committed: all of it is promised; aspirational: 70 % of the way is good'),
})
export type KeyResult = z.infer<typeof KeyResult>

export const Goal = z.object({
  level: Level.describe('Whose goal it is'),
  cycle: Cycle.describe('When it is worked on'),
  objective: z.string().min(1).max(2000).optional().describe('The objective, where the title is too short for it'),
  contributors: z.array(Contributor).optional().describe('Teams that contribute, and with what; each of them signs'),
  results: z.array(KeyResult).default([]).describe('Key results: the numbers by which it will be seen'),
  parent: Name.optional().describe('The goal it serves'),
})
export type Goal = z.output<typeof Goal>

/** Half-open days with a label for people. */
export type Span = { label: string; start: PlainDate; end: PlainDate }

/** The days of a cycle; fails as `invalid` when there is no such period. */
export function spanOf(cycle: Cycle, calendar: Calendar): Span {
  if (typeof cycle !== 'string')
    return { label: `${cycle.from} to ${addDays(cycle.to, -1)}`, start: cycle.from, end: cycle.to }
  const { label, start, end } = periodNamed(cycle, calendar)
  return { label, start, end }
}

/** Everything a goal rests on: the numbers of its results and contributors, and the goal it serves. */
export function refersTo(goal: Goal): Reference[] {
  return [
    ...metricsOf(goal).map(name => ({ kind: 'metric', name })),
    ...(goal.parent === undefined ? [] : [{ kind: 'goal', name: goal.parent }]),
  ]
}

/** The metrics a goal is read by, each once. */
export function metricsOf(goal: Goal): string[] {
  const contributed = (goal.contributors ?? []).flatMap(({ metric }) => metric ?? [])
  return [...new Set([...goal.results.map(({ metric }) => metric), ...contributed])]
}
