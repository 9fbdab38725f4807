import { formOf } from '../../goal/goal.ts'
import { departmentOf } from '../departments.ts'
import type { Rule } from '../rule.ts'
import { above, overlap, pairsOf, type Running, runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const resultCountedTwice: Rule = {
  id: 'result-counted-twice',
  severity: 'info',
  about: 'structure',
  says: 'Two departments’ goals count the same number at the same time, and neither serves the other.',
  why: 'Each counts the whole of it as its own success, and when it falls each points at the other.',
  fix: 'Make it one goal with both as contributors, or let each count the part that it moves.',
  find(survey) {
    const goals = runningGoals(survey)
    const counted = goals.flatMap(goal => [...counts(goal)].map(name => ({ goal, name })))
    return [...Map.groupBy(counted, ({ name }) => name)].flatMap(([name, each]) =>
      pairsOf(each.map(({ goal }) => goal)).flatMap(([one, other]) => {
        const metric = survey.metrics.get(name)
        const isOneTeam = departmentOf(survey, one.owner) === departmentOf(survey, other.owner)
        if (!metric || isOneTeam || !overlap(one.span, other.span) || isRelated(one, other, goals)) return []
        return [
          {
            objects: [objectOf(metric), objectOf(one), objectOf(other)],
            teams: [one.owner, other.owner],
            message: `${quoted(metric.title)} counts in ${quoted(one.title)} of ${one.owner} and in ${quoted(other.title)} of ${other.owner}, and neither goal serves the other.`,
          },
        ]
      }),
    )
  },
}

const counts = ({ spec }: Running): Set<string> =>
  new Set(
    spec.results.flatMap(result => (result.metric !== undefined && formOf(result) === 'change' ? result.metric : [])),
  )

/** Whether one of the two serves the other, or is a goal above all teams. */
function isRelated(one: Running, other: Running, goals: readonly Running[]): boolean {
  const serves = (a: Running, b: Running) => above(a, goals).some(({ name }) => name === b.name)
  return serves(one, other) || serves(other, one) || [one, other].some(({ spec }) => spec.level === 'company')
}
