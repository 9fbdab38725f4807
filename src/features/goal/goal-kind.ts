import { agreementKind } from '../kind.ts'
import { checkGoal } from './check.ts'
import { checkEasing } from './easing.ts'
import { boundBy, Goal, refersTo } from './goal.ts'

export const goalKind = agreementKind({
  kind: 'goal',
  does: 'What we want to reach and by when, who contributes what, and the numbers that will show it.',
  spec: Goal,
  binds: boundBy,
  refers: refersTo,
  check: checkGoal,
  changes: checkEasing,
})
