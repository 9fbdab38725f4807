import '../data/data.css'
import './feed.css'
import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { Contribution, Feed } from '../../features/catalogue/catalogue.ts'
import type { mapFeeds } from '../../features/catalogue/operations/feeds.ts'
import { counted, figure, moment, share } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { Sparkline } from '../../kit/sparkline.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { DataTabs } from '../data/data-tabs.tsx'
import { weeksOf } from './weeks.ts'

/** Which team feeds what, how new and how much it is, and which numbers rest on it. */
export default function FeedsPage() {
  const map = useReading<typeof mapFeeds>('feed.map', {})
  return (
    <Page title="Feed map">
      <DataTabs />
      <Read query={map} rows={14}>
        {({ feeds, teams, silent }) => (
          <>
            {silent.length > 0 ? (
              <Text fz="sm">
                Nothing ever came from {silent.length === 1 ? 'this department' : 'these departments'}:{' '}
                <strong>{silent.join(', ')}</strong>. What they do is in nobody’s numbers.
              </Text>
            ) : null}
            <Section title="What each team puts in">
              <Table
                rows={teams}
                columns={TEAMS}
                rowKey={row => row.team}
                caption="What each team puts in and takes out"
                csv="teams-and-feeds"
                empty={<Empty what="No team yet" why="Teams are declared in Settings, or in a company’s files." />}
              />
            </Section>
            <Section title="Every feed">
              <Table
                rows={feeds}
                columns={FEEDS}
                rowKey={row => row.source}
                caption="Every feed"
                csv="feeds"
                empty={
                  <Empty
                    what="Nothing feeds the company yet"
                    why="Add a file, point a tracker here or connect a system; each source then stands here with its team and the numbers that rest on it."
                    action={
                      <Anchor component={Link} to={'/connectors' as string} fz="sm">
                        See what can be connected
                      </Anchor>
                    }
                  />
                }
              />
            </Section>
          </>
        )}
      </Read>
    </Page>
  )
}

const TEAMS: Column<Contribution>[] = [
  {
    id: 'team',
    title: 'Team',
    value: row => row.title,
    cell: row => (
      <>
        {row.title}
        <Text fz="xs" c="dimmed">
          {row.department}
        </Text>
      </>
    ),
  },
  { id: 'feeds', title: 'Feeds', align: 'right', value: row => row.feeds.length, cell: row => row.feeds.length },
  {
    id: 'uses',
    title: 'Uses numbers',
    align: 'right',
    value: row => row.uses.length,
    cell: row => row.uses.length,
    wide: true,
  },
  { id: 'says', title: 'In words', value: row => row.says, cell: row => row.says },
]

const FEEDS: Column<Feed>[] = [
  {
    id: 'source',
    title: 'Feed',
    value: row => row.title,
    cell: row => (
      <>
        {row.declared ? (
          <Anchor component={Link} to={`/data/${row.source}` as string} fz="sm">
            {row.title}
          </Anchor>
        ) : (
          row.source
        )}
        <Text fz="xs" c="dimmed">
          {row.owner ?? 'nobody answers for it'}
          {row.ways.length > 0 ? `, by ${row.ways.join(' and ')}` : ''}
        </Text>
      </>
    ),
  },
  {
    id: 'state',
    title: 'State',
    value: row => row.state,
    cell: row => (
      <Status
        of={STATES[row.state]}
        why={`${row.since ? `Since ${moment(row.since)}. ` : ''}${row.expected ? `Expected ${row.expected}.` : 'Nobody said how often it should send.'}`}
      />
    ),
  },
  {
    id: 'last',
    title: 'Newest',
    value: row => row.last,
    cell: row => <span className="figures">{moment(row.last)}</span>,
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
    wide: true,
  },
  {
    id: 'kept',
    title: 'Unusable',
    align: 'right',
    value: row => row.keptShare,
    cell: row => (row.keptShare === null ? '–' : share(row.keptShare)),
    wide: true,
  },
  {
    id: 'rests',
    title: 'What rests on it',
    value: row => row.rests.map(({ kind, name }) => `${kind}/${name}`).join(' '),
    cell: row => <Rests of={row} />,
    wide: true,
  },
]

/** How states of feeds read among the states of everything else. */
const STATES = { coming: 'up to date', stale: 'overdue', silent: 'overdue', 'nothing yet': 'no data yet' } as const

const SHOWN = 4

function Rests({ of }: { of: Feed }) {
  if (of.rests.length === 0) return <span className="quiet">nothing</span>
  return (
    <details className="feed-rests">
      <summary>{wordsOf(of.rests)}</summary>
      <Stack gap={0}>
        {of.rests.map(({ kind, name, title }) => (
          <Text key={`${kind}/${name}`} fz="xs">
            <ObjectLink object={`${kind}/${name}`}>{title}</ObjectLink>
          </Text>
        ))}
      </Stack>
    </details>
  )
}

function wordsOf(rests: Feed['rests']): string {
  const kinds = Map.groupBy(rests, ({ kind }) => kind)
  return [...kinds]
    .slice(0, SHOWN)
    .map(([kind, of]) => counted(of.length, kind, `${kind}s`))
    .join(', ')
}
