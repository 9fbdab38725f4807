import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { stageKind } from './stage.ts'

export const stage = agreementVerbs(stageKind)
