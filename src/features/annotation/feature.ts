import type { Feature } from '../feature.ts'
import { annotationKind } from './annotation-kind.ts'
import { annotationVerbs } from './operations.ts'

export const annotation: Feature = {
  name: 'annotation',
  does: 'What happened on a day and explains the numbers around it.',
  operations: Object.values(annotationVerbs),
  kinds: [annotationKind],
}
