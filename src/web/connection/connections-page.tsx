import '../data/data.css'
import { Anchor, Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { Connection } from '../../features/connection/connection.ts'
import type { listConnections } from '../../features/connection/operations/showing.ts'
import { moment } from '../../kit/figure.ts'
import { Empty, Page, Read } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { DataTabs } from '../data/data-tabs.tsx'

/** Outside systems that are asked by themselves, or send by themselves. */
export default function ConnectionsPage() {
  const connections = useReading<typeof listConnections>('connection.list', {})
  return (
    <Page
      title="Connections"
      action={
        <Button component={Link} to={'/connectors' as string}>
          Connect a system
        </Button>
      }
    >
      <DataTabs />
      <Read query={connections}>
        {all => (
          <Table
            rows={all}
            columns={COLUMNS}
            rowKey={row => row.name}
            caption="Connections"
            csv="connections"
            empty={
              <Empty
                what="Nothing is connected yet"
                why="A CRM, a payment system, a warehouse or a webhook brings its rows here on a schedule, each run with its ledger. Nothing leaves this server before you connect something."
                action={
                  <Anchor component={Link} to={'/connectors' as string} fz="sm">
                    See what can be connected
                  </Anchor>
                }
              />
            }
          />
        )}
      </Read>
    </Page>
  )
}

/** How a connection does, in a word of the status that everything else uses. */
export function ConnectionState({ of }: { of: Connection }) {
  if (of.state === 'paused') return <Status of="paused" />
  if (of.underWay) return <Status of="under way" />
  if (of.failures > 0)
    return <Status of={of.failures > 2 ? 'error' : 'at risk'} {...(of.error ? { why: of.error } : {})} />
  return of.lastAt === null ? <Status of="pending" why="It has not run yet" /> : <Status of="healthy" />
}

const COLUMNS: Column<Connection>[] = [
  {
    id: 'title',
    title: 'Connection',
    value: row => row.title,
    cell: row => (
      <>
        <Anchor component={Link} to={`/connections/${row.name}` as string} fz="sm">
          {row.title}
        </Anchor>
        <Text fz="xs" c="dimmed">
          {row.connector}, {row.owner}
        </Text>
      </>
    ),
  },
  { id: 'state', title: 'State', value: row => row.error ?? row.state, cell: row => <ConnectionState of={row} /> },
  { id: 'schedule', title: 'Runs', value: row => row.schedule, cell: row => row.schedule, wide: true },
  {
    id: 'last',
    title: 'Last done',
    value: row => row.lastAt,
    cell: row => <span className="figures">{moment(row.lastAt)}</span>,
  },
  {
    id: 'next',
    title: 'Next',
    value: row => row.nextAt,
    cell: row => <span className="figures">{moment(row.nextAt)}</span>,
    wide: true,
  },
  {
    id: 'waits',
    title: 'Waits for',
    value: row => row.waits.join(' '),
    cell: row => row.waits.join(' '),
    wide: true,
  },
]
