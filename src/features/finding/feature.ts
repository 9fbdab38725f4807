import type { Feature } from '../feature.ts'
import { checkFindings, listRules, suppressionVerbs } from './operations.ts'
import { suppressionKind } from './suppression-kind.ts'

export const finding: Feature = {
  name: 'finding',
  does: 'Where agreements, facts and numbers disagree, and what would put it right.',
  operations: [...Object.values(suppressionVerbs), checkFindings, listRules],
  kinds: [suppressionKind],
}
