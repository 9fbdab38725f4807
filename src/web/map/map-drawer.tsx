import './map.css'
import { Anchor, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { visionVerbs } from '../../features/vision/operations.ts'
import type { Vision } from '../../features/vision/vision.ts'
import { moment } from '../../kit/figure.ts'
import { Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import type { Graph, Item, Line, MapReading } from './graph.ts'
import { KIND_WORDS, lineWords, targetOf, worthOf } from './item-words.ts'
import { MetricPart } from './metric-part.tsx'

type DrawerProps = {
  graph: Graph
  map: MapReading
  id: string | undefined
  onClose: () => void
  onOpen: (id: string) => void
  onFocus: (id: string) => void
}

/** One thing of the map at its side: how it stands, what puts it out of plumb, what it carries and what carries it. */
export function MapDrawer({ graph, map, id, onClose, onOpen, onFocus }: DrawerProps) {
  const isNarrow = useMediaQuery('(max-width: 40em)')
  const item = id === undefined ? undefined : graph.items.get(id)
  return (
    <Drawer
      opened={item !== undefined}
      onClose={onClose}
      title={item ? <Text fw={600}>{`${KIND_WORDS[item.kind]}: ${item.title}`}</Text> : ''}
      size={isNarrow ? '85%' : 520}
      position={isNarrow ? 'bottom' : 'right'}
    >
      {item ? (
        <Stack gap="lg">
          <Group gap="md">
            {item.status === null ? null : <Status of={item.status} />}
            <Text span className="figures">
              {worthOf(item)}{' '}
              <Text span c="dimmed">
                {targetOf(item)}
              </Text>
            </Text>
            {item.owner ? <Text c="dimmed">{item.owner}</Text> : null}
          </Group>
          <Group gap="xs">
            <PageLink item={item} />
            <Button variant="default" size="xs" onClick={() => onFocus(item.id)}>
              Show only what is around it
            </Button>
          </Group>
          <OutOfPlumb key={item.id} item={item} />
          {item.kind === 'vision' ? <VisionPart name={item.id.slice('vision/'.length)} /> : null}
          {item.metric ? <MetricPart node={item.metric} map={map} /> : null}
          {item.metric === undefined && item.note ? <Text c="dimmed">{item.note}</Text> : null}
          <Neighbours
            title="Carries"
            graph={graph}
            lines={graph.lines.filter(line => line.below === item.id)}
            way="above"
            onOpen={onOpen}
          />
          <Neighbours
            title="Carried by"
            graph={graph}
            lines={graph.lines.filter(line => line.above === item.id)}
            way="below"
            onOpen={onOpen}
          />
        </Stack>
      ) : null}
    </Drawer>
  )
}

function PageLink({ item: { kind, id, goal } }: { item: Item }) {
  const name = id.slice(id.indexOf('/') + 1)
  const [to, text] =
    kind === 'metric'
      ? [`/metrics/${name}`, 'Open the metric']
      : kind === 'vision'
        ? [`/agreements/vision/${name}`, 'Open the vision']
        : [`/goals/${goal?.goal}`, 'Open the goal']
  return (
    <Button component={Link} to={to as string} size="xs">
      {text}
    </Button>
  )
}

const FIRST = 2

function OutOfPlumb({ item: { says } }: { item: Item }) {
  const [isAll, setAll] = useState(false)
  if (says.length === 0) return null
  const rest = says.length - FIRST
  return (
    <Section title={says.length === 1 ? 'Out of plumb' : `Out of plumb: ${says.length} findings`}>
      <ul className="map-says">
        {says.slice(0, isAll ? says.length : FIRST).map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Group gap="md">
        {rest > 0 ? (
          <Button variant="subtle" size="compact-xs" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? 'Fewer' : `${rest} more`}
          </Button>
        ) : null}
        <Anchor component={Link} to={'/alignment' as string} fz="sm">
          What would put it right
        </Anchor>
      </Group>
    </Section>
  )
}

function VisionPart({ name }: { name: string }) {
  const vision = useReading<typeof visionVerbs.get>('vision.get', { name })
  return (
    <Read query={vision} rows={3}>
      {({ inForce, head }) => {
        const { statement, horizon } = (inForce ?? head).spec as Vision
        return (
          <Stack gap={4}>
            <Text>{statement}</Text>
            <Text fz="sm" c="dimmed">
              By {moment(horizon)}
            </Text>
          </Stack>
        )
      }}
    </Read>
  )
}

type NeighbourProps = {
  title: string
  graph: Graph
  lines: readonly Line[]
  way: 'above' | 'below'
  onOpen: (id: string) => void
}

function Neighbours({ title, graph, lines, way, onOpen }: NeighbourProps) {
  if (lines.length === 0) return null
  return (
    <Section title={title}>
      <ul className="map-says">
        {lines.map(line => {
          const other = graph.items.get(line[way])
          return other ? (
            <li key={line.id}>
              <button type="button" className="map-button" onClick={() => onOpen(other.id)}>
                {other.title}
              </button>{' '}
              <Text span fz="xs" c="dimmed">
                {KIND_WORDS[other.kind].toLowerCase()}
                {line.kind === 'formula' || line.kind === 'drives' ? `, ${lineWords(line)}` : ''}
                {line.why ? `: ${line.why}` : ''}
              </Text>
            </li>
          ) : null
        })}
      </ul>
    </Section>
  )
}
