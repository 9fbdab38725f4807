import type { Feature } from '../feature.ts'
import { listEvents, showEvent } from './operations/events.ts'
import { listFeeds, mapFeeds } from './operations/feeds.ts'
import { listTraits } from './operations/traits.ts'
import { listViolations } from './operations/violations.ts'

export const catalogue: Feature = {
  name: 'catalogue',
  does: 'What really came: every event and trait with what is in it, and where it breaks a tracking plan.',
  nouns: { feed: 'Which team’s systems feed what, how much comes, how new it is, and what rests on it.' },
  operations: [listFeeds, mapFeeds, listEvents, showEvent, listTraits, listViolations],
}
