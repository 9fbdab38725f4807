import { z } from 'zod'
import { fail } from '../../core/error.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { nearest } from '../../core/problem.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { operation } from '../operation.ts'
import { countOf, Findings, isAtLeast, Severity } from './finding.ts'
import { judge } from './judge.ts'
import { takeSurvey } from './operations/survey.ts'
import { docsOf, type Rule } from './rule.ts'
import { rules } from './rules.ts'
import { suppressionKind } from './suppression-kind.ts'

export type Checked = Findings

export const suppressionVerbs = agreementVerbs(suppressionKind)

export const checkFindings = operation({
  name: 'finding.check',
  does: 'Say where agreements, facts and numbers disagree, who can put it right, and how.',
  needs: 'finding:read',
  input: z.object({
    rules: z.array(z.string()).optional().describe('Only these rules; all of them, when absent'),
    severity: Severity.optional().describe('Only findings as grave as this, or graver'),
    at: PlainDate.optional().describe('With the facts before this day; all that are known, when absent'),
  }),
  output: Findings,
  async run(ctx, { rules: ids, severity, at }) {
    const chosen = ids?.map(ruleNamed) ?? rules
    const { asOf, findings } = judge(await takeSurvey(ctx, at), chosen)
    const kept = severity ? findings.filter(each => isAtLeast(each.severity, severity)) : findings
    return { asOf, findings: kept, counts: countOf(kept) }
  },
})

export const listRules = operation({
  name: 'finding.rules',
  does: 'List what is looked for, why it matters, and what puts it right.',
  needs: 'finding:read',
  input: z.object({}),
  output: z.array(
    z.object({
      rule: z.string(),
      severity: Severity,
      about: z.enum(['structure', 'data']),
      says: z.string(),
      why: z.string(),
      fix: z.string(),
      docs: z.string(),
    }),
  ),
  run: async () =>
    rules.map(rule => {
      const { id, severity, about, says, why, fix } = rule
      return { rule: id, severity, about, says, why, fix, docs: docsOf(rule) }
    }),
})

function ruleNamed(id: string): Rule {
  const found = rules.find(rule => rule.id === id)
  if (found) return found
  const meant = nearest(
    id,
    rules.map(rule => rule.id),
  )
  return fail('invalid', `There is no rule “${id}”. ${meant ? `Did you mean “${meant}”?` : 'See “finding rules”.'}`)
}
