import { departments } from '../departments.ts'
import { movers, sharedOutcomes } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { runningGoals, teamsOn, touches } from '../running.ts'
import { objectOf } from '../survey.ts'
import { counted } from '../wording.ts'

export const teamWithoutGoal: Rule = {
  id: 'team-without-goal',
  severity: 'warning',
  about: 'structure',
  says: 'A department works on no goal that moves a number of the vision.',
  why: 'The vision is reached by what every department puts in; one without a part in it works for something else.',
  fix: 'Ask what the department puts in, and add it to a goal as a contributor with the number that shows it.',
  find(survey) {
    const goals = runningGoals(survey)
    if (survey.visions.length === 0 || goals.length === 0) return []
    const moving = movers(survey, sharedOutcomes(survey))
    const serving = goals.filter(goal => touches(goal, moving, survey.goals))
    const providers = serving.flatMap(({ spec }) => (spec.dependencies ?? []).map(({ on }) => on))
    const busy = new Set([...serving.flatMap(teamsOn), ...providers])
    return [...departments(survey)]
      .filter(([, teams]) => !teams.some(team => busy.has(team)))
      .map(([department, teams]) => ({
        objects: [...teams.map(team => `team/${team}`), ...survey.visions.map(objectOf)],
        teams,
        message: `${department} works on none of the ${counted(serving.length, 'goal that moves', 'goals that move')} a number of the vision.`,
        numbers: { goals: serving.length },
      }))
  },
}
