import type { Goal } from '../goal/goal.ts'
import type { SectionSpec } from '../scorecard/scorecard.ts'
import type { Finding, Pair } from './finding.ts'
import { COSTS, scoreOf } from './score.ts'
import type { Declared, Survey } from './survey.ts'

/** A finding that stands, and what it takes from a score. */
export type Weighed = { finding: Pick<Finding, 'id' | 'severity' | 'teams'>; cost: number }

type Surveyed = Pick<Survey, 'all' | 'goals' | 'metrics' | 'scorecards'>
type Drive = Pair['common']['drives'][number]

/** Something that several teams have to do with. */
type Tie = { teams: readonly string[] } & (
  | { as: 'goals' | 'agreements' | 'scorecards'; name: string }
  | { as: 'drives'; drive: Drive }
)

/** Every team there is, that owns or signs something, or that a finding names, in the order of the alphabet. */
export function teamsIn(survey: Pick<Survey, 'all' | 'teams'>, findings: readonly Pick<Finding, 'teams'>[]): string[] {
  const declared = survey.teams.map(({ name }) => name)
  const signing = survey.all.flatMap(({ owner, binds }) => [owner, ...binds])
  const named = findings.flatMap(({ teams }) => teams)
  return [...new Set([...declared, ...signing, ...named])].filter(Boolean).sort()
}

/**
 * Each pair of teams: those apart first, then those with nothing in common, each with the lowest score first. A finding that names
 * more than two teams is less about each pair of them, and takes its cost through the number of the others. Only findings that
 * stand belong among `weighed`.
 */
export function matrixOf(survey: Surveyed, teams: readonly string[], weighed: readonly Weighed[]): Pair[] {
  const ties = byPair(tiesIn(survey))
  const between = byPair(weighed.map(each => ({ ...each, teams: each.finding.teams })))
  return teams
    .flatMap((a, i) => teams.slice(i + 1).map((b): [string, string] => [a, b]))
    .map(pair => pairOf(pair, ties.get(keyOf(...pair)) ?? [], between.get(keyOf(...pair)) ?? []))
    .sort((a, b) => DISTANCE[a.says] - DISTANCE[b.says] || (a.score ?? 100) - (b.score ?? 100))
}

const DISTANCE: Record<Pair['says'], number> = { apart: 0, 'nothing in common': 1, 'pulling together': 2 }

/** Findings between two teams weigh as much as half a warning about them alone. */
const APART = scoreOf([COSTS.warning / 2])

function pairOf(teams: [string, string], ties: readonly Tie[], between: readonly Weighed[]): Pair {
  const named = (as: Tie['as']) => [...new Set(ties.flatMap(tie => (tie.as === as && 'name' in tie ? tie.name : [])))]
  const parts = {
    goals: named('goals').sort(),
    agreements: named('agreements').sort(),
    scorecards: named('scorecards').sort(),
    drives: ties.flatMap(tie => (tie.as === 'drives' ? tie.drive : [])),
  }
  const count = Object.values(parts).reduce((sum, { length }) => sum + length, 0)
  const score = scoreOf(between.map(({ finding, cost }) => cost / Math.max(1, new Set(finding.teams).size - 1)))
  return {
    teams,
    score: count + between.length > 0 ? score : null,
    common: { count, ...parts },
    findings: between.map(({ finding }) => finding.id),
    says: count === 0 ? 'nothing in common' : score < APART ? 'apart' : 'pulling together',
  }
}

/** What is counted by itself, and what everybody signs: that brings no two teams together. */
const NOT_BETWEEN_TWO = ['goal', 'scorecard', 'vision', 'cycle', 'company']

function tiesIn({ all, goals, metrics, scorecards }: Surveyed): Tie[] {
  const others = all.filter(({ kind }) => !NOT_BETWEEN_TWO.includes(kind))
  return [
    ...goals.map((goal): Tie => ({ as: 'goals', name: goal.name, teams: teamsOfGoal(goal) })),
    ...others.map(
      ({ kind, name, owner, binds }): Tie => ({ as: 'agreements', name: `${kind}/${name}`, teams: [owner, ...binds] }),
    ),
    ...scorecards.flatMap(({ name, spec }) =>
      spec.sections.map((section): Tie => ({ as: 'scorecards', name, teams: teamsOfSection(section, metrics) })),
    ),
    ...[...metrics.values()].flatMap(({ name, owner, spec }) =>
      (spec.drives ?? []).map(
        ({ metric }): Tie => ({
          as: 'drives',
          drive: { team: owner, metric: name, moves: metric },
          teams: [owner, metrics.get(metric)?.owner ?? ''],
        }),
      ),
    ),
  ]
}

/** Its owner, contributors, and those it needs something from. */
function teamsOfGoal({ owner, spec }: Declared<Goal>): string[] {
  const { contributors = [], dependencies = [] } = spec
  return [owner, ...contributors.map(({ team }) => team), ...dependencies.map(({ on }) => on)]
}

/** Those that answer for the outcome and for the lines; without lines these are the numbers that claim to drive the outcome. */
function teamsOfSection({ outcome, lines }: SectionSpec, metrics: Surveyed['metrics']): string[] {
  const ownerOf = (metric: string) => metrics.get(metric)?.owner ?? ''
  const local = lines
    ? lines.map(({ metric, owner }) => owner ?? ownerOf(metric))
    : [...metrics.values()].flatMap(({ owner, spec }) =>
        spec.drives?.some(({ metric }) => metric === outcome) ? owner : [],
      )
  return [ownerOf(outcome), ...local]
}

/** Things by each pair of the teams they name. */
function byPair<T extends { teams: readonly string[] }>(things: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const thing of things) {
    const teams = [...new Set(thing.teams)].filter(Boolean).sort()
    for (const [i, a] of teams.entries())
      for (const b of teams.slice(i + 1)) {
        const key = keyOf(a, b)
        const known = found.get(key)
        if (known) known.push(thing)
        else found.set(key, [thing])
      }
  }
  return found
}

const keyOf = (a: string, b: string): string => `${a} ${b}`
