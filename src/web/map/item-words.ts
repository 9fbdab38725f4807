import { figure, share } from '../../kit/figure.ts'
import type { Item, Line } from './graph.ts'

/** How things on the map read, the same in every view. */

export const KIND_WORDS = { vision: 'Vision', goal: 'Goal', result: 'Key result', metric: 'Metric' } as const

export function worthOf({ kind, value, unit }: Item): string {
  if (kind === 'vision') return ''
  if (kind === 'goal') return value === null ? '' : share(value)
  return value === null ? '' : figure(value, unit)
}

/** What the value is measured against: progress against what is expected by now, a number against its target. */
export function targetOf({ kind, target, unit }: Item): string {
  if (target === null || kind === 'vision') return ''
  return kind === 'goal' ? `${share(target)} expected` : `of ${figure(target, unit)}`
}

/** What a card shows by its look alone, for whoever hears it. */
export function unseenWords({ kind, owner, says }: Item): string {
  const out = says.length > 0 ? `out of plumb: ${says[0]}` : ''
  return [KIND_WORDS[kind], owner, out].filter(Boolean).join(', ')
}

export function lineWords({ kind, lag }: Line): string {
  if (kind === 'formula') return 'computed from it'
  if (kind === 'drives') return lag === null ? 'said to move it' : `said to move it after ${lag}`
  return kind === 'serves' ? 'seen by it' : 'carries it'
}
