import { describe, expect, it } from 'vitest'
import { resultCache } from './cache.ts'

const rows = (size: number) => [{ text: 'x'.repeat(size) }]

describe('resultCache', () => {
  it('computes once for a watermark, and again for the next', async () => {
    const cache = resultCache(1e6)
    let computed = 0
    const compute = async () => [{ n: ++computed }]
    expect(await cache.get('a', 1, compute)).toEqual([{ n: 1 }])
    expect(await cache.get('a', 1, compute)).toEqual([{ n: 1 }])
    expect(await cache.get('a', 2, compute)).toEqual([{ n: 2 }])
    expect(await cache.get('b', 2, compute)).toEqual([{ n: 3 }])
  })

  it('shares one computation among those that ask at once', async () => {
    const cache = resultCache(1e6)
    let computed = 0
    const compute = async () => [{ n: ++computed }]
    const answers = await Promise.all([1, 2, 3].map(() => cache.get('a', 1, compute)))
    expect(answers).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]])
  })

  it('does not keep a failure', async () => {
    const cache = resultCache(1e6)
    const failing = cache.get('a', 1, async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await cache.get('a', 1, async () => [{ n: 1 }])).toEqual([{ n: 1 }])
  })

  it('stays within its bytes, and forgets first what was not asked for longest', async () => {
    const cache = resultCache(10_000)
    const known = async (key: string) => {
      let computed = false
      await cache.get(key, 1, async () => {
        computed = true
        return rows(1000)
      })
      return !computed
    }
    for (const key of ['a', 'b', 'c', 'd']) expect(await known(key)).toBe(false)
    expect(await known('a')).toBe(true)
    expect(await known('e')).toBe(false)
    expect(cache.bytes).toBeLessThanOrEqual(10_000)
    expect(await known('a')).toBe(true)
    expect(await known('b')).toBe(false)
  })

  it('hands out a result that is larger than all it may keep, without keeping it', async () => {
    const cache = resultCache(1000)
    expect(await cache.get('a', 1, async () => rows(5000))).toHaveLength(1)
    expect(cache.bytes).toBe(0)
  })
})
