import type { Dependency } from '../../goal/goal.ts'
import type { Rule } from '../rule.ts'
import { overlap, type Running, runningGoals, teamsOn } from '../running.ts'
import { objectOf, type Survey } from '../survey.ts'
import { quoted } from '../wording.ts'

export const dependencyWithoutGoal: Rule = {
  id: 'dependency-without-goal',
  severity: 'warning',
  about: 'structure',
  says: 'What a goal needs from another team stands in none of that team’s goals of the time.',
  why: 'A team does what its goals say first; what stands in none of them is promised and then has to wait.',
  fix: 'Put it into a goal of the team that provides it and name that goal, or name who answers for the risk.',
  find(survey) {
    const goals = runningGoals(survey)
    return goals.flatMap(goal =>
      (goal.spec.dependencies ?? []).flatMap(need => {
        const missing = whatIsMissing(need, goal, goals, survey)
        if (missing === undefined) return []
        const by = need.by === undefined ? '' : ` by ${need.by}`
        return [
          {
            objects: [objectOf(goal), ...(need.goal === undefined ? [] : [`goal/${need.goal}`])],
            part: `${need.on} ${need.for}`,
            teams: [need.on, goal.owner],
            message: `The goal ${quoted(goal.title)} of ${goal.owner} needs from ${need.on}${by}: ${need.for.replace(/\.$/, '')}. ${missing}`,
          },
        ]
      }),
    )
  },
}

function whatIsMissing(
  { on, goal: name, risk }: Dependency,
  goal: Running,
  goals: readonly Running[],
  survey: Survey,
): string | undefined {
  if (name !== undefined) {
    const own = survey.goals.find(each => each.name === name)
    if (!own) return `It should stand in the goal “${name}”, which is not in force.`
    const named = `It should stand in the goal ${quoted(own.title)} of ${own.owner}`
    if (!teamsOn(own).includes(on)) return `${named}, on which ${on} does not work.`
    const span = survey.spans.get(name)
    return span && !overlap(span, goal.span) ? `${named}, which runs in ${span.label} and not then.` : undefined
  }
  if (risk) return undefined
  const works = goals.some(each => teamsOn(each).includes(on) && overlap(each.span, goal.span))
  return works ? undefined : `${on} works on no goal in ${goal.span.label}.`
}
