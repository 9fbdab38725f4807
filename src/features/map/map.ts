import { z } from 'zod'
import { Period } from '../../core/calendar.ts'
import { evaluate, parseFormula } from '../../semantics/model/formula.ts'
import type { Point } from '../scorecard/scorecard.ts'

/**
 * The tree of a company’s numbers: which are computed from which, which are claimed to move which, and who feeds them. What a
 * number means belongs to `metric`; what should be done where the tree does not hold belongs to `finding`.
 */

/** A number in one period beside what its parts make: `null` where either is not known, which is not zero. */
export const Reconciled = z.object({
  period: Period,
  value: z.number().nullable(),
  parts: z.number().nullable().describe('What the formula of its parts makes'),
  gap: z.number().nullable().describe('Value less parts'),
  share: z.number().nullable().describe('The gap as a share of the value; null where the value is 0'),
  ok: z.boolean().nullable().describe('Whether the gap is no more than rounding; null where it cannot be told'),
})
export type Reconciled = z.output<typeof Reconciled>

/** What must add up to a number: a formula, and the points of each metric it reads in periods of the same grain. */
export type Parts = { formula: string; points(metric: string): readonly Point[] }

/** A gap is rounding when it is at most this share of the number … */
export const ROUNDING_SHARE = 0.005
/** … or, for amounts of money, at most this much; other numbers are exact to six decimals. */
const CENT = 0.01
const EXACT = 1e-6
const CURRENCY = /^[A-Z]{3}$/

/**
 * A number period by period beside what its parts make of it; `unit` says how finely it is rounded. A formula that does not
 * parse tells nothing about any period.
 */
export function reconcile(
  points: readonly Point[],
  { formula: text, points: pointsOf }: Parts,
  unit = '',
): Reconciled[] {
  const { formula } = parseFormula(text)
  const known = new Map<string, ReadonlyMap<string, number | null>>()
  const valuesOf = (metric: string) => {
    const values = known.get(metric) ?? new Map(pointsOf(metric).map(({ period, value }) => [keyOf(period), value]))
    known.set(metric, values)
    return values
  }
  return points.map(({ period, value }) => {
    const parts = formula ? evaluate(formula, name => valuesOf(name).get(keyOf(period)) ?? null) : null
    return { period, value, parts, ...gapOf(value, parts, unit) }
  })
}

function gapOf(value: number | null, parts: number | null, unit: string): Pick<Reconciled, 'gap' | 'share' | 'ok'> {
  if (value === null || parts === null) return { gap: null, share: null, ok: null }
  const gap = value - parts
  const rounding = CURRENCY.test(unit) ? CENT : EXACT
  const share = value === 0 ? null : gap / Math.abs(value)
  return { gap, share, ok: Math.abs(gap) <= Math.max(rounding * SLACK, ROUNDING_SHARE * Math.abs(value)) }
}

/** Binary fractions miss decimal ones by a hair: 0.03 − 0.02 is more than 0.01. */
const SLACK = 1 + 1e-9

const keyOf = ({ start, end }: Period): string => `${start} ${end}`

/** The newest period of which both a number and its parts are known. */
export function newestKnown(reconciled: readonly Reconciled[]): Reconciled | undefined {
  return reconciled.findLast(each => each.ok !== null)
}
