import { advised } from '../advised.ts'
import { gathered, ONE_BY_ONE } from '../gathered.ts'
import type { Rule } from '../rule.ts'

export const goalWithoutMetric: Rule<'single'> = {
  id: 'goal-without-metric',
  severity: 'warning',
  about: 'structure',
  says: 'No key result of a goal is shown by a metric.',
  why: 'How it goes is then what its owner says, and nobody sees a bad month before the end of the cycle.',
  fix: 'Name under “metric” of a key result the number that should move, and add a result for it where there is none.',
  thresholds: { single: ONE_BY_ONE },
  find: (survey, { single }) =>
    gathered(
      advised(survey, 'goal-without-metric'),
      single,
      (count, few) => `No metric shows how ${count} goals go, ${few} among them.`,
    ),
}
