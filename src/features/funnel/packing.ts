import { assert } from '../../core/error.ts'

/** The most steps a funnel may have: beside twelve bits an instant in ms still fits a double, from 1900 to 2039. */
export const STEPS_MAX = 10

/**
 * One event of a person as one number: `ts * 2^steps + mask`, where bit `i` of the mask says that the event is step `i`
 * (from 0). An event that is several steps has several bits; one that is none has mask 0 and is needed by strict order only.
 *
 * Ascending numbers are ascending in time, then in mask. `ts` is whole epoch ms, negative before 1970. What would not fit a
 * double exactly is refused as a bug: `isPackable` says beforehand.
 */
export function pack(ts: number, mask: number, steps: number): number {
  assert(
    isPackable(ts, steps) && mask >= 0 && mask < 2 ** steps,
    `ts ${ts} with mask ${mask} of ${steps} steps can be packed`,
  )
  return ts * 2 ** steps + mask
}

/** Whether an instant can be packed beside the mask of so many steps: from 1900 to 2039 with twelve, 1691 to 2248 with ten. */
export function isPackable(ts: number, steps: number): boolean {
  return steps <= STEPS_MAX && Number.isInteger(ts) && Math.abs(ts) < 2 ** (53 - steps)
}

/**
 * A person's packed list taken apart, in arrays that are used again for the next person and are valid up to their counts.
 *
 * Events of one ms form an instant: `at` is its time, `offered` the union of its masks, `first` the index of its first event
 * (one more entry closes the last), `tangled` whether one of its events is several steps.
 */
export interface Unpacked {
  events: number
  ts: Float64Array
  mask: Uint16Array
  instants: number
  at: Float64Array
  offered: Uint16Array
  first: Uint32Array
  tangled: Uint8Array
  anyTangled: boolean
}

/** Takes `list[from, to)` apart; the list must ascend. */
export function unpack(into: Unpacked, list: Float64Array, from: number, to: number, steps: number): void {
  const count = to - from
  if (count > into.ts.length) grow(into, count)
  const { ts, mask, at, offered, first, tangled } = into
  const scale = 2 ** steps
  const inverse = 1 / scale
  let instant = -1
  let last = Number.NaN
  let anyTangled = 0
  for (let i = 0; i < count; i++) {
    const packed = list[from + i]!
    const time = Math.floor(packed * inverse)
    const bits = packed - time * scale
    ts[i] = time
    mask[i] = bits
    const several = (bits & (bits - 1)) === 0 ? 0 : 1
    anyTangled |= several
    if (time === last) {
      offered[instant]! |= bits
      tangled[instant]! |= several
    } else {
      instant++
      last = time
      at[instant] = time
      offered[instant] = bits
      tangled[instant] = several
      first[instant] = i
    }
  }
  first[instant + 1] = count
  into.events = count
  into.instants = instant + 1
  into.anyTangled = anyTangled === 1
}

/** Room for lists of up to `size` events; it grows by itself. */
export function unpacked(size: number = 64): Unpacked {
  return {
    events: 0,
    ts: new Float64Array(size),
    mask: new Uint16Array(size),
    instants: 0,
    at: new Float64Array(size),
    offered: new Uint16Array(size),
    first: new Uint32Array(size + 1),
    tangled: new Uint8Array(size),
    anyTangled: false,
  }
}

/** How many of the lowest bits are all set. */
export function trailingOnes(bits: number): number {
  return 31 - Math.clz32(~bits & (bits + 1))
}

function grow(into: Unpacked, size: number): void {
  Object.assign(into, unpacked(Math.max(size, into.ts.length * 2)))
}
