import type { Feature } from '../feature.ts'
import { measureScorecard, scorecardVerbs } from './operations.ts'
import { scorecardKind } from './scorecard-kind.ts'

export const scorecard: Feature = {
  name: 'scorecard',
  does: 'Each team’s local numbers beside the shared outcomes they claim to move.',
  operations: [...Object.values(scorecardVerbs), measureScorecard],
  kinds: [scorecardKind],
}
