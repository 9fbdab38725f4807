import { findWriteKey, noteUse } from '../../features/access/operations/keys.ts'
import type { Context } from '../../features/context.ts'
import { type Agreed, agreedOn } from '../../features/event/operations/agreed.ts'
import { lastChange } from '../../features/operation-log.ts'
import { sha256 } from '../../store/hash.ts'

/** Whoever holds a write key, and what was agreed about the source that it brings. */
export type Sender = Agreed & {
  key: string
  source: string
  /** Epoch milliseconds at which the key ends. */
  until: number
}

/** How long what is known of keys is believed without asking whether anything changed. */
const FRESH_MS = 500
const MOST = 10_000

/**
 * Who sends a request, by its key. Everything is kept in memory until something in the workspace changes, which is asked at
 * most twice a second: a key that is revoked is refused within that time.
 */
export function createSenders(context: () => Context, now: () => number = Date.now) {
  let known = new Map<string, Promise<Sender | undefined>>()
  let seen = -1
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  const refresh = async (): Promise<void> => {
    const change = await lastChange(context())
    if (change !== seen) known = new Map()
    seen = change
    askedAt = now()
  }
  return async (secret: string): Promise<Sender | undefined> => {
    if (now() - askedAt > FRESH_MS) {
      asking ??= refresh().finally(() => {
        asking = undefined
      })
      await asking
    }
    const hash = sha256(secret)
    let found = known.get(hash)
    if (!found) {
      if (known.size >= MOST) known.clear()
      const among = known
      found = senderOf(context(), secret)
      among.set(hash, found)
      found.catch(() => among.delete(hash))
    }
    const sender = await found
    return sender && sender.until > now() ? sender : undefined
  }
}

async function senderOf(ctx: Context, secret: string): Promise<Sender | undefined> {
  const key = await findWriteKey(ctx, secret)
  if (!key || key.source === null || key.scope !== 'ingest' || key.revokedAt !== null) return undefined
  const { source } = key
  await noteUse(ctx, key).catch(() => {})
  return {
    key: key.id,
    source,
    until: Date.parse(key.expiresAt),
    ...(await agreedOn(ctx, source)),
  }
}
