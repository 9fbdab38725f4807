import { CADENCE_DAYS, cadenceOf } from '../cadence.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const checkInOverdue: Rule<'cadences'> = {
  id: 'check-in-overdue',
  severity: 'warning',
  about: 'data',
  says: 'A goal that used to be checked in has not been for too long.',
  why: 'What was said last is taken for how it goes now, and silence most often means that it does not go well.',
  fix: 'Check it in, if only to say that nothing has changed, or agree on a slower rhythm under “checkIn”.',
  thresholds: { cadences: { default: 2, says: 'How many times in a row the check-in has to have been left out.' } },
  find: (survey, { cadences }) =>
    runningGoals(survey).flatMap(goal => {
      const { last = null, overdueDays = 0 } = survey.readings.get(goal.name)?.checkIn ?? {}
      const every = cadenceOf(survey, goal)
      if (last === null || overdueDays <= (cadences - 1) * CADENCE_DAYS[every]) return []
      return [
        {
          objects: [objectOf(goal)],
          teams: [goal.owner],
          message:
            `The goal ${quoted(goal.title)} of ${goal.owner} should be checked in every ${every} and last was on ` +
            `${last.slice(0, 10)}: that is ${counted(overdueDays, 'day', 'days')} overdue.`,
          numbers: { overdueDays },
          main: 'overdueDays',
        },
      ]
    }),
}
