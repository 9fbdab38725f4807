import '../data/data.css'
import '../settings/settings.css'
import './event.css'
import { Button, Code, CopyButton, Group, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { listKeys, revokeKey } from '../../features/access/operations/keys.ts'
import { useChange, useReading } from '../../features/ask.ts'
import type { createWriteKey } from '../../features/source/operations/keys.ts'
import { moment } from '../../kit/figure.ts'
import { Empty, Failure, Page, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { DataTabs } from '../data/data-tabs.tsx'
import { useMe } from '../me.ts'
import { Once } from '../settings/once.tsx'
import { SNIPPETS } from './snippets.ts'

/** Write keys of trackers, and what to put into a site or program so that its events come here. */
export default function TrackersPage() {
  const isAdmin = useMe().role === 'admin'
  const [made, setMade] = useState<{ source: string; key: string } | null>(null)
  return (
    <Page title="Trackers">
      <DataTabs />
      <Text maw="70ch">
        Whatever speaks the HTTP API of Segment sends its events here unchanged: the libraries of Segment and
        RudderStack, a server of yours, a page without any library. An event that was acknowledged is on disk.
      </Text>
      {isAdmin ? <NewKey onMade={setMade} /> : <Text fz="sm">An admin makes the keys with which trackers send.</Text>}
      {made ? (
        <Once
          title={`The write key of “${made.source}”`}
          secret={made.key}
          says="It only brings facts in and reads nothing, so it may stand in a page that anybody sees. It is not kept here and cannot be shown again."
          onDone={() => setMade(null)}
        />
      ) : null}
      <Snippets writeKey={made?.key ?? 'WRITE_KEY'} />
      {isAdmin ? <Keys /> : null}
    </Page>
  )
}

function NewKey({ onMade }: { onMade: (made: { source: string; key: string }) => void }) {
  const [source, setSource] = useState('')
  const create = useChange<typeof createWriteKey>('source.key')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        create.mutate({ name: source.trim() }, { onSuccess: ({ key }) => onMade({ source: source.trim(), key }) })
      }}
    >
      <Stack gap="xs">
        <Failure error={create.error} />
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Source"
            description="What its events are known by, such as website or app"
            placeholder="website"
            value={source}
            onChange={event => setSource(event.currentTarget.value)}
            required
          />
          <Button type="submit" loading={create.isPending}>
            Make a write key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Snippets({ writeKey }: { writeKey: string }) {
  const address = window.location.origin
  return (
    <Section title="What to put where">
      <Tabs defaultValue={SNIPPETS[0]?.name ?? ''} keepMounted={false}>
        <Tabs.List>
          {SNIPPETS.map(({ name, title }) => (
            <Tabs.Tab key={name} value={name}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SNIPPETS.map(({ name, says, code }) => (
          <Tabs.Panel key={name} value={name} pt="sm">
            <Stack gap="xs">
              <Text fz="sm">{says}</Text>
              <Code block>{code(address, writeKey)}</Code>
              <Group>
                <CopyButton value={code(address, writeKey)}>
                  {({ copied, copy }) => (
                    <Button size="xs" variant="default" onClick={copy}>
                      {copied ? 'Copied' : 'Copy'}
                    </Button>
                  )}
                </CopyButton>
              </Group>
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  )
}

type Key = Awaited<ReturnType<typeof listKeys>>[number]

function Keys() {
  const keys = useReading<typeof listKeys>('key.list', {})
  const revoke = useChange<typeof revokeKey>('key.revoke')
  const now = new Date().toISOString()
  const columns: Column<Key>[] = [
    { id: 'source', title: 'Source', value: row => row.source, cell: row => row.source },
    { id: 'title', title: 'What for', value: row => row.title, cell: row => row.title, wide: true },
    { id: 'hint', title: 'Begins', value: row => row.hint, cell: row => `${row.hint}…` },
    {
      id: 'used',
      title: 'Last used',
      value: row => row.usedAt,
      cell: row => (row.usedAt ? moment(row.usedAt) : 'never'),
      wide: true,
    },
    {
      id: 'end',
      title: 'End',
      cell: row =>
        row.revokedAt === null && row.expiresAt > now ? (
          <Button size="compact-xs" variant="default" onClick={() => revoke.mutate({ id: row.id })}>
            End<span className="visually-hidden"> the key {row.title}</span>
          </Button>
        ) : row.revokedAt === null ? (
          'over'
        ) : (
          `ended ${moment(row.revokedAt, { day: true })}`
        ),
    },
  ]
  return (
    <Section title="Write keys">
      <Failure error={revoke.error} />
      <Read query={keys}>
        {all => (
          <Table
            rows={all.filter(key => key.source !== null)}
            columns={columns}
            rowKey={row => row.id}
            caption="Write keys"
            empty={
              <Empty
                what="No tracker has a key yet"
                why="Name a source above and make its key; its events are counted under that name, and a team can sign for what they mean later."
              />
            }
          />
        )}
      </Read>
    </Section>
  )
}
