import { advised } from '../advised.ts'
import { gathered, ONE_BY_ONE } from '../gathered.ts'
import type { Rule } from '../rule.ts'

export const contributorWithoutMetric: Rule<'single'> = {
  id: 'contributor-without-metric',
  severity: 'info',
  about: 'structure',
  says: 'A team contributes to a goal with something that no number shows.',
  why: 'A contribution that cannot be seen is the first to be dropped, and nobody can thank the team for it.',
  fix: 'Name under the contributor the number of that team that shows it.',
  thresholds: { single: ONE_BY_ONE },
  find: (survey, { single }) =>
    gathered(
      advised(survey, 'contributor-without-metric'),
      single,
      (count, few) => `No number shows ${count} contributions to goals, as in ${few}.`,
    ),
}
