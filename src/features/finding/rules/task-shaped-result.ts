import { advised } from '../advised.ts'
import type { Rule } from '../rule.ts'

export const taskShapedResult: Rule = {
  id: 'task-shaped-result',
  severity: 'info',
  about: 'structure',
  says: 'A key result without a metric says what will be done, or counts how much of it.',
  why: 'It can be ticked off in full while nothing gets better for customers or the company.',
  fix: 'Ask what should come of it, and take the number that shows that from where it is to where it should be.',
  find: survey => advised(survey, 'task-shaped-result'),
}
