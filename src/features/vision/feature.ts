import type { Feature } from '../feature.ts'
import { visionVerbs } from './operations.ts'
import { visionKind } from './vision-kind.ts'

export const vision: Feature = {
  name: 'vision',
  does: 'Where the company wants to be, and the few numbers that will show it.',
  operations: Object.values(visionVerbs),
  kinds: [visionKind],
}
