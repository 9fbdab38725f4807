import { describe, expect, it } from 'vitest'
import { fail } from '../../core/error.ts'
import { committer } from './commit.ts'

const later = () => new Promise(resolve => setTimeout(resolve, 1))
const weigh = (items: readonly number[]) => items.length

describe('committer', () => {
  it('commits together what comes while a commit is under way, and gives each caller its own result', async () => {
    const commits: (readonly number[])[][] = []
    const commit = committer(async (calls: readonly (readonly number[])[]) => {
      commits.push([...calls])
      await later()
      return calls.map(items => items.map(item => item * 10))
    }, weigh)
    const calls = [[1], [2, 3], [], [4]].map(items => commit(items))
    expect(await Promise.all(calls)).toEqual([[10], [20, 30], [], [40]])
    expect(commits).toEqual([[[1], [2, 3], [], [4]]])
    expect(await commit([5])).toEqual([50])
  })

  it('does not let one caller’s failure spoil another’s items', async () => {
    const commit = committer(async (calls: readonly (readonly number[])[]) => {
      await later()
      if (calls.flat().includes(0)) throw new Error('zero')
      return [...calls]
    }, weigh)
    const results = await Promise.allSettled([[9], [1], [0, 2], [3]].map(items => commit(items)))
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('tells all at once when the store is unavailable', async () => {
    let tries = 0
    const commit = committer(async (): Promise<number[]> => {
      tries++
      await later()
      return fail('unavailable', 'The disk is full.')
    }, weigh)
    const results = await Promise.allSettled([[1], [2], [3]].map(items => commit(items)))
    expect(results.map(result => result.status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(tries).toBe(1)
  })

  it('bounds how much is committed together', async () => {
    const sizes: number[] = []
    const commit = committer(async (calls: readonly (readonly number[])[]) => {
      sizes.push(calls.flat().length)
      await later()
      return [...calls]
    }, weigh)
    await Promise.all(Array.from({ length: 6 }, (_, i) => commit(new Array<number>(i === 5 ? 50_000 : 9_000).fill(i))))
    expect(sizes).toEqual([18_000, 18_000, 9_000, 50_000])
  })
})
