import { advised } from '../advised.ts'
import { guardrailsNear } from '../guardrails.ts'
import type { Rule } from '../rule.ts'

export const singleNumberGoal: Rule = {
  id: 'single-number-goal',
  severity: 'info',
  about: 'structure',
  says: 'A goal hangs on one number that a team can raise, and no guardrail goes with it.',
  why: 'What alone is counted is raised at the price of what is not: more leads of less worth, more tickets closed unsolved.',
  fix: 'Add the outcome it should move as a key result, or keep a guardrail in a band beside it.',
  find: survey =>
    advised(survey, 'single-number-goal').map(hit => {
      const near = guardrailsNear(survey, hit.objects.at(-1)?.replace('metric/', '') ?? '')
      return near === undefined ? hit : { ...hit, fix: `${singleNumberGoal.fix} ${near}` }
    }),
}
