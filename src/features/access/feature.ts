import type { Feature } from '../feature.ts'
import { createInvitation, listInvitations, revokeInvitation } from './operations/invitations.ts'
import { createKey, listKeys, revokeKey } from './operations/keys.ts'
import { accessMigrations } from './tables.ts'

export const access: Feature = {
  name: 'access',
  does: 'How people and programs get in.',
  nouns: { key: 'Keys by which programs get in.', invitation: 'People who are asked to join.' },
  migrations: accessMigrations,
  operations: [createKey, listKeys, revokeKey, createInvitation, listInvitations, revokeInvitation],
}
