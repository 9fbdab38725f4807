import { z } from 'zod'
import { nearest, type Problem } from '../../core/problem.ts'
import { Level, metricsOf } from '../goal/goal.ts'
import { type Metric, MetricClass } from '../metric/metric.ts'
import { type Arithmetic, isComputed, leversOf, valueWith } from './change.ts'
import { type Declared, treeOf } from './tree.ts'

/** How much an input changes: by a share of itself, by an amount, or to a value. */
export const Shift = z.union([
  z.number().meta({ description: 'By a share: 0.05 is 5 % more' }),
  z.strictObject({ by: z.number().describe('By so much') }),
  z.strictObject({ to: z.number().describe('To this value') }),
])
export type Shift = z.output<typeof Shift>

const Effect = z.object({
  value: z.number().nullable().describe('What the outcome would have been'),
  change: z.number().nullable().describe('By how much that differs'),
  share: z.number().nullable().describe('The change as a share of what it was; null where that was 0'),
})
export type Effect = z.output<typeof Effect>

const Aimed = z.object({ goal: z.string(), title: z.string(), owner: z.string(), level: Level })

const Who = {
  metric: z.string(),
  title: z.string(),
  owner: z.string().describe('Team that can move it'),
  tier: MetricClass,
  goals: z.array(Aimed).describe('Goals on it'),
}

export const Lever = z.object({
  ...Who,
  unit: z.string(),
  measured: z.boolean().describe('Whether it is measured itself; false where it is computed from others in turn'),
  from: z.number().nullable().describe('What it was'),
  to: z.number().nullable().describe('What it would have been'),
  outcome: Effect,
  better: z.boolean().nullable().describe('Whether the outcome gets better; null where it does not move'),
  atTarget: z
    .object({ target: z.number(), ...Effect.shape })
    .nullable()
    .describe('What missing its target costs: the outcome had it been reached; null where it was, or there is none'),
})
export type Lever = z.output<typeof Lever>

export const Claimed = z.object({
  ...Who,
  drives: z.string().describe('Metric it is claimed to move'),
  lag: z.string().nullable(),
  why: z.string().nullable(),
})
export type Claimed = z.output<typeof Claimed>

/** What a change is tried on: the outcome, and each number as it was in one period. */
export type Trial = Declared & {
  outcome: string
  value: Arithmetic['value']
  /** What a metric should be in such a period. */
  target(metric: string): number | null
}

/** What each input of an outcome would do to it, changed alone by a share; what moves it most comes first. */
export function leversIn(trial: Trial, change: number): Lever[] {
  const levers = namesOf(trial).map(metric => leverOf(metric, trial, change))
  const size = ({ outcome }: Lever) => (outcome.change === null ? -1 : Math.abs(outcome.change))
  return levers.toSorted((a, b) => size(b) - size(a) || (a.metric < b.metric ? -1 : 1))
}

function leverOf(metric: string, trial: Trial, change: number): Lever {
  const { title, owner, spec } = known(metric, trial)
  const from = trial.value(metric)
  const to = shifted(from, change, spec)
  const outcome = effectOf(new Map(to === null ? [] : [[metric, to]]), trial, to !== null)
  const target = trial.target(metric)
  const missed = target !== null && from !== null && (spec.direction === 'up' ? from < target : from > target)
  return {
    metric,
    title,
    owner,
    tier: spec.class,
    unit: spec.unit,
    measured: !isComputed(spec),
    from,
    to,
    outcome,
    better: isBetter(outcome, known(trial.outcome, trial).spec),
    atTarget: missed ? { target, ...effectOf(new Map([[metric, target]]), trial) } : null,
    goals: goalsOn(metric, trial),
  }
}

/** What several inputs changed at once would do to the outcome. */
export function together(trial: Trial, shifts: Readonly<Record<string, Shift>>) {
  const inputs = Object.entries(shifts).map(([metric, shift]) => {
    const from = trial.value(metric)
    return { metric, from, to: shifted(from, shift, known(metric, trial).spec) }
  })
  const changed = new Map(inputs.flatMap(({ metric, to }) => (to === null ? [] : [[metric, to] as const])))
  return { inputs, outcome: effectOf(changed, trial, changed.size === inputs.length) }
}

/** What is claimed to move the outcome or something in it, and what nothing computes it from. */
export function claimsIn(trial: Trial): Claimed[] {
  const { places, edges } = treeOf(trial, [trial.outcome])
  const levers = new Set(namesOf(trial))
  return places.flatMap(({ metric, under, by }) => {
    if (by !== 'drives' || under === undefined || levers.has(metric)) return []
    const { title, owner, spec } = known(metric, trial)
    const said = edges.find(
      ({ kind, from, to }) => kind === 'drives' && from === `metric/${metric}` && to === `metric/${under}`,
    )
    const { lag = null, why = null } = said ?? {}
    return [{ metric, title, owner, tier: spec.class, goals: goalsOn(metric, trial), drives: under, lag, why }]
  })
}

/** What is wrong with the inputs that are to be changed: they have to be among those the outcome is computed from. */
export function checkShifts(shifts: Readonly<Record<string, Shift>>, trial: Trial): Problem[] {
  const levers = namesOf(trial)
  const claims = claimsIn(trial).map(({ metric }) => metric)
  return Object.keys(shifts).flatMap(metric => {
    if (levers.includes(metric)) return []
    const meant = nearest(metric, levers)
    const message = claims.includes(metric)
      ? `“${metric}” is claimed to move “${trial.outcome}”, but no formula says by how much.`
      : `“${trial.outcome}” is not computed from “${metric}”. ${meant ? `Did you mean “${meant}”?` : `It is from ${levers.join(', ') || 'no other metric'}.`}`
    return [{ path: ['inputs', metric], code: 'no_input', message, ...(meant ? { repair: meant } : {}) }]
  })
}

const namesOf = ({ outcome, metrics }: Trial): string[] => leversOf(outcome, name => metrics.get(name)?.spec)

function effectOf(changed: ReadonlyMap<string, number>, trial: Trial, isKnown = true): Effect {
  const { outcome, metrics, value } = trial
  const was = value(outcome)
  const now = isKnown ? valueWith(outcome, changed, { metric: name => metrics.get(name)?.spec, value }) : null
  if (was === null || now === null) return { value: now, change: null, share: null }
  return { value: now, change: now - was, share: was === 0 ? null : (now - was) / Math.abs(was) }
}

function shifted(from: number | null, shift: Shift, spec: Metric): number | null {
  if (typeof shift === 'object' && 'to' in shift) return shift.to
  if (from === null) return null
  const to = typeof shift === 'number' ? from * (1 + shift) : from + shift.by
  return isShare(spec) ? Math.min(1, Math.max(0, to)) : to
}

/** Of the people who started, no more than all can arrive. */
const isShare = ({ conversion }: Metric): boolean => conversion !== undefined && conversion.answer !== 'count'

function isBetter({ change }: Effect, { direction }: Metric): boolean | null {
  return change === null || change === 0 ? null : change > 0 === (direction === 'up')
}

function goalsOn(metric: string, { goals }: Trial): z.output<typeof Aimed>[] {
  return [...goals].flatMap(([goal, { title, owner, spec }]) =>
    metricsOf(spec).includes(metric) ? [{ goal, title, owner, level: spec.level }] : [],
  )
}

function known(metric: string, { metrics }: Trial): { title: string; owner: string; spec: Metric } {
  return metrics.get(metric) as { title: string; owner: string; spec: Metric }
}
