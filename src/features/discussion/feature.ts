import type { Feature } from '../feature.ts'
import { listMentions, listSaid, retractSaid, sayOf } from './operations.ts'
import { discussionMigrations } from './tables.ts'

export const discussion: Feature = {
  name: 'discussion',
  does: 'What people say to one another about agreements.',
  migrations: discussionMigrations,
  operations: [sayOf, listSaid, retractSaid, listMentions],
}
