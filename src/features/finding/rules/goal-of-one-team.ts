import { departmentOf } from '../departments.ts'
import { gathered, ONE_BY_ONE } from '../gathered.ts'
import type { Rule } from '../rule.ts'
import { runningGoals, teamsOn } from '../running.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const goalOfOneTeam: Rule<'single'> = {
  id: 'goal-of-one-team',
  severity: 'warning',
  about: 'structure',
  says: 'A goal of the company or of several teams has one department on it and no other department’s goal below it.',
  why: 'It is shared by name only: the others have promised nothing, and its owner answers for what they do.',
  fix: 'Ask the other departments what they put in and name them as contributors, or call it a goal of the team.',
  thresholds: { single: ONE_BY_ONE },
  find(survey, { single }) {
    const goals = runningGoals(survey)
    const hits = goals
      .filter(({ spec }) => spec.level === 'company' || spec.level === 'cross-team')
      .filter(goal => {
        const below = goals.filter(({ spec }) => spec.parent === goal.name)
        const needed = (goal.spec.dependencies ?? []).map(({ on }) => on)
        const teams = [...teamsOn(goal), ...needed, ...below.flatMap(teamsOn)]
        return new Set(teams.map(team => departmentOf(survey, team))).size === 1
      })
      .map(goal => ({
        objects: [objectOf(goal)],
        teams: [goal.owner],
        message: `Nobody but ${departmentOf(survey, goal.owner)} has a part in the ${goal.spec.level} goal ${quoted(goal.title)}.`,
        numbers: { teams: teamsOn(goal).length },
      }))
    return gathered(
      hits,
      single,
      (count, few) => `${count} goals are shared by name only and have one department on them, ${few} among them.`,
    )
  },
}
