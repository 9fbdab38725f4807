import { LEVELS } from '../../features/goal/goal.ts'
import type { Graph } from './graph.ts'

/**
 * The column of each thing, from 0: the vision, goals by level and always after what they serve, key results, then numbers, each
 * after all that it carries. Where things carry each other in a ring, the ring is broken where it is first met.
 */
export function columnsOf({ items, lines }: Graph): Map<string, number> {
  const goals = [...items.values()].filter(({ kind }) => kind === 'goal')
  const levels = LEVELS.filter(level => goals.some(({ goal }) => goal?.level === level))
  const hasVision = [...items.keys()].some(id => id.startsWith('vision/'))
  const above = Map.groupBy(lines, ({ below }) => below)
  const columns = new Map<string, number>()
  const place = (id: string, least: number): number => {
    const known = columns.get(id)
    if (known !== undefined) return known
    columns.set(id, least)
    const carried = (above.get(id) ?? []).map(line => place(line.above, leastOf(line.above)))
    const column = Math.max(least, ...carried.map(each => each + 1))
    columns.set(id, column)
    return column
  }
  let first = hasVision ? 1 : 0
  const leastOf = (id: string): number => {
    const level = items.get(id)?.goal?.level
    if (id.startsWith('vision/')) return 0
    if (id.startsWith('goal/')) return (hasVision ? 1 : 0) + (level === undefined ? 0 : levels.indexOf(level))
    return first
  }
  for (const kind of ['vision/', 'goal/', 'result/', 'metric/']) {
    const members = [...items.keys()].filter(id => id.startsWith(kind))
    for (const id of members) place(id, leastOf(id))
    if (kind === 'goal/' || kind === 'result/') first = Math.max(first - 1, ...columns.values()) + 1
    if (kind === 'result/') for (const id of members) columns.set(id, first - 1)
  }
  return columns
}
