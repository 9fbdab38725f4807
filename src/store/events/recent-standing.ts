import type { Moment, Standing } from './traits.ts'
import type { Told } from './write.ts'

/** Holders that are remembered at most, and those of them whose moment the table does not have. */
const MOST = 100_000
const MOST_LATE = 50_000
/** Longer traits are not remembered. */
const LONGEST = 1000

/**
 * What stands of the holders that were told last, so that it need not be looked up for every batch. Most of what is said says
 * nothing new: then only its moment is remembered (*late*), and written with many others.
 */
export function recentStanding() {
  const entries = new Map<number, Standing | null>()
  const late = new Map<number, Moment>()
  const put = (holder: number, standing: Standing | null): void => {
    entries.delete(holder)
    if (standing && standing.traits.length > LONGEST) return
    entries.set(holder, standing)
    if (entries.size <= MOST) return
    for (const [oldest, its] of entries) {
      entries.delete(oldest)
      if (!late.has(oldest)) break
      entries.set(oldest, its)
    }
  }
  return {
    late,
    get isFull(): boolean {
      return late.size > MOST_LATE
    },
    /** What stands, null where nothing does, undefined where it is not known. */
    get: (holder: number): Standing | null | undefined => entries.get(holder),
    put,
    /** Takes in what is told of a holder; says whether the table must have it now. */
    tell({ holder, traits, said }: Told): boolean {
      const old = entries.get(holder)
      const isKnown = old?.traits === traits && (old.ts < said.ts || (old.ts === said.ts && old.id < said.id))
      put(holder, { traits, ...said })
      if (isKnown) late.set(holder, said)
      else late.delete(holder)
      return !isKnown
    },
    forget(holder: number): void {
      entries.delete(holder)
      late.delete(holder)
    },
    clear(): void {
      entries.clear()
      late.clear()
    },
  }
}

export type RecentStanding = ReturnType<typeof recentStanding>
