import './map.css'
import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { Empty } from '../../kit/page.tsx'
import { PlumbLine } from '../../kit/plumb-line.tsx'
import { Status } from '../../kit/status.tsx'
import type { Graph, Item } from './graph.ts'
import { KIND_WORDS, targetOf, worthOf } from './item-words.ts'
import { reached } from './walk.ts'

/** A plumb line for each shared outcome: what carries it hangs true on the line, or beside it with what puts it there. */
export function MapPlumb({ graph, onOpen }: { graph: Graph; onOpen: (id: string) => void }) {
  const lines = useMemo(() => plumbLinesOf(graph), [graph])
  if (lines.length === 0)
    return (
      <Empty
        what="No outcome is shown."
        why="A plumb line hangs from each number that shows the vision. Take the filters away to see them."
      />
    )
  return (
    <div className="map-plumbs">
      {lines.map(({ top, carriers }) => (
        <PlumbLine
          key={top.id}
          label={`What carries ${top.title}`}
          top={<Named item={top} onOpen={onOpen} isTop />}
          bobs={carriers.map(item => ({
            key: item.id,
            lean: item.lean,
            says: saysOf(item),
            content: <Named item={item} onOpen={onOpen} />,
          }))}
        />
      ))}
    </div>
  )
}

function saysOf({ says }: Item): string | undefined {
  const [first, ...others] = says
  return first === undefined || others.length === 0 ? first : `${first} (${others.length} more)`
}

function Named({ item, onOpen, isTop = false }: { item: Item; onOpen: (id: string) => void; isTop?: boolean }) {
  return (
    <div>
      <button type="button" className="map-button" onClick={() => onOpen(item.id)}>
        <Text span fw={isTop ? 700 : 500} fz={isTop ? 'lg' : 'sm'}>
          {item.title}
        </Text>
      </button>
      <Text fz="xs" c="dimmed" className="figures" component="div">
        {isTop ? '' : `${KIND_WORDS[item.kind]} of ${item.owner} · `}
        {item.status === null ? null : <Status of={item.status} />} {worthOf(item)} {targetOf(item)}
      </Text>
    </div>
  )
}

type Hung = { top: Item; carriers: Item[] }

/** The outcomes of the visions, or where there are none, the numbers that lead to no other; under each all that carries it. */
function plumbLinesOf(graph: Graph): Hung[] {
  const items = [...graph.items.values()]
  const seen = items.filter(({ metric }) => (metric?.visions.length ?? 0) > 0)
  const tops = seen.length > 0 ? seen : items.filter(({ metric }) => metric?.under === null)
  return tops.map(top => {
    const below = reached(graph, [top.id], 'below')
    const numbers = new Set([top.id, ...below])
    const results = graph.lines.filter(({ above, below: on }) => above.startsWith('result/') && numbers.has(on))
    const goals = new Set(results.map(({ above }) => `goal/${above.slice('result/'.length, above.lastIndexOf('/'))}`))
    const carriers = items.filter(({ id }) => goals.has(id) || below.has(id))
    return { top, carriers: carriers.toSorted((a, b) => depthOf(a) - depthOf(b)) }
  })
}

const LEVELS = ['company', 'cross-team', 'team', 'person']

/** Goals by level, from the widest to the narrowest; then numbers by how far they hang below. */
function depthOf({ goal, metric }: Item): number {
  return goal ? LEVELS.indexOf(goal.level) - 10 : (metric?.depth ?? 50)
}
