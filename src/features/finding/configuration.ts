import { z } from 'zod'
import { SEVERITIES, type Severity } from './finding.ts'
import type { Hit, Rule } from './rule.ts'
import type { Declared, Survey } from './survey.ts'

/** How a company wants a rule to judge; the name of the agreement is that of the rule. */
export const Configuration = z.object({
  severity: z
    .enum([...SEVERITIES, 'off'])
    .optional()
    .describe('How grave what it finds is here, or off to look for it no more; as the rule says, when absent'),
  thresholds: z
    .record(z.string(), z.number())
    .optional()
    .describe('Numbers the rule compares with, by name; those that “finding rules” lists, when absent'),
})
export type Configuration = z.infer<typeof Configuration>

/** What a company has said about a rule. */
export function configurationOf({ all }: Pick<Survey, 'all'>, id: string): Declared<Configuration> | undefined {
  return all.find(({ kind, name }) => kind === 'rule' && name === id) as Declared<Configuration> | undefined
}

/** What a rule compares with in a company: its own numbers, and over them what the company has said. */
export function thresholdsOf({ id, thresholds = {} }: Rule, survey: Pick<Survey, 'all'>): Record<string, number> {
  const said = configurationOf(survey, id)?.spec.thresholds ?? {}
  return Object.fromEntries(Object.entries(thresholds).map(([name, each]) => [name, said[name] ?? each.default]))
}

/**
 * How grave something that a rule found is: what the company says, else what the rule says of this one, else of all. Off, when
 * nobody wants to know.
 */
export function severityOf(
  { id, severity }: Rule,
  hit: Pick<Hit, 'severity'>,
  survey: Pick<Survey, 'all'>,
): Severity | 'off' {
  return configurationOf(survey, id)?.spec.severity ?? hit.severity ?? severity
}
