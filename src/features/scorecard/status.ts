import { z } from 'zod'
import type { Grain } from '../../core/calendar.ts'
import { holdsIn, type Metric, usualGrain } from '../metric/metric.ts'
import type { LineSpec, Target } from './scorecard.ts'

export const Status = z.enum(['on track', 'at risk', 'off track', 'pending'])
export type Status = z.infer<typeof Status>

/** On track when it is what it should be, at risk when it misses that by no more than a tenth, pending when neither is known. */
export function statusOf(value: number | null, target: Target | undefined): Status {
  if (value === null || !target) return 'pending'
  if (isMet(value, target)) return 'on track'
  const missed = missedBound(value, target)
  return Math.abs(value - missed) <= NEAR * Math.abs(missed) ? 'at risk' : 'off track'
}

const NEAR = 0.1

/** Whether a number is what it should be: a pair's bounds belong to `between`, and not to `outside`. */
export function isMet(value: number, { operator, target }: Target): boolean {
  if (Array.isArray(target)) {
    const within = value >= target[0] && value <= target[1]
    return operator === 'outside' ? !within : within
  }
  if (operator === 'gt') return value > target
  if (operator === 'lt') return value < target
  if (operator === 'lte') return value <= target
  return operator === 'eq' ? isSameNumber(value, target) : value >= target
}

/** Whether two numbers differ by no more than the order in which they were added up can make. */
export function isSameNumber(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

/** The bound that a number which is not what it should be is measured from: of two, the nearer one. */
function missedBound(value: number, { target }: Target): number {
  if (!Array.isArray(target)) return target
  const [low, high] = target
  return Math.abs(value - low) <= Math.abs(value - high) ? low : high
}

/**
 * What a number should be in periods of a grain. A target is for periods of the grain it was set in: a line's own for that of
 * its section, a metric's own for the metric's. Only what does not accumulate has the same target in all of them.
 */
export function targetOf(
  { target, operator }: Pick<LineSpec, 'target' | 'operator'>,
  spec: Metric | undefined,
  grain: { read: Grain; section: Grain },
  find: (name: string) => Metric | undefined,
): Target | undefined {
  if (!spec) return undefined
  const holds = (set: Grain) => holdsIn(spec, { read: grain.read, set }, find)
  const usual = spec.direction === 'up' ? 'gte' : 'lte'
  if (target !== undefined)
    return holds(grain.section)
      ? { target, operator: operator ?? (Array.isArray(target) ? 'between' : usual) }
      : undefined
  return spec.target !== undefined && holds(usualGrain(spec)) ? { target: spec.target, operator: usual } : undefined
}
