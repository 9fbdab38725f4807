import { z } from 'zod'
import { Instant } from '../../core/instant.ts'
import type { Role } from '../context.ts'
import { Person } from '../team/team.ts'

/** How people and programs get in: invitations bound to an e-mail address, and keys that are shown once. */

export const Scope = z.enum(['read', 'write', 'admin', 'ingest'])
export type Scope = z.infer<typeof Scope>

/** What a key of a scope may do; it never signs. A key for ingest only brings facts in, and reads nothing. */
export const ROLE_OF: Readonly<Record<Exclude<Scope, 'ingest'>, Role>> = {
  read: 'viewer',
  write: 'member',
  admin: 'admin',
}

export const Key = z.object({
  id: z.string(),
  title: z.string().describe('What it is for'),
  scope: Scope.describe('read, write or admin; ingest only brings facts in'),
  hint: z.string().describe('Its first characters, by which people know it'),
  createdBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable().describe('When it was last used, to the hour'),
  revokedAt: Instant.nullable(),
  source: z.string().nullable().describe('The source whose events it brings, of a write key'),
  personal: z.boolean().describe('Whether it sees who customers are; to others what is personal is masked'),
})
export type Key = z.infer<typeof Key>

export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Person.shape.role,
  teams: z.array(z.string()),
  invitedBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  acceptedAt: Instant.nullable(),
})
export type Invitation = z.infer<typeof Invitation>

/** When keys end that hold until somebody ends them. */
export const NEVER: Instant = '9999-12-31T23:59:59.999Z'

/** How long things hold that open a door, in days. */
export const LASTS = { invitation: 7, key: 90, longestKey: 366 } as const
