import { assert } from '../../core/error.ts'
import { anyOrder } from './any-order.ts'
import { chains } from './chain.ts'
import type { Counting, Folder } from './counting.ts'
import { STEPS_MAX } from './packing.ts'

/**
 * Folds a person's events into how far that person came; made once for a funnel and used for each of its persons.
 *
 * **Ordered and strict.** A *chain* starts at an instant that holds step 1, its entry, and takes each next step at the first
 * instant that offers it. An instant is one ms: its events have no order, so the chain takes every step it can there, or one
 * when ties are refused. Each step needs an event of its own unless reuse is allowed. A step later than `windowMs` after the
 * entry is not reached; exactly then it still is. The person is counted by the chain that gets furthest, the earliest
 * one if several do. These are the levels of ClickHouse's `windowFunnel`.
 *
 * What an instant after the entry's holds beside the steps taken there counts as after them, and may end the chain: under
 * `repeats: stop`, an event of a step reached before (an event of step 1 is a new entry and never a repeat); in strict
 * order, an event that is neither a step taken there nor a repeat of the last step before.
 *
 * **Any.** Step 1 is the entry and the other steps count when they lie within the window on either side of it. Level 3 means
 * that steps 1, 2 and 3 all happened. The person is counted at the entry event with which most steps do, the earliest one
 * if several have as many. Each step takes the first event from the entry's instant on or, without one, the last before it;
 * with several events to choose from that are several steps, an earlier step leaves the later ones what they need.
 */
export function folder(counting: Counting): Folder {
  const { steps } = counting
  assert(steps >= 1 && steps <= STEPS_MAX, `a funnel of ${steps} steps can be folded`)
  return counting.order === 'any' ? anyOrder(counting) : chains(counting)
}
