import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { cycleKind } from './cycle-kind.ts'

export const cycleVerbs = agreementVerbs(cycleKind)
