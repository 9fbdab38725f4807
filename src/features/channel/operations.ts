import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { channelKind } from './channel.ts'

export const channelVerbs = agreementVerbs(channelKind)
