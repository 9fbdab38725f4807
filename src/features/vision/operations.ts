import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { visionKind } from './vision-kind.ts'

export const visionVerbs = agreementVerbs(visionKind)
