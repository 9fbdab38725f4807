import { advised } from '../advised.ts'
import type { Rule } from '../rule.ts'

export const contributorWithoutMetric: Rule = {
  id: 'contributor-without-metric',
  severity: 'info',
  about: 'structure',
  says: 'A team contributes to a goal with something that no number shows.',
  why: 'A contribution that cannot be seen is the first to be dropped, and nobody can thank the team for it.',
  fix: 'Name under the contributor the number of that team that shows it.',
  find: survey => advised(survey, 'contributor-without-metric'),
}
