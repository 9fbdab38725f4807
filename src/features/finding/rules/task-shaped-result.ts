import { advised } from '../advised.ts'
import { gathered, ONE_BY_ONE } from '../gathered.ts'
import type { Rule } from '../rule.ts'

export const taskShapedResult: Rule<'single'> = {
  id: 'task-shaped-result',
  severity: 'info',
  about: 'structure',
  says: 'A key result without a metric says what will be done, or counts how much of it.',
  why: 'It can be ticked off in full while nothing gets better for customers or the company.',
  fix: 'Ask what should come of it, and take the number that shows that from where it is to where it should be.',
  thresholds: { single: ONE_BY_ONE },
  find: (survey, { single }) =>
    gathered(
      advised(survey, 'task-shaped-result'),
      single,
      (count, few) => `${count} key results say what will be done, not what comes of it, as in the goals ${few}.`,
    ),
}
