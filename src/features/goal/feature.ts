import type { Feature } from '../feature.ts'
import { goalKind } from './goal-kind.ts'
import { adviseGoal } from './operations/advise.ts'
import { courseOfGoal } from './operations/course.ts'
import { exportGoals, importGoals } from './operations/exchange.ts'
import { goalVerbs, measureGoal } from './operations.ts'

export const goal: Feature = {
  name: 'goal',
  does: 'What the company and its teams want to reach, who contributes what, and how far they have come.',
  operations: [...Object.values(goalVerbs), measureGoal, courseOfGoal, adviseGoal, importGoals, exportGoals],
  kinds: [goalKind],
}
