import type { Feature } from '../feature.ts'
import { listEntries, receiptOfStage, stageVerbs } from './operations.ts'
import { stageKind } from './stage.ts'

export const stage: Feature = {
  name: 'stage',
  does: 'The stages people pass, and the rules by which they enter them.',
  operations: [...Object.values(stageVerbs), receiptOfStage, listEntries],
  kinds: [stageKind],
}
