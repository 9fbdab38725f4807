import type { Metric } from '../../metric/metric.ts'
import { departmentOf } from '../departments.ts'
import { movers, sharedOutcomes } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { runningGoals, teamsOn } from '../running.ts'
import { type Declared, type Survey, titled } from '../survey.ts'
import { quoted } from '../wording.ts'

export const teamsApart: Rule<'pairs'> = {
  id: 'teams-apart',
  severity: 'warning',
  about: 'structure',
  says: 'Two departments move the same outcome and share no goal, no agreement, no scorecard and no claim.',
  why: 'Each works on it as if it were alone, and what one of them gains the other can lose unseen.',
  fix: 'Begin with one thing: a goal with both on it, or a number of one that the other signs.',
  thresholds: { pairs: { default: 5, says: 'How many pairs are named at a time; the others wait for these.' } },
  find(survey, { pairs: most }) {
    const together = pairsTogether(survey)
    const found = new Map<string, { one: string; other: string; outcome: string }>()
    const reached = sharedOutcomes(survey).map(outcome => ({ outcome, moving: movers(survey, [outcome]) }))
    for (const { outcome, moving } of reached.toSorted((a, b) => a.moving.size - b.moving.size)) {
      const pushed = [...moving].flatMap(name => survey.metrics.get(name) ?? []).filter(isPushed)
      const sides = [...new Set(pushed.map(({ owner }) => departmentOf(survey, owner)))].toSorted()
      for (const { one, other, key } of pairsOf(sides))
        if (!together.has(key) && !found.has(key)) found.set(key, { one, other, outcome })
    }
    return [...found].slice(0, most).map(([key, { one, other, outcome }]) => ({
      objects: [`metric/${outcome}`],
      part: key,
      teams: survey.teams
        .filter(({ department }) => department === one || department === other)
        .map(({ name }) => name),
      message: `${one} and ${other} both move ${quoted(titled(survey, outcome))}, and share no goal, no agreement, no scorecard and no claim.`,
      numbers: { pairs: found.size },
    }))
  },
}

/** Who keeps the books of an outcome, or watches that nothing gets worse, does not move it by that. */
const isPushed = ({ spec }: Declared<Metric>): boolean => spec.class !== 'outcome' && spec.class !== 'guardrail'

type Pair = { one: string; other: string; key: string }

function pairsOf(sides: readonly string[]): Pair[] {
  return sides.flatMap((one, index) =>
    sides.slice(index + 1).map(other => ({ one, other, key: [one, other].toSorted().join(' + ') })),
  )
}

/** Pairs of departments that have something in common which not everybody has. */
function pairsTogether(survey: Survey): Set<string> {
  const { all, metrics } = survey
  const goals = runningGoals(survey).map(goal => [
    ...teamsOn(goal),
    ...(goal.spec.dependencies ?? []).map(({ on }) => on),
  ])
  const signed = all.filter(({ kind }) => !FOR_ALL.includes(kind)).map(({ owner, binds }) => [owner, ...binds])
  const claims = [...metrics.values()].flatMap(({ owner, refers }) =>
    refers.filter(({ kind }) => kind === 'metric').map(({ name }) => [owner, metrics.get(name)?.owner ?? owner]),
  )
  const cards = survey.scorecards.map(({ refers }) => refers.map(({ name }) => metrics.get(name)?.owner ?? ''))
  return new Set(
    [...goals, ...signed, ...claims, ...cards].flatMap(teams => {
      const sides = [...new Set(teams.filter(Boolean).map(team => departmentOf(survey, team)))]
      return pairsOf(sides).map(({ key }) => key)
    }),
  )
}

/** What everybody signs brings no two teams together. */
const FOR_ALL = ['vision', 'cycle', 'company']
