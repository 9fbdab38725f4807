import { z } from 'zod'
import { fail } from '../../core/error.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { nearest } from '../../core/problem.ts'
import { standing } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { operation } from '../operation.ts'
import type { Configuration } from './configuration.ts'
import { countOf, Findings, isAtLeast, SEVERITIES, Severity } from './finding.ts'
import { judge } from './judge.ts'
import { pastUntil } from './operations/runs.ts'
import { takeSurvey } from './operations/survey.ts'
import { docsOf } from './rule.ts'
import { ruleKind } from './rule-kind.ts'
import { rules } from './rules.ts'
import { suppressionKind } from './suppression-kind.ts'

export type Checked = Findings

export const suppressionVerbs = agreementVerbs(suppressionKind)
export const ruleVerbs = agreementVerbs(ruleKind)

export const checkFindings = operation({
  name: 'finding.check',
  does: 'Say where agreements, facts and numbers disagree, who can put it right, how, and what it takes from the alignment score.',
  needs: 'finding:read',
  shared: true,
  input: z.object({
    rules: z
      .array(z.string())
      .optional()
      .describe('Only what these rules find; all of them, when absent. The score is that of all findings'),
    severity: Severity.optional().describe('Only findings as grave as this, or graver'),
    at: PlainDate.optional().describe('With the facts before this day; all that are known, when absent'),
  }),
  output: Findings,
  async run(ctx, { rules: ids, severity = 'info', at }) {
    for (const id of ids ?? []) requireRule(id)
    const survey = await takeSurvey(ctx, at)
    const found = judge(survey, rules, await pastUntil(ctx, survey.today))
    const kept = found.findings.filter(each => isAtLeast(each.severity, severity) && (ids?.includes(each.rule) ?? true))
    return { ...found, findings: kept, counts: countOf(kept) }
  },
})

const severityHere = z.enum([...SEVERITIES, 'off'])

export const listRules = operation({
  name: 'finding.rules',
  does: 'List what is looked for, how grave it is, from which numbers on, why it matters, and what puts it right.',
  needs: 'finding:read',
  shared: true,
  input: z.object({}),
  output: z.array(
    z.object({
      rule: z.string(),
      severity: severityHere.describe('How grave it is here'),
      usually: Severity.describe('How grave it is when nobody says'),
      about: z.enum(['structure', 'data']),
      says: z.string(),
      why: z.string(),
      fix: z.string(),
      docs: z.string(),
      thresholds: z.array(
        z.object({
          name: z.string(),
          value: z.number().describe('What the rule compares with here'),
          usually: z.number().describe('What it compares with when nobody says'),
          says: z.string(),
        }),
      ),
      configured: z
        .object({ owner: z.string(), why: z.string() })
        .nullable()
        .describe('Whose agreement of kind “rule” says so, and why'),
    }),
  ),
  async run(ctx) {
    const configured = await standing<Configuration>(ctx, 'rule')
    return rules.map(rule => {
      const { id, severity, about, says, why, fix, thresholds = {} } = rule
      const own = configured.get(id)
      return {
        rule: id,
        severity: own?.spec.severity ?? severity,
        usually: severity,
        about,
        says,
        why,
        fix,
        docs: docsOf(rule),
        thresholds: Object.entries(thresholds).map(([name, each]) => ({
          name,
          value: own?.spec.thresholds?.[name] ?? each.default,
          usually: each.default,
          says: each.says,
        })),
        configured: own ? { owner: own.owner, why: own.why } : null,
      }
    })
  },
})

/** Refuses a word that is no rule’s, with the one that was meant. */
export function requireRule(id: string): void {
  const ids = rules.map(rule => rule.id)
  if (ids.includes(id)) return
  const meant = nearest(id, ids)
  fail('invalid', `There is no rule “${id}”. ${meant ? `Did you mean “${meant}”?` : 'See “finding rules”.'}`)
}
