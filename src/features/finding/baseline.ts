import { z } from 'zod'
import { PlainDate } from '../../core/plain-date.ts'
import type { Finding } from './finding.ts'

/** The findings that were there when a company began to look, so that from then on only new ones stop its work. */
export const Baseline = z.strictObject({
  findings: z.array(
    z.strictObject({ id: z.string().min(1), rule: z.string().min(1), firstSeen: PlainDate, message: z.string() }),
  ),
})
export type Baseline = z.infer<typeof Baseline>
export type BaselineEntry = Baseline['findings'][number]

/**
 * A baseline of what stands on a day, in the order of ids. What an earlier one holds keeps its day, and its place does not change
 * with the numbers, so that a new one differs only where findings came or went.
 */
export function baselineOf(findings: readonly Finding[], day: PlainDate, earlier?: Baseline): Baseline {
  const known = new Map(earlier?.findings.map(entry => [entry.id, entry]))
  const entries = findings
    .filter(({ suppressed }) => !suppressed)
    .map(({ id, rule, firstSeen, message }) => ({
      id,
      rule,
      firstSeen: known.get(id)?.firstSeen ?? firstSeen ?? day,
      message,
    }))
  return { findings: entries.sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

/** Findings with those marked that a baseline holds, and what it holds that is there no more. */
export function heldAgainst(
  findings: readonly Finding[],
  baseline: Baseline,
): { findings: Finding[]; gone: BaselineEntry[] } {
  const held = new Map(baseline.findings.map(entry => [entry.id, entry]))
  const found = new Set(findings.map(({ id }) => id))
  return {
    findings: findings.map(each => {
      const entry = held.get(each.id)
      return entry ? { ...each, known: true, firstSeen: each.firstSeen ?? entry.firstSeen } : each
    }),
    gone: baseline.findings.filter(({ id }) => !found.has(id)),
  }
}
