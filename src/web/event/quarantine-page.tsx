import '../data/data.css'
import './event.css'
import { Alert, Button, Drawer, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { HeldMessage } from '../../features/event/event.ts'
import type { dropHeld, listHeld, repairHeld, replayHeld } from '../../features/event/operations/quarantine.ts'
import type { countEvents } from '../../features/event/operations/reading.ts'
import { counted, figure, moment } from '../../kit/figure.ts'
import { Empty, Failure, Page, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { UrlText } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { Further } from '../customer/further.tsx'
import { DataTabs } from '../data/data-tabs.tsx'
import { useMe } from '../me.ts'

/** Messages that could not be stored: why, what they say, and what can be done. */
export default function QuarantinePage() {
  const me = useMe()
  return (
    <Page title="Quarantine">
      <DataTabs />
      <Counts />
      {me.role === 'viewer' ? (
        <Text fz="sm">Members see the messages and mend them. Ask an admin if you should.</Text>
      ) : (
        <Messages />
      )}
    </Page>
  )
}

function Counts() {
  const [{ source }] = useUrlState()
  const counts = useReading<typeof countEvents>('event.count', source ? { source } : {})
  return (
    <Read query={counts} rows={2}>
      {({ stored, duplicate, quarantined, refused }) => (
        <dl className="event-counts">
          <Count says="Stored" value={stored} />
          <Count says="Duplicate" value={duplicate} />
          <Count says="In quarantine" value={quarantined} />
          <Count says="Refused" value={refused} />
        </dl>
      )}
    </Read>
  )
}

const Count = ({ says, value }: { says: string; value: number }) => (
  <div>
    <dt>{says}</dt>
    <dd>{figure(value, '', { exact: true })}</dd>
  </div>
)

function Messages() {
  const [{ source, code, cursor }] = useUrlState()
  const [open, setOpen] = useState<HeldMessage | null>(null)
  const where = { ...(source ? { source } : {}), ...(code ? { code } : {}) }
  const held = useReading<typeof listHeld>('event.quarantine.list', { ...where, ...(cursor ? { cursor } : {}) })
  const replay = useChange<typeof replayHeld>('event.quarantine.replay')
  return (
    <Section
      title="Messages that wait"
      aside={
        <Button
          size="xs"
          variant="default"
          loading={replay.isPending}
          disabled={held.data?.items.length === 0}
          onClick={() => replay.mutate(where)}
        >
          {source || code ? 'Try these again' : 'Try all again'}
        </Button>
      }
    >
      <Text fz="xs" c="dimmed">
        Rows of files that could not be used wait on the page of their source.
      </Text>
      <Group gap="sm" align="flex-end">
        <UrlText name="source" label="Source" placeholder="All sources" />
        <UrlText name="code" label="What is wrong" placeholder="Anything, such as conflict" />
      </Group>
      <Failure error={replay.error} />
      {replay.data ? <Tried of={replay.data} /> : null}
      <Read query={held}>
        {({ items, next }) => (
          <>
            <Table
              rows={items}
              columns={COLUMNS}
              rowKey={row => row.id}
              caption="Messages in quarantine"
              onOpen={setOpen}
              csv="quarantine"
              empty={
                <Empty
                  what="Nothing waits"
                  why="A message that names nobody, lies in the future or says something else than one of the same id is kept here with the reason, until somebody mends it. None is lost."
                />
              }
            />
            <Further next={next} />
          </>
        )}
      </Read>
      <Drawer opened={open !== null} onClose={() => setOpen(null)} title={open ? 'A message that waits' : ''} size="lg">
        {open ? <Mending key={open.id} of={open} onDone={() => setOpen(null)} /> : null}
      </Drawer>
    </Section>
  )
}

function Tried({ of }: { of: Awaited<ReturnType<typeof replayHeld>> }) {
  const { tried, stored, duplicate, quarantined, refused } = of
  return (
    <Alert color="gray" role="status">
      {counted(tried, 'message was', 'messages were')} tried: {stored} stored, {duplicate} known already, {quarantined}{' '}
      still in quarantine, {refused} refused.
    </Alert>
  )
}

const COLUMNS: Column<HeldMessage>[] = [
  {
    id: 'received',
    title: 'Came',
    value: row => row.receivedAt,
    cell: row => <span className="figures">{moment(row.receivedAt)}</span>,
  },
  { id: 'source', title: 'Source', value: row => row.source, cell: row => row.source, wide: true },
  { id: 'code', title: 'What is wrong', value: row => row.code, cell: row => row.code.replaceAll('_', ' ') },
  { id: 'reason', title: 'Why', value: row => row.reason, cell: row => row.reason },
]

/** One message to be put right: its text, then it is tried again; or it is given up. */
function Mending({ of, onDone }: { of: HeldMessage; onDone: () => void }) {
  const [text, setText] = useState(() => indented(of.message))
  const repair = useChange<typeof repairHeld>('event.quarantine.repair')
  const replay = useChange<typeof replayHeld>('event.quarantine.replay')
  const drop = useChange<typeof dropHeld>('event.quarantine.drop')
  const result = replay.data
  const isSettled = result !== undefined && result.quarantined === 0
  const tryAgain = async () => {
    if (text !== indented(of.message)) await repair.mutateAsync({ id: of.id, message: text })
    await replay.mutateAsync({ ids: [of.id] })
  }
  if (isSettled || drop.data)
    return (
      <Stack>
        <Alert color="green" role="status">
          {drop.data
            ? 'The message was given up; it counts as refused.'
            : result?.stored
              ? 'The message is stored.'
              : 'What it says is known already.'}
        </Alert>
        <Group>
          <Button onClick={onDone} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    )
  return (
    <Stack>
      <Alert color="gray" title={result ? 'It is still not right' : 'Why it waits'}>
        {of.reason}
      </Alert>
      <Failure error={repair.error ?? replay.error ?? drop.error} />
      <Textarea
        label="The message"
        description="JSON, as it came. What is personal is masked unless you may see it; leave that as it is and it is kept."
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Group justify="space-between">
        <Button loading={repair.isPending || replay.isPending} onClick={() => void tryAgain().catch(() => {})}>
          {text === indented(of.message) ? 'Try again' : 'Mend and try again'}
        </Button>
        <Button variant="default" loading={drop.isPending} onClick={() => drop.mutate({ ids: [of.id] })}>
          Give it up
        </Button>
      </Group>
      <Text fz="xs" c="dimmed">
        Giving up cannot be undone. Mending changes nothing but this message.
      </Text>
    </Stack>
  )
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
