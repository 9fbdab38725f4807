import { departmentOf } from '../departments.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const contributionMeasuredByOthers: Rule = {
  id: 'contribution-measured-by-others',
  severity: 'info',
  about: 'structure',
  says: 'A team’s contribution to a goal is shown by a number of another team that it has not signed.',
  why: 'The number can be defined anew without the team, and what the team puts in is then not seen any more.',
  fix: 'Let the team sign the metric, under its “binds”, or show the contribution by a number of its own.',
  find: survey =>
    runningGoals(survey).flatMap(goal =>
      (goal.spec.contributors ?? []).flatMap(({ team, metric: name }) => {
        const metric = survey.metrics.get(name ?? '')
        const signers = [metric?.owner ?? team, ...(metric?.binds ?? [])].map(each => departmentOf(survey, each))
        if (!metric || signers.includes(departmentOf(survey, team))) return []
        return [
          {
            objects: [objectOf(goal), objectOf(metric)],
            part: team,
            teams: [team, metric.owner],
            message: `What ${team} contributes to the goal ${quoted(goal.title)} is shown by ${quoted(metric.title)} of ${metric.owner}, which ${team} does not sign.`,
          },
        ]
      }),
    ),
}
