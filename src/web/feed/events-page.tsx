import '../data/data.css'
import './feed.css'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { Breach } from '../../features/catalogue/catalogue.ts'
import type { EventEntry, listEvents } from '../../features/catalogue/operations/events.ts'
import type { listViolations } from '../../features/catalogue/operations/violations.ts'
import { figure, moment, share } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { Sparkline } from '../../kit/sparkline.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { UrlText } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { DataTabs } from '../data/data-tabs.tsx'
import { weeksOf } from './weeks.ts'

/** Every event there is: where it comes from, how much of it, and who counts on it. */
export default function EventsPage() {
  const [{ q = '' }] = useUrlState()
  const events = useReading<typeof listEvents>('catalogue.events', {})
  const asked = q.trim().toLowerCase()
  return (
    <Page title="Catalogue of events">
      <DataTabs />
      <Violations />
      <Section title="Events" aside={<UrlText name="q" label="Find" placeholder="Name or source" />}>
        <Read query={events} rows={14}>
          {all => (
            <Table
              rows={all.filter(each =>
                `${each.event} ${each.sources.map(from => from.source).join(' ')}`.toLowerCase().includes(asked),
              )}
              columns={COLUMNS}
              rowKey={row => row.event}
              caption="Every event"
              csv="events"
              empty={
                <Empty
                  what={asked === '' ? 'No event yet' : 'No event is called like that'}
                  why="Each kind of event that comes, from a file, a tracker or a system, is listed here with what is in it and the numbers that rest on it."
                />
              }
            />
          )}
        </Read>
      </Section>
    </Page>
  )
}

const COLUMNS: Column<EventEntry>[] = [
  {
    id: 'event',
    title: 'Event',
    value: row => row.event,
    cell: row => (
      <>
        <Anchor component={Link} to={`/events/${encodeURIComponent(row.event)}` as string} fz="sm">
          {row.event}
        </Anchor>
        {row.declared ? null : (
          <Text fz="xs" c="dimmed">
            nobody declared it
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'sources',
    title: 'Comes from',
    value: row => row.sources.map(({ source }) => source).join(', '),
    cell: row => row.sources.map(({ source }) => source).join(', ') || '–',
    wide: true,
  },
  {
    id: 'volume',
    title: 'A day',
    align: 'right',
    value: row => row.perDay,
    cell: row => (
      <span className="feed-volume">
        <Sparkline values={weeksOf(row.days)} width={72} />
        <span>{figure(row.perDay)}</span>
      </span>
    ),
  },
  {
    id: 'events',
    title: 'Events',
    align: 'right',
    value: row => row.events,
    cell: row => figure(row.events, '', { exact: true }),
  },
  {
    id: 'first',
    title: 'First',
    value: row => row.first,
    cell: row => <span className="figures">{moment(row.first, { day: true })}</span>,
    wide: true,
  },
  {
    id: 'last',
    title: 'Last',
    value: row => row.last,
    cell: row => <span className="figures">{moment(row.last, { day: true })}</span>,
    wide: true,
  },
  {
    id: 'used',
    title: 'Used by',
    value: row => row.used.map(({ kind, name }) => `${kind}/${name}`).join(' '),
    cell: row => <Users of={row.used} />,
    wide: true,
  },
]

const SHOWN = 3

export function Users({ of }: { of: EventEntry['used'] }) {
  if (of.length === 0) return <span className="quiet">nobody</span>
  return (
    <>
      {of.slice(0, SHOWN).map(({ kind, name, title }, i) => (
        <span key={`${kind}/${name}`}>
          {i > 0 ? ', ' : ''}
          <ObjectLink object={`${kind}/${name}`}>{title}</ObjectLink>
        </span>
      ))}
      {of.length > SHOWN ? ` and ${of.length - SHOWN} more` : ''}
    </>
  )
}

/** Where what comes breaks what was agreed about it. */
function Violations() {
  const violations = useReading<typeof listViolations>('catalogue.violations', {})
  const found = violations.data ?? []
  if (found.length === 0) return null
  return (
    <Section title="Where tracking plans are broken">
      <Table
        rows={found}
        columns={BREACHES}
        rowKey={row => `${row.plan} ${row.event} ${row.property ?? ''} ${row.code} ${row.among}`}
        caption="Where tracking plans are broken"
        csv="violations"
      />
    </Section>
  )
}

const BREACHES: Column<Breach>[] = [
  {
    id: 'plan',
    title: 'Plan',
    value: row => row.plan,
    cell: row => <ObjectLink object={`tracking-plan/${row.plan}`}>{row.title}</ObjectLink>,
  },
  { id: 'example', title: 'What is wrong', value: row => row.example, cell: row => row.example },
  {
    id: 'share',
    title: 'Of those looked at',
    align: 'right',
    value: row => row.share,
    cell: row => share(row.share),
  },
  {
    id: 'last',
    title: 'Last',
    value: row => row.last,
    cell: row => <span className="figures">{moment(row.last)}</span>,
    wide: true,
  },
  {
    id: 'among',
    title: 'And then',
    value: row => row.among,
    cell: row => (row.among === 'held' ? 'kept out until mended' : 'counted all the same'),
    wide: true,
  },
]
