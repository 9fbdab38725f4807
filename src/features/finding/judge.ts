import { severityOf, thresholdsOf } from './configuration.ts'
import { countOf, type Finding, type Findings, SEVERITIES, type Severity } from './finding.ts'
import { matrixOf, teamsIn, type Weighed } from './matrix.ts'
import { NO_PAST, type Past, trendOf } from './past.ts'
import { docsOf, type Hit, type Rule } from './rule.ts'
import { costOf, pointsOf, pointsOfOneMore, scoreOf } from './score.ts'
import { type Suppression, suppresses } from './suppression.ts'
import type { Declared, Survey } from './survey.ts'

type Found = { finding: Finding; weight: number; cost: number }

/** What the rules find in a survey: the gravest first, then what affects most, then by rule; and what that leaves of 100. */
export function judge(survey: Survey, rules: readonly Rule[], past: Past = NO_PAST): Findings {
  const found = distinct(rules.flatMap(rule => hitsOf(rule, survey, past)).sort(byWeight))
  const standing = found.filter(({ finding }) => !finding.suppressed)
  const costs = standing.map(({ cost }) => cost)
  for (const [i, points] of pointsOf(costs).entries()) standing[i]!.finding.points = points
  for (const { finding, cost } of found)
    if (finding.suppressed) finding.suppressed.points = pointsOfOneMore(costs, cost)
  const findings = found.map(({ finding }) => finding)
  const teams = teamsIn(survey, findings)
  return {
    asOf: survey.asOf,
    score: scoreOf(costs),
    teams: teams.map(team => scoreOfTeam(team, standing)).sort((a, b) => a.score - b.score),
    matrix: matrixOf(survey, teams, standing),
    findings,
    counts: countOf(findings),
    history: [...past.history],
  }
}

function hitsOf(rule: Rule, survey: Survey, past: Past): Found[] {
  return rule.find(survey, thresholdsOf(rule, survey)).flatMap(hit => {
    const severity = severityOf(rule, hit, survey)
    if (severity === 'off') return []
    const weight = hit.weight ?? 1
    return { finding: findingOf({ ...rule, severity }, hit, survey, past), weight, cost: costOf(severity, weight) }
  })
}

function findingOf(rule: Rule, hit: Hit, { suppressions, today, all }: Survey, past: Past): Finding {
  const { id, severity, why } = rule
  const teams = [...new Set(hit.teams)].filter(Boolean)
  const found = { rule: id, objects: [...hit.objects] }
  const by = suppressions.find(({ spec }) => suppresses(spec, found, today))
  const named = {
    id: [id, hit.key ?? hit.objects.join(','), ...(hit.part === undefined ? [] : [hit.part])].join(':'),
    severity,
    extent: (hit.main === undefined ? hit.weight : hit.numbers?.[hit.main]) ?? null,
  }
  return {
    ...named,
    ...found,
    message: hit.message,
    teams,
    owner: hit.owner ?? teams[0] ?? ownerOf(hit.objects, all),
    points: 0,
    numbers: { ...hit.numbers },
    firstSeen: past.firstSeen.get(named.id) ?? null,
    trend: trendOf(named, past),
    known: false,
    why,
    fix: hit.fix ?? rule.fix,
    docs: docsOf(rule),
    ...(by ? { suppressed: suppressedBy(by) } : {}),
  }
}

function suppressedBy({ name, spec }: Declared<Suppression>) {
  return { by: name, reason: spec.reason, until: spec.until, points: 0 }
}

function ownerOf(objects: readonly string[], all: readonly Declared[]): string | null {
  return all.find(({ kind, name }) => objects.includes(`${kind}/${name}`))?.owner || null
}

function scoreOfTeam(team: string, standing: readonly Weighed[]): Findings['teams'][number] {
  const own = standing.filter(({ finding }) => finding.teams.includes(team))
  return { team, score: scoreOf(own.map(({ cost }) => cost)), findings: own.length }
}

/** Each finding once, though a rule may come upon it twice: the first, which is the heaviest. */
function distinct(found: readonly Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter(({ finding }) => !seen.has(finding.id) && seen.add(finding.id))
}

function byWeight(a: Found, b: Found): number {
  return (
    rankOf(a.finding.severity) - rankOf(b.finding.severity) ||
    b.weight - a.weight ||
    compare(a.finding.rule, b.finding.rule) ||
    compare(a.finding.id, b.finding.id)
  )
}

const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
