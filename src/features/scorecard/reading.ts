import { z } from 'zod'
import { type Grain, Grain as GrainSchema, Period } from '../../core/calendar.ts'
import { accumulates, type Metric, MetricClass, usualGrain } from '../metric/metric.ts'
import type { Claim } from './claims.ts'
import { Course, courseOf, type LineSpec, Operator, Point, type Series, type Target } from './scorecard.ts'

export const Status = z.enum(['on track', 'at risk', 'off track', 'pending'])
export type Status = z.infer<typeof Status>

export const Line = z.object({
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  class: MetricClass.nullable(),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  operator: Operator.nullable(),
  target: z.union([z.number(), z.tuple([z.number(), z.number()])]).nullable(),
  status: Status,
  value: z.number().nullable().describe('In the last complete period'),
  previous: z.number().nullable().describe('In the period before'),
  change: z.number().nullable().describe('Value less previous'),
  yearAgo: z.number().nullable().describe('In the same period of last year'),
  trend: Course.nullable().describe('Over the last 8 periods, told from chance; null with fewer than 4 values'),
  claim: z
    .object({
      drives: z.string().describe('The metric it is meant to move'),
      via: z.array(z.string()).describe('Metrics between that one and the outcome'),
      lag: z.string().nullable(),
      why: z.string(),
    })
    .nullable(),
  points: z.array(Point),
  problem: z.string().nullable().describe('Why there is no number'),
})
export type Line = z.output<typeof Line>

export const Section = z.object({
  title: z.string(),
  grain: GrainSchema,
  periods: z.array(Period),
  outcome: Line,
  lines: z.array(Line),
})
export type Section = z.output<typeof Section>

/** A metric as agreed, whose it is, and what it may be compared with. */
type Agreed = { title: string; owner: string; spec: Metric }

/** One number as people read it: against its target, the period before, the year before, and which way it goes. */
export function lineOf(series: Series, agreed: Agreed | undefined, target: Target | undefined, claim?: Claim): Line {
  const { metric, points, yearAgo } = series
  const direction = agreed?.spec.direction ?? 'up'
  const value = points.at(-1)?.value ?? null
  const previous = points.at(-2)?.value ?? null
  return {
    metric,
    title: agreed?.title ?? metric,
    owner: agreed?.owner ?? '',
    class: agreed?.spec.class ?? null,
    unit: agreed?.spec.unit ?? '',
    direction,
    operator: target?.operator ?? null,
    target: target?.target ?? null,
    status: statusOf(value, target),
    value,
    previous,
    change: value === null || previous === null ? null : value - previous,
    yearAgo,
    trend: courseOf(points, direction),
    claim: claim ? { drives: claim.drives, via: claim.via, lag: claim.lag ?? null, why: claim.why } : null,
    points,
    problem: series.problem ?? null,
  }
}

/**
 * What a number should be in periods of a grain. A metric's own target is for periods of its own grain; only what does not
 * accumulate has the same target in all of them.
 */
export function targetOf(
  line: Pick<LineSpec, 'target' | 'operator'>,
  spec: Metric | undefined,
  grain: Grain,
  find: (name: string) => Metric | undefined,
): Target | undefined {
  if (!spec) return undefined
  const usual = spec.direction === 'up' ? 'gte' : 'lte'
  const { target, operator } = line
  if (target !== undefined) return { target, operator: operator ?? (Array.isArray(target) ? 'between' : usual) }
  const applies = grain === usualGrain(spec) || !accumulates(spec, find)
  return spec.target !== undefined && applies ? { target: spec.target, operator: usual } : undefined
}

/** On track when it is what it should be, at risk when it misses that by no more than a tenth, pending when neither is known. */
export function statusOf(value: number | null, target: Target | undefined): Status {
  if (value === null || !target) return 'pending'
  const [low, high] = boundsOf(target)
  if (value >= low && value <= high) return 'on track'
  const missed = value < low ? low : high
  return Math.abs(value - missed) <= NEAR * Math.abs(missed) ? 'at risk' : 'off track'
}

function boundsOf({ operator, target }: Target): [low: number, high: number] {
  if (Array.isArray(target)) return target
  return operator === 'lte' ? [Number.NEGATIVE_INFINITY, target] : [target, Number.POSITIVE_INFINITY]
}

const NEAR = 0.1
