import './map.css'
import { Button, Group, SegmentedControl, Select, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import { useReading } from '../../features/ask.ts'
import { againstEach } from '../../features/finding/finding.ts'
import type { checkFindings } from '../../features/finding/operations.ts'
import type { measureGoal } from '../../features/goal/operations.ts'
import type { showMap } from '../../features/map/operations/show.ts'
import { moment } from '../../kit/figure.ts'
import { Empty, Loading, Page, Read } from '../../kit/page.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { type GoalReading, graphOf, type MapReading } from './graph.ts'
import { MapCanvas } from './map-canvas.tsx'
import { MapDrawer } from './map-drawer.tsx'
import { MapLegend } from './map-legend.tsx'
import { MapPlumb } from './map-plumb.tsx'
import { MapTree } from './map-tree.tsx'
import { narrowed } from './walk.ts'

/** Vision, goals, key results and numbers as they hang together: as a picture, as plumb lines, or as a list. */
export default function MapPage() {
  const map = useReading<typeof showMap>('map.show', {})
  return (
    <Page title="Map">
      <Read query={map} rows={12}>
        {reading => <Map_ map={reading} />}
      </Read>
    </Page>
  )
}

const NONE: GoalReading[] = []

function Map_({ map }: { map: MapReading }) {
  const isNarrow = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false })
  const usual = isNarrow ? 'list' : 'picture'
  const [{ view = usual, team, cycle, focus, open }, set] = useUrlState()
  const measured = useReading<typeof measureGoal>('goal.measure', { all: true })
  const checked = useReading<typeof checkFindings>('finding.check', {})
  const goals = Array.isArray(measured.data) ? measured.data : NONE
  const against = useMemo(() => againstEach(checked.data?.findings ?? []), [checked.data])
  const graph = useMemo(() => graphOf({ map, goals, against }, cycle), [map, goals, against, cycle])
  const shown = useMemo(() => narrowed(graph, { team, cycle, focus }), [graph, team, cycle, focus])
  const teams = useMemo(() => distinct([...graph.items.values()].flatMap(each => each.teams)), [graph])
  const cycles = useMemo(() => distinct(goals.map(each => each.cycle.label)), [goals])
  const onOpen = (id: string) => set({ open: id }, { push: true })
  if (measured.isPending) return <Loading rows={12} />
  if (graph.items.size === 0)
    return (
      <Empty
        what="Here the vision, goals and numbers will hang together."
        why="Agree on a vision with the few numbers that show it; then everybody sees what carries them."
        action={
          <Button component="a" href="/agreements/vision/new">
            Write the vision
          </Button>
        }
      />
    )
  const focused = focus === undefined ? undefined : graph.items.get(focus)
  return (
    <>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label="How the map is shown"
          value={view}
          onChange={value => set({ view: value === usual ? undefined : value })}
          data={[
            { value: 'picture', label: 'Picture' },
            { value: 'plumb', label: 'Plumb lines' },
            { value: 'list', label: 'List' },
          ]}
        />
        <Select
          aria-label="Team"
          placeholder="Every team"
          data={teams}
          value={team ?? null}
          onChange={value => set({ team: value ?? undefined })}
          clearable
          w={{ base: 150, sm: 170 }}
        />
        <Select
          aria-label="Cycle"
          placeholder="Every cycle"
          data={cycles}
          value={cycle ?? null}
          onChange={value => set({ cycle: value ?? undefined })}
          clearable
          w={{ base: 180, sm: 190 }}
        />
        {focused ? (
          <Button variant="light" onClick={() => set({ focus: undefined })}>
            Only around “{focused.title}” ✕
          </Button>
        ) : null}
        <Text fz="xs" c="dimmed" ml="auto">
          {`${shown.items.size.toLocaleString('en')} things, known until ${moment(map.receipt.asOf)}`}
        </Text>
      </Group>
      {view === 'list' ? (
        <MapTree graph={shown} onOpen={onOpen} />
      ) : view === 'plumb' ? (
        <MapPlumb graph={shown} onOpen={onOpen} />
      ) : (
        <MapCanvas graph={shown} chosen={open} onOpen={onOpen} />
      )}
      {view === 'plumb' ? null : <MapLegend />}
      <MapDrawer
        graph={graph}
        map={map}
        id={open}
        onClose={() => set({ open: undefined })}
        onOpen={onOpen}
        onFocus={id => set({ focus: id, open: undefined })}
      />
    </>
  )
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)].filter(Boolean).toSorted()
