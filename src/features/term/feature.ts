import type { Feature } from '../feature.ts'
import { termVerbs } from './operations.ts'
import { termKind } from './term.ts'

export const term: Feature = {
  name: 'term',
  does: 'Words and what they mean here.',
  operations: Object.values(termVerbs),
  kinds: [termKind],
}
