import type { Feature } from '../feature.ts'
import { channelKind } from './channel.ts'
import { channelVerbs } from './operations.ts'

export const channel: Feature = {
  name: 'channel',
  does: 'The rules by which touches belong to channels.',
  operations: Object.values(channelVerbs),
  kinds: [channelKind],
}
