import { z } from 'zod'
import { Grain, Period } from '../../core/calendar.ts'
import { DurationText, parseDuration } from '../../core/duration.ts'
import { Filter } from '../../core/filter.ts'
import { canonicalJson, type JsonValue } from '../../core/json.ts'
import { Name, nameAmong } from '../../core/name.ts'
import type { Problem } from '../../core/problem.ts'
import { Share } from '../../core/share.ts'
import type { Reference } from '../agreement/agreement.ts'
import type { Counting } from './counting.ts'
import { STEPS_MAX } from './packing.ts'

/**
 * What a funnel is and what is read from one: through which steps people come, how they are counted, how many get how far.
 * What a stage means belongs to `stage`; which touch earned a deal belongs to `attribution`.
 */

/** A step people take: their entry into a stage, or an event, perhaps only where its properties hold. */
export type FunnelStep = z.output<typeof FunnelStep>
export const FunnelStep = z.union([
  Name.transform(stage => ({ stage })).meta({ description: 'The name of a stage' }),
  z.strictObject({
    stage: nameAmong('stage').describe('The name of a stage; a person takes this step by entering it'),
  }),
  z.strictObject({
    event: z.string().min(1).max(200).describe('The name of an event; a person takes this step by doing it'),
    where: Filter.optional().describe('Which of these events count, by their properties'),
    title: z.string().min(1).max(80).optional().describe('What people call the step; the event, when absent'),
  }),
])

/** What teams agree on when they agree on a funnel. */
export type Funnel = z.output<typeof Funnel>
export const Funnel = z.strictObject({
  steps: z.array(FunnelStep).describe(`The steps in order, 2 to ${STEPS_MAX}; a word alone names a stage`),
  within: DurationText.optional().describe('The longest time from the first step to any other; unbounded, when absent'),
  order: z
    .enum(['ordered', 'strict', 'any'])
    .optional()
    .describe(
      'ordered (default): each step after the one before, whatever happens between; strict: nothing else between; ' +
        'any: the first step, and the others in any order, even before it',
    ),
  repeats: z
    .enum(['allow', 'stop'])
    .optional()
    .describe('allow (default): a step taken again changes nothing; stop: it ends the way through the funnel'),
  ties: z
    .enum(['allow', 'refuse'])
    .optional()
    .describe('allow (default): steps of one instant count as in order; refuse: each step must be strictly later'),
  reuse: z
    .enum(['allow', 'refuse'])
    .optional()
    .describe('refuse (default): each step needs an event of its own; allow: one event may be several steps'),
  by: z.array(z.string().min(1)).optional().describe('Dimensions that split the people, such as origin or channel'),
  cohort: Grain.optional().describe('Groups people by the period in which they took the first step'),
})

/** How long people took, in ms: percentiles are exact, interpolated between the two nearest people. */
export type Spread = z.output<typeof Spread>
export const Spread = z.strictObject({ median: z.number(), p90: z.number(), mean: z.number() })

/** One step of a funnel as read. */
export type StepReading = z.output<typeof StepReading>
export const StepReading = z.strictObject({
  step: z.string(),
  people: z.int().describe('People who reached this step'),
  conversion: Share.nullable().describe('Of those who reached the step before; null for the first step and of nobody'),
  overall: Share.nullable().describe('Of those who took the first step; null of nobody'),
  dropOff: z.int().describe('People who reached the step before and not this one'),
  sincePrevious: Spread.nullable().describe('Time from the step before, negative when it came first'),
  sinceEntry: Spread.nullable().describe('Time from the first step'),
})

/** A funnel as read for the people of one cohort and segment. */
export type FunnelReading = z.output<typeof FunnelReading>
export const FunnelReading = z.strictObject({
  period: Period.nullable().describe('When these people took the first step; null without cohorts'),
  segment: z.array(z.string().nullable()).describe('One value per dimension; null where it is missing'),
  steps: z.array(StepReading),
})

/** A funnel as read: a row per cohort and segment that has people, and everybody together. */
export type FunnelResult = z.output<typeof FunnelResult>
export const FunnelResult = z.strictObject({
  steps: z.array(z.string()),
  rows: z.array(FunnelReading),
  total: z.array(StepReading),
})

/** What each step is called, in order: the headings of a table. `checkFunnel` makes sure they differ. */
export function stepNames(funnel: Funnel): string[] {
  return funnel.steps.map(nameOf)
}

/** The rules by which a funnel counts, with what it leaves out filled in. */
export function countingOf(funnel: Funnel): Counting {
  return {
    steps: funnel.steps.length,
    windowMs: funnel.within === undefined ? Number.POSITIVE_INFINITY : parseDuration(funnel.within).ms,
    order: funnel.order ?? 'ordered',
    repeats: funnel.repeats ?? 'allow',
    ties: funnel.ties ?? 'allow',
    reuse: funnel.reuse ?? 'refuse',
  }
}

