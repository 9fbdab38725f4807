import { thresholdsOf } from './configuration.ts'
import { countOf, type Finding, type Findings, SEVERITIES } from './finding.ts'
import { docsOf, type Hit, type Rule } from './rule.ts'
import { type Suppression, suppresses } from './suppression.ts'
import type { Declared, Survey } from './survey.ts'

/** What the rules find in a survey: the gravest first, then what affects most, then by rule. */
export function judge(survey: Survey, rules: readonly Rule[]): Findings {
  const weighed = rules.flatMap(rule =>
    rule.find(survey, thresholdsOf(rule, survey)).map(hit => ({ finding: findingOf(rule, hit, survey), weight: hit.weight ?? 1 })),
  )
  weighed.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
      b.weight - a.weight ||
      compare(a.finding.rule, b.finding.rule) ||
      compare(a.finding.id, b.finding.id),
  )
  const findings = weighed.map(({ finding }) => finding)
  return { asOf: survey.asOf, findings, counts: countOf(findings) }
}

function findingOf(rule: Rule, hit: Hit, { suppressions, today }: Survey): Finding {
  const { id, severity, why } = rule
  const found = { rule: id, objects: [...hit.objects] }
  const by = suppressions.find(({ spec }) => suppresses(spec, found, today))
  return {
    id: [id, hit.objects.join(','), ...(hit.part === undefined ? [] : [hit.part])].join(':'),
    ...found,
    severity: hit.severity ?? severity,
    message: hit.message,
    teams: [...new Set(hit.teams)].filter(Boolean),
    numbers: { ...hit.numbers },
    why,
    fix: hit.fix ?? rule.fix,
    docs: docsOf(rule),
    ...(by ? { suppressed: suppressedBy(by) } : {}),
  }
}

function suppressedBy({ name, spec }: Declared<Suppression>) {
  return { by: name, reason: spec.reason, until: spec.until }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
