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
    const own = Map.groupBy(goals, ({ owner }) => departmentOf(survey, owner))
    const helped = helpIn(goals, survey)
    const all = departments(survey)
    return [...helped.values()].flatMap(({ giver, taker, given }) => {
      const wanted = own.get(giver) ?? []
      if (given.length < least || wanted.length === 0 || helped.has(keyOf(taker, giver))) return []
      return [
        {
          objects: [...(all.get(taker) ?? []), ...(all.get(giver) ?? [])].map(team => `team/${team}`),
          part: `${giver} ${taker}`,
          teams: [...new Set([...given, ...wanted].map(({ owner }) => owner))],
          message:
            `${giver} helps with ${counted(given.length, 'goal', 'goals')} of ${taker}, ` +
            `and ${taker} with none of the ${counted(wanted.length, 'goal', 'goals')} of ${giver}.`,
          numbers: { given: given.length, own: wanted.length },
        },
      ]
    })
  },
}

type Help = { giver: string; taker: string; given: Running[] }

/** Which department contributes to goals that another owns, or provides something for them. */
function helpIn(goals: readonly Running[], survey: Survey): Map<string, Help> {
  const found = new Map<string, Help>()
  for (const goal of goals) {
    const { contributors = [], dependencies = [] } = goal.spec
    const taker = departmentOf(survey, goal.owner)
    const helpers = [...contributors.map(({ team }) => team), ...dependencies.map(({ on }) => on)]
    for (const giver of new Set(helpers.map(team => departmentOf(survey, team)))) {
      if (giver === taker) continue
      const { given } = found.get(keyOf(giver, taker)) ?? { given: [] }
      found.set(keyOf(giver, taker), { giver, taker, given: [...given, goal] })
    }
  }
  return found
}

const keyOf = (giver: string, taker: string): string => `${giver} → ${taker}`
