import '@xyflow/react/dist/style.css'
import './map.css'
import { Loader } from '@mantine/core'
import {
  Background,
  Controls,
  type Edge,
  MiniMap,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useViewport,
  ViewportPortal,
} from '@xyflow/react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useArrangement } from './arrangement.ts'
import type { Graph, Item } from './graph.ts'
import { lineWords } from './item-words.ts'
import { NODE, type Places, REACH } from './layout.ts'
import { type CardNode, MapCard } from './map-card.tsx'
import { nextTo } from './next-to.ts'

type CanvasProps = { graph: Graph; chosen: string | undefined; onOpen: (id: string) => void }

const CARDS = { card: MapCard }
const MANY = 400
const USUAL = 0.72
const LEAST = 0.55
const FAR_APART = 900

/** The map as a picture: columns from the vision to the numbers, each thing on its column’s line or out of plumb. */
export function MapCanvas(props: CanvasProps) {
  const places = useArrangement(props.graph)
  return (
    <div className="map-frame">
      {places ? (
        <ReactFlowProvider key={Object.keys(places).length}>
          <Picture {...props} places={places} />
        </ReactFlowProvider>
      ) : (
        <div className="map-waiting">
          <Loader size="sm" />
          <span>{`Arranging ${props.graph.items.size.toLocaleString('en')} things …`}</span>
        </div>
      )}
    </div>
  )
}

