import { movers } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { runningGoals, touches } from '../running.ts'
import { objectOf } from '../survey.ts'
import { amount, quoted } from '../wording.ts'

export const outcomeWithoutGoal: Rule = {
  id: 'outcome-without-goal',
  severity: 'warning',
  about: 'structure',
  says: 'No goal counts or moves a number by which the vision is seen.',
  why: 'What nobody works on this cycle will not be there at the horizon, however good the words are.',
  fix: 'Give it a goal in this cycle, or take it out of the vision.',
  find(survey) {
    const goals = runningGoals(survey)
    if (goals.length === 0) return []
    return survey.visions.flatMap(vision =>
      vision.spec.outcomes.flatMap(({ metric: name, to, by = vision.spec.horizon }) => {
        const metric = survey.metrics.get(name)
        const moving = movers(survey, [name])
        if (!metric || goals.some(goal => touches(goal, moving, survey.goals))) return []
        return [
          {
            objects: [objectOf(vision), objectOf(metric)],
            teams: [metric.owner, vision.owner],
            message:
              `No goal counts or moves ${quoted(metric.title)}, which should be ${amount(to, metric.spec.unit)} by ${by}, ` +
              `as the vision ${quoted(vision.title)} says.`,
            numbers: { to, outcomes: vision.spec.outcomes.length, goals: goals.length },
          },
        ]
      }),
    )
  },
}
