import './data.css'
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Agreement } from '../../features/agreement/agreement.ts'
import { useReading } from '../../features/ask.ts'
import type { measureFreshness, sourceVerbs } from '../../features/source/operations/ledger.ts'
import type { Source } from '../../features/source/source.ts'
import { counted, figure, moment, UNKNOWN } from '../../kit/figure.ts'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useMe } from '../me.ts'
import { AddButton, Adding, useAddData } from './add-data.tsx'
import { DataTabs } from './data-tabs.tsx'
import { removeUpload, type Upload, useUploads } from './uploads.ts'

type Freshness = Awaited<ReturnType<typeof measureFreshness>>[number]
type Line = {
  source: string
  title: string
  owner: string
  feeds: string
  state: Agreement['state']
  fresh?: Freshness
}

/** Every source with what it feeds and how new its data is, and the files that wait to be imported. */
export default function DataPage() {
  const me = useMe()
  const mayWrite = me.role !== 'viewer'
  const sources = useReading<typeof sourceVerbs.list>('source.list', { limit: 500 })
  const fresh = useReading<typeof measureFreshness>('source.freshness', {})
  const adding = useAddData({ enabled: mayWrite })
  return (
    <Page title="Data" action={mayWrite ? <AddButton adding={adding} /> : undefined}>
      <DataTabs />
      <Adding adding={adding} />
      {mayWrite ? <Waiting /> : null}
      <Section title="Sources">
        <Read query={sources}>
          {({ items }) => (
            <Table
              rows={linesOf(items, fresh.data ?? [])}
              columns={COLUMNS}
              rowKey={row => row.source}
              caption="Every source"
              csv="sources"
              empty={
                <Empty
                  what="No data yet"
                  why="Drop a file that one of your tools exports anywhere on this page. What its rows mean is drafted for you, and nothing is stored before you have seen what comes of it."
                  action={mayWrite ? <AddButton adding={adding}>Add a file</AddButton> : undefined}
                />
              }
            />
          )}
        </Read>
        {mayWrite ? (
          <Text fz="xs" c="dimmed">
            Drop a file anywhere on this page to add it.
          </Text>
        ) : null}
      </Section>
    </Page>
  )
}

function linesOf(items: readonly Agreement[], fresh: readonly Freshness[]): Line[] {
  return items
    .filter(each => each.retiredAt === null)
    .map(({ name, head, inForce, state }) => {
      const { title, owner, spec } = inForce ?? head
      const feeds = (spec as Source).feeds ?? ''
      const found = fresh.find(each => each.source === name)
      return { source: name, title, owner, feeds, state, ...(found ? { fresh: found } : {}) }
    })
}

/** How new the data is, in a word and the sentence behind it. */
export function Freshness({ of }: { of: Freshness | undefined }) {
  if (!of) return <span className="quiet">{UNKNOWN}</span>
  const { staleSince, lastEvent, lastImport } = of
  const expected = of.expected === null ? '' : `; expected ${of.expected}`
  if (staleSince) return <Status of="overdue" why={`Overdue since ${moment(staleSince)}${expected}`} />
  if (lastEvent === null && lastImport === null) return <Status of="no data yet" why="Nothing was imported yet" />
  return of.expected === null ? (
    <Status of="as it comes" why="Nobody said how often new data should come" />
  ) : (
    <Status of="up to date" why={`Newest ${moment(lastEvent)}${expected}`} />
  )
}

const COLUMNS: Column<Line>[] = [
  {
    id: 'title',
    title: 'Source',
    value: row => row.title,
    cell: row => (
      <Stack gap={0}>
        <Anchor component={Link} to={`/data/${row.source}` as string} fz="sm">
          {row.title}
        </Anchor>
        {row.state === 'in force' ? null : <Status of={row.state} />}
      </Stack>
    ),
  },
  { id: 'owner', title: 'Owner', value: row => row.owner, cell: row => row.owner, wide: true },
  { id: 'feeds', title: 'Feeds', value: row => row.feeds, cell: row => row.feeds || UNKNOWN, wide: true },
  {
    id: 'freshness',
    title: 'Freshness',
    value: row => (row.fresh?.staleSince ? `overdue since ${row.fresh.staleSince}` : ''),
    cell: row => <Freshness of={row.fresh} />,
  },
  {
    id: 'events',
    title: 'Events',
    align: 'right',
    value: row => row.fresh?.events ?? null,
    cell: row => figure(row.fresh?.events, '', { exact: true }),
  },
  {
    id: 'newest',
    title: 'Newest event',
    value: row => row.fresh?.lastEvent ?? null,
    cell: row => <span className="figures">{moment(row.fresh?.lastEvent)}</span>,
    wide: true,
  },
  {
    id: 'import',
    title: 'Last import',
    value: row => row.fresh?.lastImport ?? null,
    cell: row => <span className="figures">{moment(row.fresh?.lastImport)}</span>,
    wide: true,
  },
]

/** Files that were sent and are not imported yet. */
function Waiting() {
  const { data } = useUploads({ enabled: true })
  const client = useQueryClient()
  if (!data || data.uploads.length === 0) return null
  const remove = async (upload: string) => {
    await removeUpload(upload)
    await client.invalidateQueries({ queryKey: ['uploads'] })
  }
  return (
    <Section title="Files that wait for you">
      <Stack gap="xs">
        {data.uploads.map(each => (
          <Group key={each.upload} justify="space-between" gap="xs">
            <Text fz="sm">
              <Anchor
                component={Link}
                to={`/data/new/${each.upload}` as string}
                search={(each.fits.length === 1 ? { source: each.fits[0]?.name } : {}) as never}
                fz="sm"
                underline="always"
              >
                {each.name}
              </Anchor>{' '}
              <Text span fz="sm" c="dimmed">
                {sizeOf(each)}; kept until {moment(each.until)}
              </Text>
            </Text>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Remove ${each.name}`}
              onClick={() => void remove(each.upload)}
            >
              Remove
            </Button>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}

export function sizeOf({ rows, bytes }: Pick<Upload, 'rows' | 'bytes'>): string {
  const size = bytes < 1e6 ? `${figure(Math.max(1, Math.round(bytes / 1e3)))} kB` : `${figure(bytes / 1e6)} MB`
  return rows === null ? size : `${counted(rows, 'row', 'rows')}, ${size}`
}
