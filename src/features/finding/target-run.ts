import type { Grain } from '../../core/calendar.ts'
import { type Metric, usualGrain } from '../metric/metric.ts'
import type { Declared, Survey } from './survey.ts'

/** A metric beside its own target over its last periods. */
export type TargetRun = {
  target: number
  grain: Grain
  /** How far on the good side of the target each period was, as a share of it; negative when it was missed. */
  beyond: number[]
  /** The value that came closest to the target. */
  closest: number
}

/** How a metric kept its target over so many periods; nothing when it has none, or when not all of them are known. */
export function targetRun(survey: Survey, metric: Declared<Metric>, periods: number): TargetRun | undefined {
  const { target, direction } = metric.spec
  if (target === undefined || target === 0) return undefined
  const grain = usualGrain(metric.spec)
  const values = (survey.series(metric.name, grain)?.points ?? []).slice(-periods).map(({ value }) => value)
  if (values.length < periods || !values.every(value => value !== null)) return undefined
  const sign = direction === 'up' ? 1 : -1
  const beyond = values.map(value => (sign * (value - target)) / Math.abs(target))
  const closest = values[beyond.indexOf(beyond.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a)))]!
  return { target, grain, beyond, closest }
}
