import { Graph as Dagre, layout } from '@dagrejs/dagre'
import { LEVELS } from '../../features/goal/goal.ts'
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

/** What is laid out, without what it says: a column for the vision, for each level of goals, for key results, then numbers. */
export function drawingOf(graph: Graph): Drawing {
  const columns = columnsOf(graph)
  const results = Math.max(0, ...columns.values()) + 1
  const columnOf = (id: string) => columns.get(id) ?? (id.startsWith('result/') ? results : undefined)
  const carried = new Set(graph.lines.map(({ below }) => below))
  const roots = [...graph.items.keys()].filter(id => !carried.has(id))
  return {
    nodes: [...graph.items.keys()].map(id => ({ id })),
    lines: [
      ...graph.lines.map(({ above, below }) => {
        const steps = (columnOf(below) ?? results + 1) - (columnOf(above) ?? results + 1)
        return { above, below, steps: Math.max(1, steps) }
      }),
      ...roots.map(below => ({ above: TOP, below, steps: 1 + (columnOf(below) ?? results + 1) })),
    ],
  }
}

/** An unseen thing above everything, so that all stand in the same columns. */
const TOP = '.'

/** The column of each vision and goal: goals by level, and always after what they serve. */
function columnsOf({ items, lines }: Graph): Map<string, number> {
  const goals = [...items.values()].filter(({ kind }) => kind === 'goal')
  const levels = LEVELS.filter(level => goals.some(({ goal }) => goal?.level === level))
  const serves = Map.groupBy(
    lines.filter(({ below }) => below.startsWith('goal/')),
    ({ below }) => below,
  )
  const columns = new Map([...items.keys()].filter(id => id.startsWith('vision/')).map(id => [id, 0]))
  const find = (id: string, level: string | undefined): number => {
    const known = columns.get(id)
    if (known !== undefined) return known
    const own = levels.findIndex(each => each === level) + 1
    columns.set(id, own)
    const above = (serves.get(id) ?? []).map(line => find(line.above, items.get(line.above)?.goal?.level))
    const column = Math.max(own, ...above.map(each => each + 1))
    columns.set(id, column)
    return column
  }
  for (const { id, goal } of goals) find(id, goal?.level)
  return columns
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
  dagre.setNode(TOP, { width: 1, height: 1 })
  for (const { id } of nodes) dagre.setNode(id, { ...NODE })
  for (const { above, below, steps } of lines)
    dagre.setEdge(above, below, { minlen: steps, weight: above === TOP ? 0 : steps > 1 ? 1 : 2 })
  layout(dagre)
  return Object.fromEntries(
    nodes.map(({ id }) => {
      const { x, y } = dagre.node(id)
      return [id, { x: Math.round(x - NODE.width / 2), y: Math.round(y - NODE.height / 2) }]
    }),
  )
}
