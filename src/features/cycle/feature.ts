import type { Feature } from '../feature.ts'
import { cycleKind } from './cycle-kind.ts'
import { cycleVerbs } from './operations.ts'

export const cycle: Feature = {
  name: 'cycle',
  does: 'When goals are worked on, and how often everybody says how it goes.',
  operations: Object.values(cycleVerbs),
  kinds: [cycleKind],
}
