import { z } from 'zod'
import { Cadence } from '../../core/cadence.ts'
import { PlainDate } from '../../core/calendar.ts'
import { nameAmong } from '../../core/name.ts'
import type { Reference } from '../agreement/agreement.ts'
import { isCycleName, Stretch } from '../cycle/cycle.ts'

/**
 * What a company or team wants to reach and by when, who contributes what, and the numbers by which everybody will see it.
 * What a number means belongs to `metric`.
 */

/** Whose goal it is, from the widest to the narrowest. */
export const LEVELS = ['company', 'cross-team', 'team', 'person'] as const
export const Level = z.enum(LEVELS)
export type Level = z.infer<typeof Level>

/** What a team puts in, so that a shared goal is more than somebody else’s. */
export const Contributor = z.strictObject({
  team: nameAmong('team').describe('Team that contributes'),
  with: z.string().min(1).max(500).describe('What it contributes, in words'),
  metric: nameAmong('metric').optional().describe('The number that shows it'),
})
export type Contributor = z.infer<typeof Contributor>

/**
 * A key result has one form: a number taken `from` somewhere `to` somewhere, a number to `keep` in a band, something that is
 * `done` by a day, or a baseline to `establish` by a day. Without a metric, its value is given by hand at check-ins.
 */
export const KeyResult = z.strictObject({
  name: z.string().min(1).max(200).describe('What will be so when it is reached'),
  metric: nameAmong('metric').optional().describe('The number that proves it; by hand at check-ins, when absent'),
  from: z
    .number()
    .optional()
    .describe('Where the number stood at the start: the baseline, of a period as long as the cycle'),
  to: z.number().optional().describe('Where it should stand at the end'),
  keep: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('The band it should stay in, in every period of the metric'),
  done: z.string().min(1).max(500).optional().describe('A milestone: how everybody will see that it is done'),
  establish: z.literal(true).optional().describe('The baseline is not known yet, and measuring it is the result'),
  unit: z.string().min(1).max(40).optional().describe('Unit of a number given by hand'),
  by: PlainDate.optional().describe('Last day to reach it; the last of the cycle, when absent'),
  kind: z
    .enum(['committed', 'aspirational'])
    .default('committed')
    .describe('committed: all of it is promised; aspirational: 70 % of the way is good'),
  weight: z.number().positive().max(100).optional().describe('How much it counts beside the others; 1, when absent'),
})
export type KeyResult = z.infer<typeof KeyResult>

export const RESULT_FORMS = ['change', 'band', 'milestone', 'baseline'] as const
export type ResultForm = (typeof RESULT_FORMS)[number]

/** Which form a key result has, by the field that makes it one. */
export function formOf({ keep, done, establish }: Pick<KeyResult, 'keep' | 'done' | 'establish'>): ResultForm {
  if (keep) return 'band'
  if (done !== undefined) return 'milestone'
  return establish ? 'baseline' : 'change'
}

/**
 * What a goal needs from another team. The provider signs the goal and thereby confirms it, unless the risk that it does not
 * come has an owner.
 */
export const Dependency = z.strictObject({
  on: nameAmong('team').describe('Team that provides it'),
  for: z.string().min(1).max(500).describe('What is needed'),
  by: PlainDate.optional().describe('Day by which it is needed'),
  goal: nameAmong('goal').optional().describe('The provider’s goal in which it stands'),
  risk: z
    .strictObject({
      owner: nameAmong('team').describe('Team that answers for the risk'),
      plan: z.string().min(1).max(500).describe('What happens when it does not come'),
    })
    .optional()
    .describe('Not confirmed by the provider: whose risk that is'),
})
export type Dependency = z.infer<typeof Dependency>

export const Goal = z.object({
  level: Level.describe('Whose goal it is'),
  cycle: Stretch.describe('When it is worked on: a period by its label, days of its own, or the name of a cycle'),
  objective: z.string().min(1).max(2000).optional().describe('The objective, where the title is too short for it'),
  contributors: z.array(Contributor).optional().describe('Teams that contribute, and with what; each of them signs'),
  results: z.array(KeyResult).default([]).describe('Key results: the numbers by which it will be seen'),
  parent: nameAmong('goal').optional().describe('The goal it serves'),
  dependencies: z.array(Dependency).optional().describe('What it needs from other teams'),
  notDoing: z.array(z.string().min(1).max(500)).optional().describe('What its owner leaves in favour of it'),
  checkIn: Cadence.optional().describe('How often it is checked in; as its cycle says, when absent'),
})
export type Goal = z.output<typeof Goal>

/** Teams that sign a goal besides its owner: who contributes, who provides what it needs, who answers for a risk. */
export function boundBy({ contributors = [], dependencies = [] }: Goal): string[] {
  return [...contributors.map(({ team }) => team), ...dependencies.map(({ on, risk }) => risk?.owner ?? on)]
}

/** Everything a goal rests on: the numbers of its results and contributors, its cycle, the goals it serves and needs. */
export function refersTo(goal: Goal): Reference[] {
  return [
    ...metricsOf(goal).map(name => ({ kind: 'metric', name })),
    ...(isCycleName(goal.cycle) ? [{ kind: 'cycle', name: goal.cycle }] : []),
    ...[goal.parent, ...(goal.dependencies ?? []).map(each => each.goal)].flatMap(name =>
      name === undefined ? [] : [{ kind: 'goal', name }],
    ),
  ]
}

/** The metrics a goal is read by, each once. */
export function metricsOf(goal: Goal): string[] {
  const contributed = (goal.contributors ?? []).flatMap(({ metric }) => metric ?? [])
  return [...new Set([...goal.results.flatMap(({ metric }) => metric ?? []), ...contributed])]
}
