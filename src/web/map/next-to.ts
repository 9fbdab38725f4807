import type { Graph } from './graph.ts'
import type { Places } from './layout.ts'

/**
 * What an arrow key leads to on the map: up and down within a column, left to what is carried and right to what carries, the
 * nearest first. Nothing where there is none.
 */
export function nextTo(id: string, key: string, { lines }: Graph, places: Places): string | undefined {
  const at = places[id]
  if (!at) return undefined
  const away = (other: string, axis: 'x' | 'y') => Math.abs((places[other]?.[axis] ?? 0) - at[axis])
  const nearest = (ids: readonly string[]) =>
    ids.filter(each => places[each]).toSorted((a, b) => away(a, 'x') - away(b, 'x') || away(a, 'y') - away(b, 'y'))[0]
  if (key === 'ArrowLeft') return nearest(lines.filter(({ below }) => below === id).map(({ above }) => above))
  if (key === 'ArrowRight') return nearest(lines.filter(({ above }) => above === id).map(({ below }) => below))
  const isUp = key === 'ArrowUp'
  if (!isUp && key !== 'ArrowDown') return undefined
  const column = Object.keys(places).filter(other => {
    const place = places[other]
    return place !== undefined && place.x === at.x && (isUp ? place.y < at.y : place.y > at.y)
  })
  return nearest(column)
}
