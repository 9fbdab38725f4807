import './feed.css'
import { Anchor, Group, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { showEvent } from '../../features/catalogue/operations/events.ts'
import { counted, figure, moment, share } from '../../kit/figure.ts'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { Users } from './events-page.tsx'

type Shown = Awaited<ReturnType<typeof showEvent>>
type Property = Shown['properties'][number]

/** One event: what is in it, what was planned for it, and who counts on it. */
export default function EventPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const event = useReading<typeof showEvent>('catalogue.event', { name })
  return (
    <Page
      title={name}
      path={[
        { text: 'Data', href: '/data' },
        { text: 'Catalogue', href: '/events' },
      ]}
    >
      <Read query={event} rows={12}>
        {of => (
          <>
            <Text fz="sm" c="dimmed">
              {counted(of.events, 'event', 'events')} from{' '}
              {of.sources.map(({ source }) => source).join(', ') || 'nowhere yet'}, first{' '}
              {moment(of.first, { day: true })}, last {moment(of.last)}; {figure(of.perDay)} a day.
            </Text>
            <Text fz="sm">
              Used by <Users of={of.used} />.
            </Text>
            <Section
              title="What is in it"
              aside={
                <Text fz="xs" c="dimmed">
                  {counted(of.looked, 'of the newest was', 'of the newest were')} looked at
                </Text>
              }
            >
              <Table
                rows={of.properties}
                columns={COLUMNS}
                rowKey={row => row.property}
                caption="Properties"
                csv={`event-${name}`}
                empty={<Empty what="It says nothing besides" why="Events of this name come without properties." />}
              />
            </Section>
            <Absent of={of.absent} />
            <Group>
              <Anchor
                component={Link}
                to={'/live' as string}
                search={{ event: name } as never}
                fz="sm"
                underline="always"
              >
                Watch it come in
              </Anchor>
            </Group>
          </>
        )}
      </Read>
    </Page>
  )
}

function Absent({ of }: { of: Shown['absent'] }) {
  if (of.length === 0) return null
  return (
    <Section title="Planned, and not there">
      <ul className="feed-list">
        {of.map(({ plan, property, required }) => (
          <li key={`${plan} ${property}`}>
            {property}
            {required ? ', which is required,' : ''} of the plan {plan}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const COLUMNS: Column<Property>[] = [
  {
    id: 'property',
    title: 'Property',
    value: row => row.property,
    cell: row => (
      <>
        {row.property}
        {row.personal ? (
          <Text fz="xs" c="dimmed">
            personal
          </Text>
        ) : null}
      </>
    ),
  },
  {
    id: 'types',
    title: 'Type',
    value: row => row.types.map(({ type }) => type).join(', '),
    cell: row => row.types.map(({ type, count }) => `${type}${row.types.length > 1 ? ` (${count})` : ''}`).join(', '),
  },
  { id: 'filled', title: 'Filled', align: 'right', value: row => row.filled, cell: row => share(row.filled) },
  {
    id: 'examples',
    title: 'Values',
    value: row => (row.values ? row.values.map(({ value }) => value) : row.examples).join(' | '),
    cell: row => (
      <span className="feed-values">
        {(row.values ? row.values.map(({ value, count }) => `${value} (${count})`) : row.examples).join(', ')}
      </span>
    ),
    wide: true,
  },
  {
    id: 'planned',
    title: 'Planned',
    value: row => row.planned.map(({ plan }) => plan).join(', '),
    cell: row => row.planned.map(({ plan }) => plan).join(', ') || <span className="quiet">no</span>,
    wide: true,
  },
  {
    id: 'last',
    title: 'Last there',
    value: row => row.last,
    cell: row => <span className="figures">{moment(row.last, { day: true })}</span>,
    wide: true,
  },
]
