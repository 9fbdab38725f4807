import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import type { Actor, Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { Key, LASTS, NEVER, ROLE_OF, Scope } from '../access.ts'
import { insertKey, selectKeyByHash, selectKeys, updateKey } from '../queries.ts'
import { createSecret, hashOf } from './secret.ts'

export const createKey = operation({
  name: 'key.create',
  does: 'Make a key for a program; it is shown this once.',
  needs: 'key:admin',
  secret: true,
  input: z.object({
    scope: Scope.exclude(['ingest']).describe(
      'What it may do: read, write or admin; trackers get theirs by “source key”',
    ),
    title: z.string().min(1).max(200).default('key').describe('What it is for'),
    days: z.int().min(1).max(LASTS.longestKey).default(LASTS.key).describe('How many days it holds'),
    personal: z
      .boolean()
      .default(false)
      .describe('Whether it sees who customers are; otherwise what is personal is masked'),
  }),
  output: Key.extend({ key: z.string().describe('The key itself; it cannot be shown again') }),
  object: input => input.title,
  run: (ctx, { scope, title, days, personal }) => makeKey(ctx, 'pl', { scope, title, days, personal, source: null }),
})

type Wanted = Pick<Key, 'scope' | 'title' | 'source' | 'personal'> & { days: number | undefined }

async function makeKey(ctx: Context, prefix: string, { days, ...wanted }: Wanted): Promise<Key & { key: string }> {
  const { secret, hash, hint } = createSecret(prefix)
  const now = ctx.now()
  const key: Key = {
    id: newId(),
    ...wanted,
    hint,
    createdBy: ctx.actor.id,
    createdAt: now,
    expiresAt: days === undefined ? NEVER : toInstant(toMs(now) + days * DAY_MS),
    usedAt: null,
    revokedAt: null,
  }
  await insertKey(ctx, key, hash)
  return { ...key, key: secret }
}

/**
 * A key with which trackers send the events of one source. It stands in pages and apps that nobody can change at once, so it
 * holds until it is revoked unless `days` are said; it reads nothing.
 */
export function makeWriteKey(
  ctx: Context,
  { source, title, days }: { source: string; title: string; days: number | undefined },
): Promise<Key & { key: string }> {
  return makeKey(ctx, 'plw', { scope: 'ingest', title, days, source, personal: false })
}

/** The keys that bring events of a source, the newest first. */
export const writeKeysOf = (ctx: Context, source: string): Promise<Key[]> => selectKeys(ctx, source)

/** The write key that a secret is, whether or not it still holds; nothing where there is no such key. */
export const findWriteKey = (ctx: Context, secret: string): Promise<Key | undefined> =>
  selectKeyByHash(ctx, hashOf(secret))

/** Notes that a key was used, once an hour. */
export async function noteUse(ctx: Context, { id, usedAt }: Pick<Key, 'id' | 'usedAt'>): Promise<void> {
  const now = ctx.now()
  if (usedAt === null || toMs(now) - toMs(usedAt) > HOUR_MS) await updateKey(ctx, id, { used_at: now })
}

export const listKeys = operation({
  name: 'key.list',
  does: 'List the keys of programs, without the keys themselves.',
  needs: 'key:admin',
  reads: true,
  input: z.object({}),
  output: z.array(Key),
  run: ctx => selectKeys(ctx),
})

export const revokeKey = operation({
  name: 'key.revoke',
  does: 'End a key at once.',
  needs: 'key:admin',
  input: z.object({ id: z.string().min(1).describe('Id of the key, as “key list” shows it') }),
  output: z.object({ id: z.string() }),
  object: input => input.id,
  async run(ctx, { id }) {
    await updateKey(ctx, id, { revoked_at: ctx.now() })
    return { id }
  },
})

/** Whoever sends a key; nobody where it is unknown. Fails as `forbidden` where it is over or revoked, or only brings facts in. */
export async function actorOfKey(ctx: Context, secret: string): Promise<Actor | undefined> {
  const key = await selectKeyByHash(ctx, hashOf(secret))
  if (!key) return undefined
  const now = ctx.now()
  if (key.revokedAt !== null) fail('forbidden', 'This key was revoked. Make another one.', { reason: 'anonymous' })
  if (key.expiresAt <= now) fail('forbidden', 'This key is over. Make another one.', { reason: 'anonymous' })
  await noteUse(ctx, key)
  if (key.scope === 'ingest')
    return fail('forbidden', 'This key only brings facts in; it reads and changes nothing. Send another one.')
  const actor: Actor = { id: `key:${key.id}`, name: key.title, role: ROLE_OF[key.scope], signsFor: [] }
  return key.personal ? { ...actor, grants: ['personal'] } : actor
}

const HOUR_MS = 3_600_000
