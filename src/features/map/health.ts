import { z } from 'zod'
import type { Grain } from '../../core/calendar.ts'
import { Corridor, holdsIn, type Metric, usualGrain } from '../metric/metric.ts'

export const Health = z.enum(['healthy', 'watch', 'unhealthy', 'pending'])
export type Health = z.output<typeof Health>

/** How much of its target a number reaches, and what its corridor calls that. */
export type Reached = { target: number | null; attainment: number | null; health: Health }

/**
 * The share of a target that is reached: 1 on it, 0.9 when it is missed by a tenth, 1.1 when it is beaten by a tenth. Where down is
 * good, 110 against 100 is therefore 0.9. Missed by the whole of it or more, none is reached. Of a target of 0 no share can be
 * told.
 */
export function attainmentOf(value: number, target: number, direction: Metric['direction']): number | null {
  if (target === 0) return null
  const better = direction === 'up' ? value - target : target - value
  return Math.max(0, 1 + better / Math.abs(target))
}

/** Healthy from one share of the target on, unhealthy below another, to be watched between; pending without number or target. */
export function healthOf(value: number | null, target: number | null, spec: Metric): Reached {
  if (value === null || target === null) return { target, attainment: null, health: 'pending' }
  const attainment = attainmentOf(value, target, spec.direction)
  return { target, attainment, health: nameOf(attainment ?? ofNothing(value, spec.direction), spec.corridor) }
}

/** A target of 0 is reached or it is not. */
const ofNothing = (value: number, direction: Metric['direction']): number =>
  (direction === 'up' ? value >= 0 : value <= 0) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY

function nameOf(attainment: number, corridor: Corridor = Corridor.parse({})): Health {
  const reached = attainment + HAIR
  return reached >= corridor.healthy ? 'healthy' : reached >= corridor.watch ? 'watch' : 'unhealthy'
}

/** Binary fractions miss decimal ones by a hair: 90 of 100 is 0.9. */
const HAIR = 1e-9

/** What a number should be in periods of a grain: its own target is for its own grain, unless it does not accumulate. */
export function targetIn(grain: Grain, spec: Metric, metric: (name: string) => Metric | undefined): number | null {
  return holdsIn(spec, { read: grain, set: usualGrain(spec) }, metric) ? (spec.target ?? null) : null
}
