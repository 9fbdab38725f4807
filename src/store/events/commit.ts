import { ProductError } from '../../core/error.ts'

/** How many items are committed together at most, unless one call brings more. */
const TOGETHER = 20_000

/**
 * Commits what several callers bring while a commit is under way as one: with small batches most of the time is spent on
 * the commit itself. Each caller gets the results of its own items, in order.
 *
 * When a joint commit fails for another reason than that the store is unavailable, each caller's items are tried alone, so
 * that one cannot spoil another's.
 */
export function committer<Item, Result>(commit: (items: readonly Item[]) => Promise<Result[]>) {
  type Call = { items: readonly Item[]; resolve(results: Result[]): void; reject(error: unknown): void }
  const pending: Call[] = []
  let busy = false

  const take = (): Call[] => {
    let size = 0
    let count = 0
    while (count < pending.length && (count === 0 || size + pending[count]!.items.length <= TOGETHER))
      size += pending[count++]!.items.length
    return pending.splice(0, count)
  }
  const settle = async (calls: readonly Call[]): Promise<void> => {
    try {
      const items = calls.length === 1 ? calls[0]!.items : calls.flatMap(call => call.items)
      const results = await commit(items)
      let start = 0
      for (const call of calls) {
        call.resolve(results.slice(start, start + call.items.length))
        start += call.items.length
      }
    } catch (error) {
      const hopeless = error instanceof ProductError && error.code === 'unavailable'
      if (calls.length === 1 || hopeless) for (const call of calls) call.reject(error)
      else for (const call of calls) await settle([call])
    }
  }
  const work = async (): Promise<void> => {
    if (busy) return
    busy = true
    while (pending.length) await settle(take())
    busy = false
  }
  return (items: readonly Item[]): Promise<Result[]> =>
    new Promise((resolve, reject) => {
      pending.push({ items, resolve, reject })
      void work()
    })
}
