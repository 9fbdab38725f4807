import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { termKind } from './term.ts'

export const termVerbs = agreementVerbs(termKind)
