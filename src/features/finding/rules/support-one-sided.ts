import { departmentOf, departments } from '../departments.ts'
import type { Rule } from '../rule.ts'
import { type Running, runningGoals } from '../running.ts'
import type { Survey } from '../survey.ts'
import { counted } from '../wording.ts'

export const supportOneSided: Rule<'goals'> = {
  id: 'support-one-sided',
  severity: 'info',
  about: 'structure',
  says: 'One department helps with another’s goals, and gets no help with its own.',
  why: 'Help that goes one way is given as long as there is time, and is missed first when there is none.',
  fix: 'Ask the department that helps what it needs, and let the other sign that, with a number that shows it.',
  thresholds: { goals: { default: 2, says: 'From how many goals helped with on the other side should help as well.' } },
  find(survey, { goals: least }) {
    const goals = runningGoals(survey).filter(({ spec }) => spec.level !== 'company' && spec.level !== 'person')
    const all = departments(survey)
    const names = [...all.keys()]
    return names.flatMap(giver =>
      names.flatMap(taker => {
        if (giver === taker) return []
        const given = goals.filter(goal => isHelped(goal, giver, taker, survey))
        const own = goals.filter(({ owner }) => departmentOf(survey, owner) === giver)
        const back = own.filter(goal => isHelped(goal, taker, giver, survey))
        if (given.length < least || own.length === 0 || back.length > 0) return []
        return [
          {
            objects: [...(all.get(taker) ?? []), ...(all.get(giver) ?? [])].map(team => `team/${team}`),
            part: `${giver} ${taker}`,
            teams: [...new Set([...given, ...own].map(({ owner }) => owner))],
            message:
              `${giver} helps with ${counted(given.length, 'goal', 'goals')} of ${taker}, ` +
              `and ${taker} with none of the ${counted(own.length, 'goal', 'goals')} of ${giver}.`,
            numbers: { given: given.length, own: own.length },
          },
        ]
      }),
    )
  },
}

/** Whether a department contributes to a goal that another owns, or provides something for it. */
function isHelped({ owner, spec }: Running, giver: string, taker: string, survey: Survey): boolean {
  const helpers = [
    ...(spec.contributors ?? []).map(({ team }) => team),
    ...(spec.dependencies ?? []).map(({ on }) => on),
  ]
  return departmentOf(survey, owner) === taker && helpers.some(team => departmentOf(survey, team) === giver)
}
