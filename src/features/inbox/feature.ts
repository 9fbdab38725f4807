import type { Feature } from '../feature.ts'
import { changeInbox, inboxOutlook, nudge, seeInbox, showInbox } from './operations.ts'
import { inboxMigrations } from './tables.ts'

export const inbox: Feature = {
  name: 'inbox',
  does: 'What each person owes and should know.',
  migrations: inboxMigrations,
  operations: [showInbox, inboxOutlook, seeInbox, changeInbox, nudge],
}
