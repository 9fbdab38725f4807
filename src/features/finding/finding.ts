import { z } from 'zod'
import { PlainDate } from '../../core/plain-date.ts'

/**
 * Where agreements, facts and readings disagree, said in sentences that name the objects and the numbers. What is looked for is
 * in `rules/`, one file a rule; how findings are printed belongs to the doors.
 */

export const SEVERITIES = ['error', 'warning', 'info'] as const

/** error: a number is wrong or a promise empty; warning: it will be, or teams pull apart; info: it could be better. */
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

export const Suppressed = z.object({
  by: z.string().describe('Name of the suppression'),
  reason: z.string(),
  until: PlainDate.describe('Last day on which it holds'),
})

export const Finding = z.object({
  id: z.string().describe('Rule and objects: the same as long as the finding is the same, whatever its numbers'),
  rule: z.string(),
  severity: Severity,
  message: z.string().describe('What is wrong, with the objects and the numbers'),
  objects: z.array(z.string()).describe('What it is about, as kind/name'),
  teams: z.array(z.string()).describe('Teams that can put it right'),
  numbers: z.record(z.string(), z.number()),
  why: z.string().describe('Why it matters'),
  fix: z.string().describe('What would put it right'),
  docs: z.string().describe('Page about the rule'),
  suppressed: Suppressed.optional(),
})
export type Finding = z.infer<typeof Finding>

export const Findings = z.object({
  asOf: PlainDate.describe('First day of which nothing is known'),
  findings: z.array(Finding),
  counts: z
    .object({ error: z.int(), warning: z.int(), info: z.int(), suppressed: z.int() })
    .describe('How many findings there are; suppressed ones count as nothing else'),
})
export type Findings = z.infer<typeof Findings>

/** How many findings of each severity stand, and how many are suppressed. */
export function countOf(findings: readonly Finding[]): Findings['counts'] {
  const counts = { error: 0, warning: 0, info: 0, suppressed: 0 }
  for (const { severity, suppressed } of findings) counts[suppressed ? 'suppressed' : severity]++
  return counts
}

/** Whether a severity is as grave as another, or graver. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least)
}
