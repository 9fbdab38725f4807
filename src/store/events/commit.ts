import { setImmediate as breath } from 'node:timers/promises'
import { ProductError } from '../../core/error.ts'

/** How much is committed together at most, unless one call brings more. */
const TOGETHER = 20_000

/**
 * Commits what several callers bring while a commit is under way as one: with small batches most of the time is spent on
 * the commit itself. Before each, whoever was just answered gets a turn of the event loop to bring the next. Each caller gets the result of its own item; `weigh` says how much one is.
 *
 * When a joint commit fails for another reason than that the store is unavailable, each item is tried alone, so that one
 * cannot spoil another's.
 */
export function committer<Item, Result>(
  commit: (items: readonly Item[]) => Promise<Result[]>,
  weigh: (item: Item) => number,
) {
  type Call = { item: Item; resolve(result: Result): void; reject(error: unknown): void }
  const pending: Call[] = []
  let busy = false

  const take = (): Call[] => {
    let size = 0
    let count = 0
    while (count < pending.length && (count === 0 || size + weigh(pending[count]!.item) <= TOGETHER))
      size += weigh(pending[count++]!.item)
    return pending.splice(0, count)
  }
  const settle = async (calls: readonly Call[]): Promise<void> => {
    try {
      const results = await commit(calls.map(call => call.item))
      calls.forEach((call, i) => void call.resolve(results[i]!))
    } catch (error) {
      const hopeless = error instanceof ProductError && error.code === 'unavailable'
      if (calls.length === 1 || hopeless) for (const call of calls) call.reject(error)
      else for (const call of calls) await settle([call])
    }
  }
  const work = async (): Promise<void> => {
    if (busy) return
    busy = true
    while (pending.length) {
      await breath()
      await settle(take())
    }
    busy = false
  }
  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      pending.push({ item, resolve, reject })
      void work()
    })
}
