import { agreementVerbs } from '../../agreement/operations/verbs.ts'
import { identityKind, rulingKind } from '../identity.ts'

export const identityVerbs = agreementVerbs(identityKind)
export const rulingVerbs = agreementVerbs(rulingKind)
