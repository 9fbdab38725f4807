import { STEPS_MAX } from './packing.ts'

/**
 * How far the steps get from step `first` (from 0) when every step needs an event of its own; the answer is the first step
 * that goes without, at most `end`.
 *
 * Events are alike when their masks are, so they come as the distinct masks `masks[0, size)` and as `counts` by mask. Steps
 * are served in turn and earlier ones give way as they can (augmenting paths), so no other dealing gets further.
 */
export function deal(masks: Uint16Array, counts: Int32Array, size: number, first: number, end: number): number {
  load.fill(0, 0, size)
  holder.fill(-1)
  for (let step = first; step < end; step++) {
    seen.fill(0, 0, size)
    if (!serve(masks, counts, size, step)) return step
  }
  return end
}

const DISTINCT_MAX = 2 ** STEPS_MAX
const load = new Int32Array(DISTINCT_MAX)
const seen = new Uint8Array(DISTINCT_MAX)
const holder = new Int16Array(STEPS_MAX)

function serve(masks: Uint16Array, counts: Int32Array, size: number, step: number): boolean {
  for (let j = 0; j < size; j++) {
    const mask = masks[j]!
    if (seen[j] || ((mask >> step) & 1) === 0) continue
    seen[j] = 1
    if (load[j]! < counts[mask]!) {
      load[j]!++
      holder[step] = j
      return true
    }
    if (load[j]! > 0 && giveWay(masks, counts, size, j)) {
      holder[step] = j
      return true
    }
  }
  return false
}

/** Moves one of the steps that events of mask `j` serve to other events, if that can be done. */
function giveWay(masks: Uint16Array, counts: Int32Array, size: number, j: number): boolean {
  for (let other = 0; other < STEPS_MAX; other++)
    if (holder[other] === j && serve(masks, counts, size, other)) return true
  return false
}
