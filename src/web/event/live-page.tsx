import '../data/data.css'
import './event.css'
import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { listRecent } from '../../features/event/operations/reading.ts'
import { counted, moment } from '../../kit/figure.ts'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { UrlText } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { DataTabs } from '../data/data-tabs.tsx'
import { useLive } from './live.ts'
import { Said } from './said.tsx'

/** What comes in from trackers right now, message by message, and what came last. */
export default function LivePage() {
  const [{ source, event }] = useUrlState()
  const [isPaused, setPaused] = useState(false)
  const live = useLive({ ...(source ? { source } : {}), ...(event ? { name: event } : {}), isPaused })
  return (
    <Page
      title="Live"
      beside={
        <Text fz="sm" c="dimmed" role="status">
          {isPaused
            ? `Paused; ${counted(live.waiting, 'message waits', 'messages wait')}`
            : live.isOpen
              ? 'Listening'
              : 'Connecting …'}
        </Text>
      }
      action={
        <Group gap="xs">
          <Button variant="default" onClick={live.clear} disabled={live.lines.length === 0 && live.waiting === 0}>
            Clear
          </Button>
          <Button onClick={() => setPaused(!isPaused)}>{isPaused ? 'Go on' : 'Pause'}</Button>
        </Group>
      }
    >
      <DataTabs />
      <Group gap="sm" align="flex-end">
        <UrlText name="source" label="Source" placeholder="All sources" />
        <UrlText name="event" label="Event" placeholder="All events" />
      </Group>
      {live.lines.length === 0 ? (
        <Empty
          what="Nothing has come since you opened this page"
          why="Each message of a tracker is shown here the moment it is on disk, with what became of it. Open your site or app beside this page, or send one with curl."
          action={
            <Anchor component={Link} to={'/trackers' as string} fz="sm">
              Set a tracker up
            </Anchor>
          }
        />
      ) : (
        <ol className="live" aria-label="Messages as they come">
          {live.lines.map(line => (
            <li key={line.number} className="live-line">
              <span className="live-time figures">{timeOf(line.receivedAt)}</span>
              <Status of={line.verdict} {...(line.reason ? { why: line.reason } : {})} />
              <Said
                title={line.name || line.type}
                aside={[line.source, line.type, ...Object.values(line.identifiers)].join(', ')}
                fields={{ ...line.identifiers, ...line.props, happened: moment(line.at) }}
              />
            </li>
          ))}
        </ol>
      )}
      {live.skipped > 0 ? (
        <Text fz="xs" c="dimmed">
          {counted(live.skipped, 'message', 'messages')} came too fast to be shown. All of them were stored or kept.
        </Text>
      ) : null}
      <Recent />
    </Page>
  )
}

type Seen = Awaited<ReturnType<typeof listRecent>>[number]

/** The newest events in the store, whichever way they came. */
function Recent() {
  const [{ source, event }] = useUrlState()
  const recent = useReading<typeof listRecent>('event.recent', {
    limit: 50,
    ...(source ? { source } : {}),
    ...(event ? { event } : {}),
  })
  return (
    <Section title="The newest by when they happened">
      <Read query={recent}>
        {items => (
          <Table
            rows={items}
            columns={COLUMNS}
            rowKey={row => row.id}
            caption="The newest events"
            csv="events"
            empty={<Text fz="sm">No event fits. Take a filter out.</Text>}
          />
        )}
      </Read>
    </Section>
  )
}

const COLUMNS: Column<Seen>[] = [
  { id: 'at', title: 'Happened', value: row => row.at, cell: row => <span className="figures">{moment(row.at)}</span> },
  {
    id: 'name',
    title: 'Event',
    value: row => row.name,
    cell: row => <Said title={row.name} fields={row.props} />,
  },
  { id: 'source', title: 'Source', value: row => row.source, cell: row => row.source, wide: true },
  {
    id: 'person',
    title: 'Who',
    value: row => (row.person === null ? '' : `p${row.person}`),
    cell: row =>
      row.person === null ? (
        ''
      ) : (
        <Anchor component={Link} to={`/customers/p${row.person}` as string} fz="sm">
          {Object.values(row.identifiers)[0] ?? `p${row.person}`}
        </Anchor>
      ),
  },
]

const timeOf = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(instant))
