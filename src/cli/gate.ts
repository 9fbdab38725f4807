import { type Baseline, heldAgainst } from '../features/finding/baseline.ts'
import { countOf, isAtLeast, type Severity } from '../features/finding/finding.ts'
import type { Check } from './check.ts'

/** Which findings are shown, and which of them end a check with 1. */
export type Chosen = { rules?: string[]; severity: Severity; failOn: Severity | 'never' }

/** A check with what baselines hold marked as known: the one that was read, and the one that was just written. */
export function against(check: Check, held: Baseline | undefined, written: Baseline | undefined): Check {
  if (!held && !written) return check
  const all = [...(held?.findings ?? []), ...(written?.findings ?? [])]
  const { findings } = heldAgainst(check.findings, { findings: all })
  const gone = held ? heldAgainst(check.findings, held).gone : []
  return { ...check, findings, baseline: { known: findings.filter(({ known }) => known).length, gone } }
}

/** Only what was asked for. */
export function narrowed(check: Check, { rules, severity }: Chosen): Check {
  const ofRules = ({ rule }: { rule: string }) => rules?.includes(rule) ?? true
  const findings = check.findings.filter(each => ofRules(each) && isAtLeast(each.severity, severity))
  const gone = check.baseline?.gone.filter(ofRules) ?? []
  const known = findings.filter(each => each.known).length
  return { ...check, findings, counts: countOf(findings), baseline: check.baseline && { known, gone } }
}

/** Whether a finding stands that should stop whoever asked; what a baseline holds does not. */
export function fails({ findings }: Check, { rules, failOn }: Chosen): boolean {
  if (failOn === 'never') return false
  return findings.some(
    ({ rule, severity, suppressed, known }) =>
      (rules?.includes(rule) ?? true) && isAtLeast(severity, failOn) && !suppressed && !known,
  )
}
