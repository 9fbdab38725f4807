import { advised } from '../advised.ts'
import type { Rule } from '../rule.ts'

export const goalWithoutMetric: Rule = {
  id: 'goal-without-metric',
  severity: 'warning',
  about: 'structure',
  says: 'No key result of a goal is shown by a metric.',
  why: 'How it goes is then what its owner says, and nobody sees a bad month before the end of the cycle.',
  fix: 'Name under “metric” of a key result the number that should move, and add a result for it where there is none.',
  find: survey => advised(survey, 'goal-without-metric'),
}
