/** Whole numbers below 2^32 by place, 0 where none was put; it grows with the greatest place. */
export function counts(expected = 0) {
  let values = new Uint32Array(Math.max(1024, expected))
  const room = (place: number): void => {
    if (place < values.length) return
    const wider = new Uint32Array(Math.max(place + 1, 2 * values.length))
    wider.set(values)
    values = wider
  }
  return {
    at: (place: number): number => values[place] ?? 0,
    put(place: number, value: number): void {
      room(place)
      values[place] = value
    },
    add(place: number, more: number): void {
      room(place)
      values[place]! += more
    },
  }
}
