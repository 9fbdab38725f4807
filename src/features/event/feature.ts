import type { Feature } from '../feature.ts'
import { dropHeld, listHeld, repairHeld, replayHeld } from './operations/quarantine.ts'
import { countEvents, listRecent } from './operations/reading.ts'

export const event: Feature = {
  name: 'event',
  does: 'What trackers and servers say by themselves: how much came, what goes by, and what could not be stored.',
  nouns: { quarantine: 'Messages that could not be stored, each with the reason.' },
  operations: [countEvents, listRecent, listHeld, repairHeld, dropHeld, replayHeld],
}
