import { describe, expect, it } from 'vitest'
import type { ProductError } from '../../core/error.ts'
import { createQueue } from './queue.ts'
import { createQuota } from './quota.ts'

const failureOf = async (work: () => unknown): Promise<ProductError | undefined> => {
  try {
    await work()
    return undefined
  } catch (error) {
    return error as ProductError
  }
}

describe('what waits to be on disk', () => {
  it('is bounded, for all and for each key, and there is room again when it is done', async () => {
    const queue = createQueue({ bytes: 100, messages: 100 })
    let finish = (): void => {}
    const slow = new Promise<void>(resolve => {
      finish = resolve
    })
    const first = queue.through('a', 80, () => slow)
    expect(await failureOf(() => queue.through('a', 1, async () => {}))).toMatchObject({
      code: 'limit',
      details: { retryAfter: 1 },
    })
    const second = queue.through('b', 20, () => slow)
    expect(await failureOf(() => queue.through('c', 1, async () => {}))).toMatchObject({
      code: 'unavailable',
      details: { reason: 'busy', retryAfter: 1 },
    })
    finish()
    await Promise.all([first, second])
    expect(await queue.through('a', 80, async () => 'done')).toBe('done')
  })

  it('gives its room back when the work fails', async () => {
    const queue = createQueue({ bytes: 100, messages: 10 })
    for (let i = 0; i < 20; i++)
      expect((await failureOf(() => queue.through('a', 8, () => Promise.reject(new Error('no')))))?.message).toBe('no')
    expect(await queue.through('a', 8, async () => 'done')).toBe('done')
  })

  it('counts the bytes that are on their way', () => {
    const queue = createQueue({ bytes: 100, messages: 10 })
    queue.expect(101)
    expect(queue.isFull).toBe(true)
    queue.forget(1)
    expect(queue.isFull).toBe(false)
  })
})

describe('what a key may send', () => {
  it('is counted by the minute, each key for itself', async () => {
    const quota = createQuota(10)
    quota.count('a', 10, 0)
    quota.count('b', 10, 0)
    expect(await failureOf(() => quota.count('a', 1, 59_000))).toMatchObject({
      code: 'limit',
      details: { retryAfter: 1 },
    })
    quota.count('a', 10, 60_000)
  })
})
