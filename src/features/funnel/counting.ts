/** The rules by which a funnel counts; `folder` says what each does. */
export type Counting = {
  /** How many steps there are. */
  steps: number
  /** The longest time between the entry and a step, in ms; `Infinity` without a window. */
  windowMs: number
  order: 'ordered' | 'strict' | 'any'
  repeats: 'allow' | 'stop'
  ties: 'allow' | 'refuse'
  reuse: 'allow' | 'refuse'
}

/**
 * Folds one person's events into how far that person came.
 *
 * Made once for a funnel and used for every person; nothing is allocated per event or per person.
 */
export interface Folder {
  /**
   * Epoch ms at which the person last folded reached each step: valid below the level that `fold` returned, overwritten by
   * the next fold. The first is the entry.
   */
  readonly times: Float64Array
  /**
   * The number of steps reached, 0 for a person who never entered, from the packed events `list[from, to)` (see `pack`) of
   * one person, ascending.
   */
  fold(list: Float64Array, from: number, to: number): number
}
