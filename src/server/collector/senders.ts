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
/** So often each key is looked up in any case, which notes that it is in use. */
const LONGEST_MS = 3_600_000
const MOST = 10_000

/**
 * Who sends a request, by its key. Everything is kept in memory until something in the workspace changes, which is asked at
 * most twice a second: a key that is revoked is refused within that time.
 */
export function createSenders(context: () => Context, now: () => number = Date.now) {
  let known = new Map<string, Promise<Sender | undefined>>()
  let unknown = new Set<string>()
  let since = now()
  let seen = -1
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  const refresh = async (): Promise<void> => {
    const change = await lastChange(context())
    if (change !== seen || now() - since > LONGEST_MS) {
      known = new Map()
      unknown = new Set()
      since = now()
    }
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
    if (unknown.has(hash)) return undefined
    const [among, strangers] = [known, unknown]
    const found = among.get(hash) ?? senderOf(context(), secret)
    among.set(hash, found)
    const sender = await found.catch(error => {
      among.delete(hash)
      throw error
    })
    if (sender) return sender.until > now() ? sender : undefined
    among.delete(hash)
    if (strangers.size >= MOST) strangers.clear()
    strangers.add(hash)
    return undefined
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
