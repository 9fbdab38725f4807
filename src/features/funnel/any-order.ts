import type { Counting, Folder } from './counting.ts'
import { deal } from './deal.ts'
import { STEPS_MAX, trailingOnes, unpack, unpacked } from './packing.ts'

/** Counting in any order; `folder` says what is counted. Linear in the person's events: a window slides along the entries. */
export function anyOrder({ steps, windowMs, reuse }: Counting): Folder {
  const times = new Float64Array(steps)
  const person = unpacked()
  const masks = new Uint16Array(2 ** STEPS_MAX)
  const counts = new Int32Array(2 ** STEPS_MAX)
  const listed = new Uint8Array(2 ** STEPS_MAX)
  const used = new Int32Array(steps)
  let size = 0
  let dealing = false

  return { times, fold }

  function fold(list: Float64Array, from: number, to: number): number {
    unpack(person, list, from, to, steps)
    dealing = reuse === 'refuse' && person.anyTangled
    const { events, ts, mask } = person
    let best = 0
    let entry = -1
    let low = 0
    let high = 0
    for (let i = 0; i < events; i++) {
      if ((mask[i]! & 1) === 0) continue
      for (; high < events && ts[high]! <= ts[i]! + windowMs; high++) put(mask[high]!)
      for (; ts[low]! < ts[i]! - windowMs; low++) counts[mask[low]!]!--
      const level = levelAt(mask[i]!)
      if (level > best) {
        best = level
        entry = i
      }
      if (best === steps || (windowMs === Number.POSITIVE_INFINITY && !dealing)) break
    }
    clear()
    if (best > 0) {
      times[0] = ts[entry]!
      if (dealing) assign(entry, best)
      else findNearest(entry, best)
    }
    return best
  }

  /** The level of an entry by an event of a mask, with what is in the window. */
  function levelAt(entryMask: number): number {
    if (dealing) {
      counts[entryMask]!--
      const level = deal(masks, counts, size, 1, steps)
      counts[entryMask]!++
      return level
    }
    let present = 0
    for (let j = 0; j < size; j++) if (counts[masks[j]!]! > 0) present |= masks[j]!
    return trailingOnes(present)
  }

  function findNearest(entry: number, level: number): void {
    const { events, ts, mask } = person
    const time = ts[entry]!
    const start = startOfInstant(entry)
    let open = (1 << level) - 2
    for (let e = start; e < events && ts[e]! <= time + windowMs && open; e++) open = close(open, e, mask[e]!)
    for (let e = start - 1; e >= 0 && ts[e]! >= time - windowMs && open; e--) open = close(open, e, mask[e]!)
  }

  /** Gives the open steps that an event is that event's time; returns the steps still open. */
  function close(open: number, e: number, bits: number): number {
    for (let hit = open & bits; hit; hit &= hit - 1) times[31 - Math.clz32(hit & -hit)] = person.ts[e]!
    return open & ~bits
  }

  function assign(entry: number, level: number): void {
    const { events, ts, mask } = person
    const time = ts[entry]!
    for (let e = 0; e < events; e++) if (ts[e]! >= time - windowMs && ts[e]! <= time + windowMs) put(mask[e]!)
    counts[mask[entry]!]!--
    used[0] = entry
    const start = startOfInstant(entry)
    for (let step = 1; step < level; step++) {
      let chosen = -1
      for (let e = start; e < events && ts[e]! <= time + windowMs && chosen < 0; e++)
        if (serves(e, step, level)) chosen = e
      for (let e = start - 1; e >= 0 && chosen < 0; e--) if (serves(e, step, level)) chosen = e
      used[step] = chosen
      times[step] = ts[chosen]!
    }
    clear()
  }

  /** Takes an event for a step if it is free and leaves the later steps theirs. */
  function serves(e: number, step: number, level: number): boolean {
    const bits = person.mask[e]!
    if (((bits >> step) & 1) === 0) return false
    for (let before = 0; before < step; before++) if (used[before] === e) return false
    counts[bits]!--
    if (deal(masks, counts, size, step + 1, level) === level) return true
    counts[bits]!++
    return false
  }

  function startOfInstant(e: number): number {
    let start = e
    while (start > 0 && person.ts[start - 1] === person.ts[e]) start--
    return start
  }

  function put(bits: number): void {
    counts[bits]!++
    if (listed[bits]) return
    listed[bits] = 1
    masks[size++] = bits
  }

  function clear(): void {
    for (let j = 0; j < size; j++) {
      counts[masks[j]!] = 0
      listed[masks[j]!] = 0
    }
    size = 0
  }
}