function Picture({ graph, chosen, onOpen, places }: CanvasProps & { places: Places }) {
  const frame = useRef<HTMLDivElement>(null)
  const flow = useReactFlow()
  const nodes = useMemo(() => nodesOf(graph, places), [graph, places])
  const [reachedId, setReached] = useState<string>()
  const near = chosen ?? reachedId
  const edges = useMemo(() => edgesOf(graph, places, near), [graph, places, near])
  const columns = useMemo(() => columnsOf(graph, places), [graph, places])
  const isLarge = nodes.length > MANY
  const focus = (id: string) => {
    const at = places[id]
    if (!at) return
    const zoom = Math.max(flow.getZoom(), 0.6)
    void flow.setCenter(at.x + NODE.width / 2, at.y + NODE.height / 2, { zoom, duration: 0 })
    let tries = 0
    const reach = () => {
      const card = frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
      if (card) card.focus({ preventScroll: true })
      else if (tries++ < 20) requestAnimationFrame(reach)
    }
    requestAnimationFrame(reach)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')
    const id = card?.dataset.id
    if (id === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') onOpen(id)
    else if (event.key.startsWith('Arrow')) {
      const next = nextTo(id, event.key, graph, places)
      if (next !== undefined) focus(next)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the cards inside take the keys; this hears them for all
    <div
      ref={frame}
      className="map-picture"
      onKeyDownCapture={onKeyDown}
      onFocus={event => setReached((event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')?.dataset.id)}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={CARDS}
        onNodeClick={(_, { id }) => onOpen(id)}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        nodesFocusable
        onlyRenderVisibleElements
        autoPanOnNodeFocus
        minZoom={isLarge ? 0.12 : 0.2}
        maxZoom={1.5}
        onInit={instance => {
          const { clientHeight = 600, clientWidth = 1200 } = frame.current ?? {}
          const { width, height, x, y } = instance.getNodesBounds(nodes)
          const first = places[chosen ?? ''] ?? places[nodes.find(({ id }) => id.startsWith('vision/'))?.id ?? '']
          if (!first || (width * LEAST < clientWidth - 60 && height * LEAST < clientHeight - 60))
            return void instance.fitView({ padding: 0.08, maxZoom: 1 })
          const zoom = clientWidth < 600 ? 0.9 : USUAL
          const middle = clientHeight / 2 - (first.y + NODE.height / 2) * zoom
          const lowest = clientHeight - (y + height + 40) * zoom
          const left = chosen === undefined ? x : first.x
          void instance.setViewport({ x: 24 - left * zoom, y: Math.min(48, Math.max(middle, lowest)), zoom })
        }}
        proOptions={{ hideAttribution: true }}
        aria-label="Map of vision, goals, key results and metrics"
      >
        <Background gap={24} size={1} />
        <ViewportPortal>
          {columns.map(({ x, top, bottom }) => (
            <div key={x} className="map-column" style={{ left: x, top: top - 40, height: bottom - top + 56 }} />
          ))}
        </ViewportPortal>
        <Heads columns={columns} />
        <Controls showInteractive={false} position="bottom-left" />
        {isLarge ? null : <MiniMap pannable zoomable ariaLabel="Overview of the map" className="map-overview" />}
      </ReactFlow>
    </div>
  )
}

/** What hangs in each column, above it wherever the picture is moved to. */
function Heads({ columns }: { columns: readonly Column[] }) {
  const { x: left, zoom } = useViewport()
  return (
    <div className="map-heads-row" aria-hidden="true">
      {columns.map(({ x, title }) => (
        <span key={x} style={{ left: left + x * zoom, maxWidth: (NODE.width + 60) * zoom }}>
          {title}
        </span>
      ))}
    </div>
  )
}

const HANDLE = { width: 1, height: 1, y: NODE.height / 2 }

function nodesOf({ items }: Graph, places: Places): CardNode[] {
  return [...items.values()].flatMap(item => {
    const at = places[item.id]
    if (!at) return []
    return [
      {
        id: item.id,
        type: 'card' as const,
        position: { x: at.x + item.lean * REACH, y: at.y },
        data: { item },
        ...NODE,
        handles: [
          { type: 'target' as const, position: Position.Left, x: 0, ...HANDLE },
          { type: 'source' as const, position: Position.Right, x: NODE.width, ...HANDLE },
        ],
        ariaRole: 'button' as const,
        domAttributes: { 'aria-roledescription': undefined },
      },
    ]
  })
}

/** In a map of many, lines over long distances are drawn only from what is chosen or reached: a thousand of them say nothing. */
function edgesOf({ lines, items }: Graph, places: Places, near: string | undefined): Edge[] {
  const isMany = items.size > MANY
  return lines.flatMap(line => {
    const [from, to] = [places[line.above], places[line.below]]
    if (!from || !to) return []
    const isNear = near === line.above || near === line.below
    if (isMany && !isNear && Math.abs(from.y - to.y) > FAR_APART) return []
    return [
      {
        id: line.id,
        source: line.above,
        target: line.below,
        className: `map-line map-${line.kind}${isNear ? ' map-near' : ''}`,
        ariaLabel: `${items.get(line.above)?.title}: ${items.get(line.below)?.title} ${lineWords(line)}`,
        focusable: false,
      },
    ]
  })
}

type Column = { x: number; title: string; top: number; bottom: number }

/** The lines that things hang on, each named after what hangs there most. */
function columnsOf({ items }: Graph, places: Places): Column[] {
  const columns = Map.groupBy(
    [...items.values()].filter(({ id }) => places[id]),
    ({ id }) => places[id]?.x ?? 0,
  )
  return [...columns]
    .toSorted(([a], [b]) => a - b)
    .map(([x, members]) => {
      const ys = members.map(({ id }) => places[id]?.y ?? 0)
      const words = Map.groupBy(members, wordFor)
      const [title] = [...words].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? ['']
      return { x, title, top: Math.min(...ys), bottom: Math.max(...ys) + NODE.height }
    })
    .map((column, i, all) => (column.title === all[i - 1]?.title ? { ...column, title: '' } : column))
}

function wordFor({ kind, goal }: Item): string {
  if (kind === 'goal') return `${goal?.level.replace(/^./, first => first.toUpperCase()) ?? ''} goals`
  return kind === 'vision' ? 'Vision' : kind === 'result' ? 'Key results' : 'Metrics'
}
