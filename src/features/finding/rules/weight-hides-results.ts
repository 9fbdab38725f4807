import { advised } from '../advised.ts'
import type { Rule } from '../rule.ts'

export const weightHidesResults: Rule<'share'> = {
  id: 'weight-hides-results',
  severity: 'info',
  about: 'structure',
  says: 'One key result carries so much of a goal’s weight that the others hardly count.',
  why: 'The goal then shows as reached while most of what it promises is not.',
  fix: 'Weigh the key results by what they are worth, or make a goal of the one that matters.',
  thresholds: {
    share: { default: 0.8, says: 'The share of the weight from which on one key result hides the others.' },
  },
  find: (survey, { share }) => advised(survey, 'weight-hides-results', { weight: share }),
}
