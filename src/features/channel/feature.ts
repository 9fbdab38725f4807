import type { Feature } from '../feature.ts'
import { channelKind } from './channel.ts'
import { channel as verbs } from './operations.ts'

export const channel: Feature = {
  name: 'channel',
  does: 'The rules by which touches belong to channels.',
  operations: Object.values(verbs),
  kinds: [channelKind],
}