/**
 * Whether the reading must also be given events that are no step of the funnel, as mask 0: strict order made of events only.
 * Where a step is a stage, only the funnel's own steps can come between, for stages are far apart and other events never rare.
 */
export function needsOtherEvents(funnel: Funnel): boolean {
  return funnel.order === 'strict' && funnel.steps.every(step => 'event' in step)
}

/** The agreements a funnel rests on: its stages. */
export function refersTo(funnel: Funnel): Reference[] {
  const names = new Set(funnel.steps.flatMap(step => ('stage' in step ? [step.stage] : [])))
  return [...names].map(name => ({ kind: 'stage', name }))
}

/** Everything that is wrong with a funnel beyond its shape; whether its stages exist is not asked here. */
export function checkFunnel(funnel: Funnel): Problem[] {
  return [
    ...checkCount(funnel),
    ...checkRepeatedSteps(funnel),
    ...checkWindow(funnel),
    ...checkRules(funnel),
    ...checkBy(funnel),
  ]
}

function nameOf(step: FunnelStep): string {
  return 'stage' in step ? step.stage : (step.title ?? step.event)
}

function checkCount({ steps }: Funnel): Problem[] {
  if (steps.length < 2)
    return [
      {
        path: ['steps'],
        code: 'too_few_steps',
        message: 'A funnel needs at least two steps. Add the step that people should reach.',
      },
    ]
  if (steps.length > STEPS_MAX)
    return [
      {
        path: ['steps'],
        code: 'too_many_steps',
        message: `A funnel has at most ${STEPS_MAX} steps, this one has ${steps.length}. Leave some out or make two funnels.`,
      },
    ]
  return []
}

function checkRepeatedSteps(funnel: Funnel): Problem[] {
  const { order, ties, reuse } = countingOf(funnel)
  const oneEventServesBoth = reuse === 'allow' && (order === 'any' || ties === 'allow')
  return funnel.steps.flatMap((step, i): Problem[] => {
    const name = nameOf(step)
    const before = funnel.steps.slice(0, i)
    if ('stage' in step && before.some(other => 'stage' in other && other.stage === step.stage))
      return [
        {
          path: ['steps', i],
          code: 'repeated_stage',
          message: `The stage “${name}” is a step twice, but people enter a stage once. Remove one of the two.`,
        },
      ]
    if (
      'event' in step &&
      oneEventServesBoth &&
      before.some(other => 'event' in other && ruleOf(other) === ruleOf(step))
    )
      return [
        {
          path: ['steps', i],
          code: 'repeated_step',
          message: `Step ${i + 1} is the same as an earlier one, and the same event takes both. Remove it, or write reuse: refuse to ask for a second event.`,
        },
      ]
    if (before.some(other => nameOf(other) === name))
      return [
        {
          path: ['steps', i],
          code: 'repeated_name',
          message: `Two steps are called “${name}”. Give step ${i + 1} a title of its own.`,
        },
      ]
    return []
  })
}

function ruleOf(step: { event: string; where?: Filter }): string {
  return canonicalJson([step.event, (step.where ?? {}) as JsonValue])
}

function checkWindow({ within }: Funnel): Problem[] {
  if (within === undefined) return []
  const { ms, business } = parseDuration(within)
  if (business)
    return [
      {
        path: ['within'],
        code: 'business_window',
        message: `A conversion window is counted on the clock, not in working time. Write ${within.replace(/\s*(business|working|work)\s*/g, ' ').trim()}, or more.`,
      },
    ]
  if (ms <= 0)
    return [
      {
        path: ['within'],
        code: 'empty_window',
        message: 'A conversion window must be longer than nothing. Write one such as 30 days.',
      },
    ]
  return []
}

function checkRules({ order, repeats, ties }: Funnel): Problem[] {
  if (order !== 'any') return []
  return Object.entries({ repeats, ties }).flatMap(([rule, value]) =>
    value === undefined
      ? []
      : [
          {
            path: [rule],
            code: 'rule_without_order',
            message: `“${rule}” says nothing where steps count in any order. Remove it.`,
          },
        ],
  )
}

function checkBy({ by = [] }: Funnel): Problem[] {
  return by.flatMap((name, i) =>
    by.indexOf(name) < i
      ? [
          {
            path: ['by', i],
            code: 'repeated_dimension',
            message: `“${name}” splits the people already. Remove it here.`,
          },
        ]
      : [],
  )
}
