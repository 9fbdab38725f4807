import { Graph as Dagre, layout } from '@dagrejs/dagre'
import { columnsOf } from './columns.ts'
import type { Graph } from './graph.ts'

/** Where everything stands on the map: from the vision at the left to the numbers that carry it at the right, in columns. */

export const NODE = { width: 236, height: 56 }
const BETWEEN_COLUMNS = 84
const BETWEEN_ROWS = 12
export const REACH = 40

/** What is laid out, without what it says. */
export type Drawing = {
  nodes: readonly { id: string; column: number }[]
  lines: readonly { above: string; below: string; pulls: number }[]
}
export type Places = Readonly<Record<string, { x: number; y: number }>>

/** Things in their columns, and the lines that lead from one column to a later one; others are drawn, but move nothing. */
export function drawingOf(graph: Graph): Drawing {
  const columns = columnsOf(graph)
  const columnOf = (id: string) => columns.get(id) ?? 0
  return {
    nodes: [...graph.items.keys()].map(id => ({ id, column: columnOf(id) })),
    lines: graph.lines
      .filter(({ above, below }) => columnOf(above) < columnOf(below))
      .map(({ above, below }) => ({
        above,
        below,
        pulls: above.startsWith('vision/') && below.startsWith('metric/') ? 0 : 1,
      })),
  }
}

/** Rows within the columns, with as few crossings as can be found quickly. It takes a while for thousands. */
export function arrange({ nodes, lines }: Drawing): Places {
  const columns = new Map(nodes.map(({ id, column }) => [id, column]))
  const dagre = new Dagre()
  dagre.setGraph({
    rankdir: 'LR',
    nodesep: BETWEEN_ROWS,
    ranksep: BETWEEN_COLUMNS,
    ranker: ((inner: Dagre) => {
      for (const id of inner.nodes()) inner.node(id).rank = STEP * (columns.get(id) ?? -1)
    }) as unknown as 'tight-tree',
  })
  dagre.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) dagre.setNode(id, { ...NODE })
  for (const { above, below, pulls } of lines) dagre.setEdge(above, below, { weight: pulls })
  layout(dagre)
  return Object.fromEntries(
    nodes.map(({ id, column }) => {
      const { y } = dagre.node(id)
      return [id, { x: column * (NODE.width + BETWEEN_COLUMNS), y: Math.round(y - NODE.height / 2) }]
    }),
  )
}

/** The library puts a rank for labels between any two. */
const STEP = 2
