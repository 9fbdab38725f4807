import type { Finding } from './finding.ts'

/** What all findings of one rule take from the score together. */
export type RuleCost = { rule: string; points: number; count: number }

/** What each rule’s findings take from the score together, the most first; rules that take nothing are left out. */
export function costsByRule(findings: readonly Pick<Finding, 'rule' | 'points' | 'suppressed'>[]): RuleCost[] {
  const standing = findings.filter(({ points, suppressed }) => points > 0 && !suppressed)
  return [...Map.groupBy(standing, ({ rule }) => rule)]
    .map(([rule, of]) => ({ rule, points: tenths(of.reduce((sum, { points }) => sum + points, 0)), count: of.length }))
    .toSorted((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1))
}

/** Points come in tenths; sums of binary fractions do not. */
const tenths = (points: number): number => Math.round(points * 10) / 10
