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

/** Everything a card says, for whoever hears it. */
export function spokenOf(item: Item): string {
  const out = item.says.length > 0 ? `out of plumb: ${item.says[0]}` : ''
  const parts = [KIND_WORDS[item.kind], item.title, item.status ?? '', worthOf(item), targetOf(item), item.owner, out]
  return parts.filter(Boolean).join(', ')
}

export function lineWords({ kind, lag }: Line): string {
  if (kind === 'formula') return 'computed from it'
  if (kind === 'drives') return lag === null ? 'said to move it' : `said to move it after ${lag}`
  return kind === 'serves' ? 'seen by it' : 'carries it'
}
