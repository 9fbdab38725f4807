import { agreementKind } from '../kind.ts'
import { checkSource, Source } from './source.ts'

export const sourceKind = agreementKind({
  kind: 'source',
  does: 'A file that some system exports: what its rows mean, about whom, and how often it should come.',
  spec: Source,
  check: checkSource,
})
