import { resultsWithBefore } from '../before.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { amount, quoted } from '../wording.ts'

export const targetAlreadyReached: Rule = {
  id: 'target-already-reached',
  severity: 'warning',
  about: 'data',
  says: 'A key result asks for no more than the period before its cycle already brought.',
  why: 'A goal that is reached when it begins moves nobody, and makes those look slow who set theirs honestly.',
  fix: 'Set the target beyond what was there before, or say in words that it is to be held, with “keep”.',
  find: survey =>
    resultsWithBefore(survey)
      .filter(({ isReached }) => isReached)
      .map(({ goal, result, metric, to, before }) => ({
        objects: [objectOf(goal), objectOf(metric)],
        part: result.name,
        teams: [goal.owner],
        message: `In the goal ${quoted(goal.title)}, ${quoted(metric.title)} should reach ${amount(to, metric.spec.unit)}; the period before already came to ${amount(before, metric.spec.unit)}.`,
        numbers: { to, before },
      })),
}
