import { canonicalJson, type JsonValue } from '../core/json.ts'
import { type Actor, type Context, demand } from '../features/context.ts'
import type { AnyOperation } from '../features/operation.ts'
import { lastChange } from '../features/operation-log.ts'

const MOST_BYTES = 64 * 2 ** 20

type Kept = { version: string; answer: Promise<string>; bytes: number }

/**
 * Answers that are the same for everybody who may ask and has the same grants, as JSON: computed once, however many ask at a time, and kept until a fact or
 * an agreement changes, or the hour does. Least recently asked ones go first.
 */
export function keepAnswers(most: number = MOST_BYTES) {
  const kept = new Map<string, Kept>()
  let size = 0

  const forget = (key: string): void => {
    size -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  return async (ctx: Context & { actor: Actor }, operation: AnyOperation, input: unknown): Promise<string> => {
    demand(ctx.actor, operation.needs, operation.does)
    const seen = ctx.actor.grants?.toSorted().join() ?? ''
    const key = `${operation.operation} ${seen} ${canonicalJson((input ?? {}) as JsonValue)}`
    const version = `${await ctx.events.watermark()} ${await lastChange(ctx)} ${ctx.now().slice(0, 13)}`
    const known = kept.get(key)
    if (known?.version === version) {
      kept.delete(key)
      kept.set(key, known)
      return known.answer
    }
    forget(key)
    const entry: Kept = {
      version,
      bytes: 0,
      answer: operation(ctx, input).then(output => JSON.stringify(output ?? null)),
    }
    kept.set(key, entry)
    try {
      const text = await entry.answer
      if (kept.get(key) !== entry) return text
      entry.bytes = text.length
      size += text.length
      for (const oldest of kept.keys()) {
        if (size <= most) break
        forget(oldest)
      }
      return text
    } catch (error) {
      if (kept.get(key) === entry) forget(key)
      throw error
    }
  }
}
