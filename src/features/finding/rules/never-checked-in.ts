import { CADENCE_DAYS, cadenceOf } from '../cadence.ts'
import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const neverCheckedIn: Rule<'cadences'> = {
  id: 'never-checked-in',
  severity: 'info',
  about: 'data',
  says: 'A goal has been running for a while and nobody has said a word about it.',
  why: 'A number tells how far a goal has come; only people can say whether it will get there and what is in the way.',
  fix: 'Check it in: how sure you are, what has changed, what is in the way. It takes a minute.',
  thresholds: { cadences: { default: 2, says: 'How many times it should have been checked in by now.' } },
  find: (survey, { cadences }) =>
    runningGoals(survey).flatMap(goal => {
      const every = cadenceOf(survey, goal)
      const days = daysBetween(goal.span.start, survey.asOf)
      const isDone = survey.readings.get(goal.name)?.status === 'done'
      const isSpokenOf = survey.checkIns.some(each => each.goal === goal.name)
      if (isDone || isSpokenOf || days <= cadences * CADENCE_DAYS[every]) return []
      const byHand = goal.spec.results.filter(({ metric }) => metric === undefined).length
      const unknown =
        byHand === 0 ? '' : ` ${counted(byHand, 'key result is', 'key results are')} not known without it.`
      return [
        {
          objects: [objectOf(goal)],
          teams: [goal.owner],
          severity: byHand > 0 ? ('warning' as const) : ('info' as const),
          message:
            `Nobody has checked in the goal ${quoted(goal.title)} of ${goal.owner} in the ${counted(days, 'day', 'days')} it has ` +
            `been running; it should be every ${every}.${unknown}`,
          numbers: { days, byHand },
          main: 'days',
        },
      ]
    }),
}
