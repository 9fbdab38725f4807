import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import type { Actor, Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { Key, LASTS, ROLE_OF, Scope } from '../access.ts'
import { insertKey, selectKeyByHash, selectKeys, updateKey } from '../queries.ts'
import { createSecret, hashOf } from './secret.ts'

export const createKey = operation({
  name: 'key.create',
  does: 'Make a key for a program; it is shown this once.',
  needs: 'key:admin',
  input: z.object({
    scope: Scope.describe('What it may do: read, write, admin, or ingest, which only brings facts in'),
    title: z.string().min(1).max(200).default('key').describe('What it is for'),
    days: z.int().min(1).max(LASTS.longestKey).default(LASTS.key).describe('How many days it holds'),
  }),
  output: Key.extend({ key: z.string().describe('The key itself; it cannot be shown again') }),
  object: input => input.title,
  async run(ctx, { scope, title, days }) {
    const { secret, hash, hint } = createSecret('pl')
    const now = ctx.now()
    const key: Key = {
      id: newId(),
      title,
      scope,
      hint,
      createdBy: ctx.actor.id,
      createdAt: now,
      expiresAt: toInstant(toMs(now) + days * DAY_MS),
      usedAt: null,
      revokedAt: null,
    }
    await insertKey(ctx, key, hash)
    return { ...key, key: secret }
  },
})

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
  if (key.usedAt === null || toMs(now) - toMs(key.usedAt) > HOUR_MS) await updateKey(ctx, key.id, { used_at: now })
  if (key.scope === 'ingest')
    return fail('forbidden', 'This key only brings facts in; it reads and changes nothing. Send another one.')
  return { id: `key:${key.id}`, name: key.title, role: ROLE_OF[key.scope], signsFor: [] }
}

const HOUR_MS = 3_600_000
