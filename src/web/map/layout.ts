import { Graph as Dagre, layout } from '@dagrejs/dagre'
import type { Graph } from './graph.ts'

/** Where everything stands on the map: from the vision at the left to the numbers that carry it at the right, in columns. */

export const NODE = { width: 236, height: 56 }
const BETWEEN_COLUMNS = 84
const BETWEEN_ROWS = 12
export const REACH = 40

export type Drawing = {
  nodes: readonly { id: string }[]
  lines: readonly { above: string; below: string; steps: number }[]
}
export type Places = Readonly<Record<string, { x: number; y: number }>>

/** What is laid out, without what it says: goals stand before key results, and key results before numbers. */
export function drawingOf(graph: Graph): Drawing {
  const parents = new Map<string, string>()
  for (const { above, below } of graph.lines) if (below.startsWith('goal/')) parents.set(below, above)
  const depthOf = (id: string): number => {
    let depth = 0
    const seen = new Set<string>()
    for (let at = parents.get(id); at !== undefined && !seen.has(at); at = parents.get(at)) {
      seen.add(at)
      depth++
    }
    return depth
  }
  const deepest = Math.max(0, ...[...graph.items.keys()].filter(id => id.startsWith('goal/')).map(depthOf))
  return {
    nodes: [...graph.items.keys()].map(id => ({ id })),
    lines: graph.lines.map(({ above, below }) => ({ above, below, steps: stepsOf(above, below, deepest, depthOf) })),
  }
}

function stepsOf(above: string, below: string, deepest: number, depthOf: (id: string) => number): number {
  if (below.startsWith('result/')) return deepest - depthOf(above) + 1
  if (above.startsWith('vision/') && below.startsWith('metric/')) return deepest + 2
  return 1
}

/** Columns by who carries whom, with as few crossings as can be found quickly. It takes a while for thousands. */
export function arrange({ nodes, lines }: Drawing): Places {
  const dagre = new Dagre({ multigraph: false })
  dagre.setGraph({
    rankdir: 'LR',
    nodesep: BETWEEN_ROWS,
    ranksep: BETWEEN_COLUMNS,
    ranker: nodes.length > 300 ? 'longest-path' : 'tight-tree',
  })
  dagre.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) dagre.setNode(id, { ...NODE })
  for (const { above, below, steps } of lines) dagre.setEdge(above, below, { minlen: steps, weight: steps > 1 ? 1 : 2 })
  layout(dagre)
  return Object.fromEntries(
    nodes.map(({ id }) => {
      const { x, y } = dagre.node(id)
      return [id, { x: Math.round(x - NODE.width / 2), y: Math.round(y - NODE.height / 2) }]
    }),
  )
}
