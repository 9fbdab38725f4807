import '../data/data.css'
import { Alert, Anchor, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { ConnectionRun } from '../../features/connection/connection.ts'
import type {
  pauseConnection,
  removeConnection,
  resumeConnection,
} from '../../features/connection/operations/changing.ts'
import type { showConnection } from '../../features/connection/operations/showing.ts'
import type { syncConnection, testConnection } from '../../features/connection/operations/syncing.ts'
import { figure, moment } from '../../kit/figure.ts'
import { Empty, Failure, Page, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useMe } from '../me.ts'
import { ConnectionState } from './connections-page.tsx'

type Shown = Awaited<ReturnType<typeof showConnection>>

/** One connection: what it brings, how its runs went, and what is to be done. */
export default function ConnectionPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const shown = useReading<typeof showConnection>('connection.show', { name })
  return <Read query={shown}>{of => <Connected key={of.name} of={of} />}</Read>
}

function Connected({ of }: { of: Shown }) {
  const me = useMe()
  return (
    <Page
      title={of.title}
      path={[
        { text: 'Data', href: '/data' },
        { text: 'Connections', href: '/connections' },
      ]}
      beside={<ConnectionState of={of} />}
      action={me.role === 'viewer' ? undefined : <Acts of={of} isAdmin={me.role === 'admin'} />}
    >
      <Text fz="sm" c="dimmed">
        {of.connector}, {of.owner} is told when it fails. Runs {of.schedule}; last done {moment(of.lastAt)}, next{' '}
        {moment(of.nextAt)}.
      </Text>
      {of.error ? (
        <Alert color="red" variant="light" title="It failed last">
          {of.error}
        </Alert>
      ) : null}
      {of.waits.length > 0 ? (
        <Alert color="gray" variant="light" title="What still waits">
          <List size="sm">
            {of.waits.map(each => (
              <List.Item key={each}>{each}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
      <Section title="What it brings">
        <Table rows={of.objects} columns={OBJECTS} rowKey={row => row.object} caption="What it brings" />
      </Section>
      <Section title="Runs">
        <Table
          rows={of.runs}
          columns={RUNS}
          rowKey={row => row.run}
          caption="Runs, newest first"
          csv={`runs-${of.name}`}
          empty={
            <Empty
              what="It has not run yet"
              why="Each run is listed here with what became of every row that it brought."
            />
          }
        />
      </Section>
    </Page>
  )
}

function Acts({ of, isAdmin }: { of: Shown; isAdmin: boolean }) {
  const { name } = of
  const navigate = useNavigate()
  const [isRemoving, setRemoving] = useState(false)
  const test = useChange<typeof testConnection>('connection.test')
  const sync = useChange<typeof syncConnection>('connection.sync')
  const pause = useChange<typeof pauseConnection>('connection.pause')
  const resume = useChange<typeof resumeConnection>('connection.resume')
  const remove = useChange<typeof removeConnection>('connection.remove')
  return (
    <Stack gap="xs" align="flex-end">
      <Group gap="xs">
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate({ name })}>
          Test
        </Button>
        {of.state === 'active' ? (
          <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({ name })}>
            Pause
          </Button>
        ) : (
          <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate({ name })}>
            Go on
          </Button>
        )}
        {isAdmin ? (
          <Button variant="default" onClick={() => setRemoving(true)}>
            Remove
          </Button>
        ) : null}
        <Button loading={sync.isPending || of.underWay} onClick={() => sync.mutate({ name })}>
          Run now
        </Button>
      </Group>
      {test.data ? (
        <Text fz="sm" role="status">
          {test.data.says}
        </Text>
      ) : null}
      <Failure error={test.error ?? sync.error ?? pause.error ?? resume.error} />
      <Modal opened={isRemoving} onClose={() => setRemoving(false)} title={`Remove ${of.title}?`}>
        <Stack>
          <Text fz="sm">
            Its settings, secrets and run history are removed, which cannot be undone. What it brought stays, and so do
            the sources that say what it means.
          </Text>
          <Failure error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setRemoving(false)} data-autofocus>
              Keep it
            </Button>
            <Button
              color="red"
              loading={remove.isPending}
              onClick={() =>
                remove.mutate({ name }, { onSuccess: () => void navigate({ to: '/connections' as string }) })
              }
            >
              Remove
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  )
}

const OBJECTS: Column<Shown['objects'][number]>[] = [
  { id: 'object', title: 'What', value: row => row.object, cell: row => row.object },
  {
    id: 'source',
    title: 'Becomes the source',
    value: row => row.source,
    cell: row => (
      <Anchor component={Link} to={`/data/${row.source}` as string} fz="sm">
        {row.source}
      </Anchor>
    ),
  },
]

const RUN_STATES: Readonly<Record<ConnectionRun['state'], string>> = {
  'under way': 'under way',
  done: 'done',
  failed: 'error',
  stopped: 'paused',
  'broken off': 'warning',
}

const sum = (run: ConnectionRun, figure: 'rows' | 'stored' | 'duplicate' | 'rejected'): number =>
  run.objects.reduce((total, each) => total + each[figure], 0)

const RUNS: Column<ConnectionRun>[] = [
  {
    id: 'started',
    title: 'Began',
    value: row => row.startedAt,
    cell: row => <span className="figures">{moment(row.startedAt)}</span>,
  },
  {
    id: 'state',
    title: 'State',
    value: row => row.state,
    cell: row => (
      <>
        <Status of={RUN_STATES[row.state]} why={row.state} />
        {row.error ? (
          <Text fz="xs" c="dimmed">
            {row.error}
          </Text>
        ) : null}
      </>
    ),
  },
  ...(['rows', 'stored', 'duplicate', 'rejected'] as const).map(
    (each): Column<ConnectionRun> => ({
      id: each,
      title: each.charAt(0).toUpperCase() + each.slice(1),
      align: 'right',
      value: row => sum(row, each),
      cell: row => figure(sum(row, each), '', { exact: true }),
      wide: each === 'duplicate' || each === 'rows',
    }),
  ),
  {
    id: 'finished',
    title: 'Ended',
    value: row => row.finishedAt,
    cell: row => <span className="figures">{moment(row.finishedAt)}</span>,
    wide: true,
  },
]
