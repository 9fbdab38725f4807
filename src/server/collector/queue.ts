import { ProductError } from '../../core/error.ts'

/** What may be under way at once: bytes that are being read, and messages that wait to be on disk. */
export type Room = { bytes: number; messages: number }

/** More than any load that the disk keeps up with; what comes beyond it has to come again. */
export const ROOM: Room = { bytes: 64 * 2 ** 20, messages: 50_000 }

/** Most of the room that one key may take, so that a tracker gone wild does not crowd out the others. */
const SHARE = 0.8
const RETRY_S = 1

/** Counts what is under way, so that memory stays within bounds when more comes than the disk takes. */
export type Queue = ReturnType<typeof createQueue>

export function createQueue(room: Room = ROOM) {
  let bytes = 0
  let messages = 0
  const byKey = new Map<string, number>()
  const refusal = (): ProductError =>
    new ProductError(
      'unavailable',
      'More comes than can be stored right now. Nothing of this was taken; send it again.',
      {
        reason: 'busy',
        retryAfter: RETRY_S,
      },
    )
  return {
    refusal,
    get isFull(): boolean {
      return bytes > room.bytes
    },
    /** Bytes that have come and are not yet a message. */
    expect(more: number): void {
      bytes += more
    },
    forget(less: number): void {
      bytes -= less
    },
    /** Lets work on messages begin and end; fails where there is no room for them. */
    async through<T>(key: string, count: number, work: () => Promise<T>): Promise<T> {
      const own = byKey.get(key) ?? 0
      if (messages + count > room.messages) throw refusal()
      if (own + count > room.messages * SHARE)
        throw new ProductError('limit', 'This key sends more than can be stored right now. Send it again later.', {
          reason: 'too_often',
          retryAfter: RETRY_S,
        })
      messages += count
      byKey.set(key, own + count)
      try {
        return await work()
      } finally {
        messages -= count
        const left = (byKey.get(key) ?? 0) - count
        if (left > 0) byKey.set(key, left)
        else byKey.delete(key)
      }
    },
  }
}
