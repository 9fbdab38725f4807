import { advised } from '../advised.ts'
import type { Rule } from '../rule.ts'

export const tooManyResults: Rule<'results'> = {
  id: 'too-many-results',
  severity: 'info',
  about: 'structure',
  says: 'A goal has more key results than people can keep in mind.',
  why: 'Where everything is a key result nothing is: each meeting looks at another one, and the hard ones wait.',
  fix: 'Keep those without which the goal would not be reached, and leave the others to the scorecard.',
  thresholds: { results: { default: 5, says: 'How many key results a goal may have.' } },
  find: (survey, { results }) => advised(survey, 'too-many-results', { results }),
}
