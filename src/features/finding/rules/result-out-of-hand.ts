import { departmentOf } from '../departments.ts'
import { movers } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { resultMetrics, runningGoals, teamsOn } from '../running.ts'
import { objectOf } from '../survey.ts'
import { listed, quoted } from '../wording.ts'

export const resultOutOfHand: Rule = {
  id: 'result-out-of-hand',
  severity: 'warning',
  about: 'structure',
  says: 'A goal counts a number that none of its teams owns, signs or claims to move.',
  why: 'Its teams can only watch: the work that would reach it is somebody else’s, who has promised nothing.',
  fix: 'Win the team that moves it as a contributor, or take a number that these teams move.',
  find: survey =>
    runningGoals(survey).flatMap(goal => {
      const needed = (goal.spec.dependencies ?? []).map(({ on }) => on)
      const own = new Set([...teamsOn(goal), ...needed].map(team => departmentOf(survey, team)))
      const isOwn = (team: string) => own.has(departmentOf(survey, team))
      return resultMetrics(goal).flatMap(name => {
        const metric = survey.metrics.get(name)
        if (!metric || isOwn(metric.owner) || metric.binds.some(isOwn)) return []
        if ([...movers(survey, [name])].some(each => isOwn(survey.metrics.get(each)?.owner ?? ''))) return []
        return [
          {
            objects: [objectOf(goal), objectOf(metric)],
            teams: [goal.owner, metric.owner],
            message: `The goal ${quoted(goal.title)} of ${listed(teamsOn(goal))} counts ${quoted(metric.title)} of ${metric.owner}, which none of them signs or claims to move.`,
          },
        ]
      })
    }),
}
