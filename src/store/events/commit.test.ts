import { describe, expect, it } from 'vitest'
import { fail } from '../../core/error.ts'
import { committer } from './commit.ts'

const later = () => new Promise(resolve => setTimeout(resolve, 1))

describe('committer', () => {
  it('commits together what comes while a commit is under way, and gives each caller its own results', async () => {
    const commits: number[][] = []
    const commit = committer(async (items: readonly number[]) => {
      commits.push([...items])
      await later()
      return items.map(item => item * 10)
    })
    const calls = [[1], [2, 3], [], [4]].map(items => commit(items))
    expect(await Promise.all(calls)).toEqual([[10], [20, 30], [], [40]])
    expect(commits).toEqual([[1], [2, 3, 4]])
    expect(await commit([5])).toEqual([50])
  })

  it('does not let one caller’s failure spoil another’s items', async () => {
    const commit = committer(async (items: readonly number[]) => {
      await later()
      if (items.includes(0)) throw new Error('zero')
      return [...items]
    })
    const calls = [[9], [1], [0, 2], [3]].map(items => commit(items))
    const results = await Promise.allSettled(calls)
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('tells all at once when the store is unavailable', async () => {
    let tries = 0
    const commit = committer(async (items: readonly number[]) => {
      tries++
      await later()
      return items[0] === 1 ? [...items] : fail('unavailable', 'The disk is full.')
    })
    const results = await Promise.allSettled([[1], [2], [3]].map(items => commit(items)))
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(tries).toBe(2)
  })

  it('bounds how much is committed together', async () => {
    const sizes: number[] = []
    const commit = committer(async (items: readonly number[]) => {
      sizes.push(items.length)
      await later()
      return [...items]
    })
    await Promise.all(Array.from({ length: 6 }, (_, i) => commit(new Array<number>(i === 5 ? 50_000 : 9_000).fill(i))))
    expect(sizes).toEqual([9_000, 18_000, 18_000, 50_000])
  })
})
