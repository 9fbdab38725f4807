import { advised } from '../advised.ts'
import type { Rule } from '../rule.ts'

export const goalResultOnActivityOnly: Rule = {
  id: 'goal-result-on-activity-only',
  severity: 'warning',
  about: 'structure',
  says: 'Every key result of a goal counts what is done or put in, none what comes of it.',
  why: 'Such a goal can be reached in full while nothing changes for customers or the company.',
  fix: 'Add a key result on the outcome that the activity is meant to move, or on an output that others can use.',
  find: survey => advised(survey, 'goal-result-on-activity-only'),
}
