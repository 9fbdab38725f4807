import type { Counting, Folder } from './counting.ts'
import { deal } from './deal.ts'
import { STEPS_MAX, trailingOnes, unpack, unpacked } from './packing.ts'

/**
 * Ordered and strict counting; `folder` says what is counted.
 *
 * Most persons are decided by their first entry. For the others, chains at the same level have the same future but for the
 * window, so one pass that keeps the latest entry per level finds the level, and one pass backwards, which knows for each
 * level when the rest would be complete, finds the earliest entry that gets there: linear in the person's events.
 */
export function chains({ steps, windowMs, order, repeats, ties, reuse }: Counting): Folder {
  const strict = order === 'strict'
  const stops = repeats === 'stop'
  const canEnd = strict || stops
  const oneAtATime = ties === 'refuse'
  const ownEvents = reuse === 'refuse'

  const times = new Float64Array(steps)
  const latest = new Float64Array(steps + 1)
  const complete = new Float64Array(steps + 1)
  const person = unpacked()
  const masks = new Uint16Array(2 ** STEPS_MAX)
  const counts = new Int32Array(2 ** STEPS_MAX)

  return { times, fold }

  function fold(list: Float64Array, from: number, to: number): number {
    unpack(person, list, from, to, steps)
    const { instants, offered } = person
    let entry = 0
    while (entry < instants && (offered[entry]! & 1) === 0) entry++
    if (entry === instants) return 0
    const level = follow(entry)
    if (level === steps || (windowMs === Number.POSITIVE_INFINITY && !canEnd)) return level
    let next = entry + 1
    while (next < instants && (offered[next]! & 1) === 0) next++
    if (next === instants) return level
    const best = highest(entry)
    if (best > level) follow(earliest(best))
    return best
  }

  /** The level of the chain that enters at an instant; its times are left in `times`. */
  function follow(entry: number): number {
    const { instants, at } = person
    const end = at[entry]! + windowMs
    let level = 0
    for (let i = entry; i < instants && at[i]! <= end; i++) {
      const reached = advance(level, i)
      const ended = canEnd && level > 0 && ends(level, reached, i)
      for (; level < reached; level++) times[level] = at[i]!
      if (ended || level === steps) break
    }
    return level
  }

  /** The highest level of any chain. */
  function highest(firstEntry: number): number {
    const { instants, at, offered } = person
    latest.fill(Number.NEGATIVE_INFINITY)
    let best = 1
    for (let i = firstEntry; i < instants; i++) {
      for (let level = best; level > 0; level--) {
        const entered = latest[level]!
        if (entered === Number.NEGATIVE_INFINITY) continue
        const alive = at[i]! <= entered + windowMs
        const reached = alive ? advance(level, i) : level
        const ended = !alive || (canEnd && ends(level, reached, i))
        if (ended || reached > level) latest[level] = Number.NEGATIVE_INFINITY
        if (!ended && reached > level) latest[reached] = Math.max(latest[reached]!, entered)
        if (reached > best) best = reached
      }
      if ((offered[i]! & 1) === 1) {
        const reached = advance(0, i)
        latest[reached] = at[i]!
        if (reached > best) best = reached
      }
      if (best === steps) return best
    }
    return best
  }

  /** The earliest instant at which a chain enters that reaches `target`. */
  function earliest(target: number): number {
    const { instants, at, offered } = person
    complete.fill(Number.POSITIVE_INFINITY)
    let best = -1
    for (let i = instants - 1; i >= 0; i--) {
      const time = at[i]!
      if ((offered[i]! & 1) === 1) {
        const reached = advance(0, i)
        const completed = reached >= target ? time : complete[reached]!
        if (completed <= time + windowMs && completed !== Number.POSITIVE_INFINITY) best = i
      }
      for (let level = 1; level < target; level++) {
        const reached = advance(level, i)
        if (reached >= target) complete[level] = time
        else if (canEnd && ends(level, reached, i)) complete[level] = Number.POSITIVE_INFINITY
        else complete[level] = complete[reached]!
      }
    }
    return best
  }

  /** The level after an instant of a chain that comes to it with `level`. */
  function advance(level: number, i: number): number {
    const open = person.offered[i]! >> level
    if ((open & 1) === 0) return level
    if (oneAtATime) return level + 1
    if (ownEvents && person.tangled[i]) return dealt(level, i)
    return level + trailingOnes(open)
  }

  function dealt(level: number, i: number): number {
    const { mask, first } = person
    const end = first[i + 1]!
    let size = 0
    for (let e = first[i]!; e < end; e++) if (counts[mask[e]!]!++ === 0) masks[size++] = mask[e]!
    const reached = deal(masks, counts, size, level, steps)
    for (let j = 0; j < size; j++) counts[masks[j]!] = 0
    return reached
  }

  /** Whether what an instant holds beside the steps from `level` to `reached` ends a chain. */
  function ends(level: number, reached: number, i: number): boolean {
    const { mask, first } = person
    const fitting = bitsBelow(reached) & ~bitsBelow(level - 1)
    const repeating = bitsBelow(reached) & ~1
    const end = first[i + 1]!
    let spare = level - reached
    for (let e = first[i]!; e < end; e++) {
      const bits = mask[e]!
      if (strict && (bits & fitting) === 0) return true
      if (stops && (bits & 1) === 0 && (bits & repeating) !== 0) spare++
    }
    return spare > 0
  }
}

function bitsBelow(count: number): number {
  return (1 << count) - 1
}
