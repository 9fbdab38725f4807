import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { counted } from '../wording.ts'

export const visionAbsent: Rule<'goals'> = {
  id: 'vision-absent',
  severity: 'info',
  about: 'structure',
  says: 'There are goals and no vision.',
  why: 'Nothing says what the goals are for together, so nobody can say which of two that collide has to give way.',
  fix: 'Write down where you want to be, with the few numbers that will show it, and let every team sign it.',
  thresholds: { goals: { default: 3, says: 'From how many goals on there should be a vision.' } },
  find(survey, { goals: least }) {
    const goals = runningGoals(survey)
    if (survey.visions.length > 0 || goals.length < least) return []
    const highest = goals.filter(({ spec }) => spec.parent === undefined)
    return [
      {
        objects: [],
        teams: highest.map(({ owner }) => owner),
        message: `There are ${counted(goals.length, 'goal', 'goals')} and no vision that says what they are for together.`,
        numbers: { goals: goals.length },
      },
    ]
  },
}
