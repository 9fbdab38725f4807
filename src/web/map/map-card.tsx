import { Handle, type Node, type NodeProps, Position, useStore } from '@xyflow/react'
import { memo } from 'react'
import { Sparkline } from '../../kit/sparkline.tsx'
import { Status } from '../../kit/status.tsx'
import type { Item } from './graph.ts'
import { targetOf, unseenWords, worthOf } from './item-words.ts'

const FAR = 0.4

export type CardNode = Node<{ item: Item }, 'card'>

/** One thing on the map: its title, how it stands, its number and where that has been; from afar only title and state. */
export const MapCard = memo(function MapCard({ data: { item } }: NodeProps<CardNode>) {
  const isFar = useStore(state => state.transform[2] < FAR)
  const { kind, title, status, points, good, lean, says } = item
  return (
    <div className="map-card" data-kind={kind} data-leans={lean > 0 ? 'true' : undefined} title={says[0] ?? title}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      {lean > 0 ? <span className="map-tie" style={{ width: lean * 40, left: lean * -40 }} /> : null}
      <span className="map-bob" />
      <div className="map-title">{title}</div>
      {isFar ? null : (
        <div className="map-figures">
          {status === null ? null : <Status of={status} bare={kind !== 'goal'} />}
          <span className="figures">{worthOf(item)}</span>
          <span className="quiet figures map-target">{targetOf(item)}</span>
          {points.length > 0 ? (
            <span className="map-spark">
              <Sparkline values={points} width={56} height={16} good={good} />
            </span>
          ) : null}
        </div>
      )}
      <span className="visually-hidden">{unseenWords(item)}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})
