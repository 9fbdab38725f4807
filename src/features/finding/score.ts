import type { Severity } from './finding.ts'

/**
 * The alignment score: what a company has left of 100 when each finding takes its part of what the others left. Scores and points
 * are in tenths, and a score is rounded down, so that nothing that stands disappears in the rounding.
 */

/** The part of the score that a finding takes when all of what was looked at is affected. */
export const COSTS: Readonly<Record<Severity, number>> = { error: 0.03, warning: 0.01, info: 0.002 }

/** What a finding takes from the score, 0 to 1: by its severity, and by how much of what was looked at is affected. */
export function costOf(severity: Severity, weight = 1): number {
  return COSTS[severity] * (weight > 1 || Number.isNaN(weight) ? 1 : Math.max(0, weight))
}

/** What is left of 100; the same in whatever order the costs come. */
export function scoreOf(costs: readonly number[]): number {
  return tenthsOf(costs) / 10
}

/**
 * What each of the costs takes from the score, in points: in proportion to ln(1 − cost), which does not depend on the order, and
 * by largest remainder, so that they add up to exactly 100 less the score. Of equal ones the earlier gets the last tenth.
 */
export function pointsOf(costs: readonly number[]): number[] {
  const total = 1000 - tenthsOf(costs)
  const losses = costs.map(lossOf)
  const whole = sum(losses)
  const exact = losses.map(loss => (whole === 0 ? 0 : (total * loss) / whole))
  const tenths = exact.map(Math.floor)
  const byRemainder = exact.map((_, i) => i).sort((a, b) => rest(exact[b]!) - rest(exact[a]!) || a - b)
  for (const i of byRemainder.slice(0, total - sum(tenths))) tenths[i]!++
  return tenths.map(each => each / 10)
}

/** How many points one more cost would take. */
export function pointsOfOneMore(costs: readonly number[], cost: number): number {
  return (tenthsOf(costs) - tenthsOf([...costs, cost])) / 10
}

/** Summed from the least, so that the order does not matter and one more never raises what is left. */
function tenthsOf(costs: readonly number[]): number {
  const loss = sum(costs.map(lossOf).sort((a, b) => a - b))
  return Math.floor(1000 * Math.exp(-loss) + NOISE)
}

/** Far below a tenth, and above what floating-point arithmetic loses. */
const NOISE = 1e-9

const lossOf = (cost: number): number => -Math.log1p(-cost)

const rest = (value: number): number => value - Math.floor(value)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
