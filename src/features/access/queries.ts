import { fail } from '../../core/error.ts'
import type { Context } from '../context.ts'
import type { Invitation, Key } from './access.ts'

const KEY = [
  'id',
  'title',
  'scope',
  'hint',
  'created_by',
  'created_at',
  'expires_at',
  'used_at',
  'revoked_at',
  'source',
  'personal',
] as const
const INVITATION = [
  'id',
  'email',
  'name',
  'role',
  'teams',
  'invited_by',
  'created_at',
  'expires_at',
  'accepted_at',
] as const

export async function insertKey(ctx: Context, key: Key, hash: string): Promise<void> {
  const { createdBy, createdAt, expiresAt, usedAt, revokedAt, personal, ...rest } = key
  await ctx.rows
    .insertInto('access_key')
    .values({
      workspace: ctx.workspace,
      ...rest,
      personal: personal ? 1 : 0,
      hash,
      created_by: createdBy,
      created_at: createdAt,
      expires_at: expiresAt,
      used_at: usedAt,
      revoked_at: revokedAt,
    })
    .execute()
}

export async function selectKeys(ctx: Context, source?: string): Promise<Key[]> {
  let query = ctx.rows.selectFrom('access_key').select(KEY).where('workspace', '=', ctx.workspace)
  if (source !== undefined) query = query.where('source', '=', source)
  return (await query.orderBy('id', 'desc').execute()).map(toKey)
}

export async function selectKeyByHash(ctx: Context, hash: string): Promise<Key | undefined> {
  const row = await ctx.rows
    .selectFrom('access_key')
    .select(KEY)
    .where('workspace', '=', ctx.workspace)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row && toKey(row)
}

export async function updateKey(
  ctx: Context,
  id: string,
  change: { used_at?: string; revoked_at?: string },
): Promise<void> {
  const done = await ctx.rows
    .updateTable('access_key')
    .set(change)
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) fail('not_found', 'There is no such key. See “key list”.')
}

export async function insertInvitation(ctx: Context, invitation: Invitation, hash: string): Promise<void> {
  const { invitedBy, createdAt, expiresAt, acceptedAt, teams, ...rest } = invitation
  await ctx.rows
    .insertInto('invitation')
    .values({
      workspace: ctx.workspace,
      ...rest,
      teams: JSON.stringify(teams),
      hash,
      invited_by: invitedBy,
      created_at: createdAt,
      expires_at: expiresAt,
      accepted_at: acceptedAt,
    })
    .execute()
}

export async function selectInvitations(ctx: Context): Promise<Invitation[]> {
  const rows = await ctx.rows
    .selectFrom('invitation')
    .select(INVITATION)
    .where('workspace', '=', ctx.workspace)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toInvitation)
}

export async function selectInvitationByHash(ctx: Context, hash: string): Promise<Invitation | undefined> {
  const row = await ctx.rows
    .selectFrom('invitation')
    .select(INVITATION)
    .where('workspace', '=', ctx.workspace)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row && toInvitation(row)
}

export async function updateInvitation(
  ctx: Context,
  id: string,
  change: { accepted_at?: string; expires_at?: string },
): Promise<void> {
  const done = await ctx.rows
    .updateTable('invitation')
    .set(change)
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) fail('not_found', 'There is no such invitation. See “invitation list”.')
}

type KeyRow = { [Column in (typeof KEY)[number]]: unknown }
type InvitationRow = { [Column in (typeof INVITATION)[number]]: unknown }

function toKey(row: KeyRow): Key {
  const { created_by, created_at, expires_at, used_at, revoked_at, personal, ...rest } = row
  return {
    ...rest,
    personal: personal === 1,
    createdBy: created_by,
    createdAt: created_at,
    expiresAt: expires_at,
    usedAt: used_at,
    revokedAt: revoked_at,
  } as Key
}

function toInvitation(row: InvitationRow): Invitation {
  const { invited_by, created_at, expires_at, accepted_at, teams, ...rest } = row
  return {
    ...rest,
    teams: JSON.parse(String(teams)),
    invitedBy: invited_by,
    createdAt: created_at,
    expiresAt: expires_at,
    acceptedAt: accepted_at,
  } as Invitation
}

/** Whether somebody with this e-mail can sign in. */
export async function hasAccount(ctx: Context, email: string): Promise<boolean> {
  const found = await ctx.rows.selectFrom('auth_user').select('id').where('email', '=', email).executeTakeFirst()
  return found !== undefined
}
