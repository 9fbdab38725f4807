import { advised } from '../advised.ts'
import type { Rule } from '../rule.ts'

export const nothingCommitted: Rule = {
  id: 'nothing-committed',
  severity: 'info',
  about: 'structure',
  says: 'Every key result of a shared goal is aspirational.',
  why: 'Other teams plan with what is promised, and here nothing is: missing all of it would surprise nobody.',
  fix: 'Commit to the part that others count on, and let the rest be the stretch.',
  find: survey => advised(survey, 'nothing-committed'),
}
