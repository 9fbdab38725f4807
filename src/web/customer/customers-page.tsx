import './customer.css'
import { Alert, Anchor, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { listAccounts } from '../../features/customer/operations/listing.ts'
import type { searchCustomers } from '../../features/customer/operations/searching.ts'
import { figure, moment } from '../../kit/figure.ts'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { UrlSelect } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { useMe } from '../me.ts'
import { Further } from './further.tsx'

const QUIET_MS = 200

/** What was looked for last. It may be somebody’s address, so it stands neither in the page’s address nor in any storage. */
let lastTyped = ''

/** Everybody the facts speak of: found by anything that is known of them. */
export default function CustomersPage() {
  const [typed, setTyped] = useState(lastTyped)
  const [text] = useDebouncedValue(typed.trim(), QUIET_MS)
  const [, set] = useUrlState()
  const me = useMe()
  const type = (next: string) => {
    lastTyped = next
    setTyped(next)
    set({ cursor: undefined })
  }
  return (
    <Page title="Customers">
      <search className="customer-search">
        <div className="customer-text">
          <TextInput
            size="xs"
            label="Find people and accounts"
            placeholder="Name, e-mail, domain, id, phone"
            value={typed}
            onChange={event => type(event.currentTarget.value)}
            autoComplete="off"
            data-filter
          />
        </div>
        <UrlSelect
          name="is"
          label="Show"
          none="People and accounts"
          choices={[
            { value: 'person', label: 'People' },
            { value: 'account', label: 'Accounts' },
          ]}
        />
      </search>
      {me.grants?.includes('personal') ? null : <Masked />}
      {text === '' ? <Accounts /> : <Found text={text} />}
    </Page>
  )
}

/** Says that names and addresses are masked, and by whom that can be changed. */
export function Masked() {
  return (
    <Text fz="xs" c="dimmed">
      What is personal is masked for you. Give a whole e-mail address, phone number or id to find somebody; an admin can
      grant you to see it.
    </Text>
  )
}

function Found({ text }: { text: string }) {
  const [{ is, cursor }] = useUrlState()
  const found = useReading<typeof searchCustomers>('customer.search', {
    text,
    ...(is === 'person' || is === 'account' ? { is } : {}),
    ...(cursor ? { cursor } : {}),
  })
  return (
    <Section title="Found">
      <Read query={found}>
        {({ items, next }) => (
          <>
            <Customers
              rows={items}
              caption="People and accounts found"
              empty={
                <Empty
                  what="Nobody fits"
                  why="Try another spelling, fewer words, or the whole of an e-mail address or id. Whoever no source has spoken of yet is not here."
                />
              }
            />
            <Further next={next} />
          </>
        )}
      </Read>
    </Section>
  )
}

function Accounts() {
  const [{ cursor, is }] = useUrlState()
  const accounts = useReading<typeof listAccounts>('customer.accounts', cursor ? { cursor } : {})
  if (is === 'person')
    return (
      <Alert color="gray" variant="light">
        <Text fz="sm">Type what you know of somebody, to find them among everybody.</Text>
      </Alert>
    )
  return (
    <Section title="Accounts, last seen first">
      <Read query={accounts}>
        {({ items, next }) => (
          <>
            <Customers
              rows={items}
              caption="Accounts"
              csv="accounts"
              empty={
                <Empty
                  what="No account yet"
                  why="Once a source names companies, or people by an address at work, each is here with everything all teams know of it. Find people above."
                  action={
                    <Anchor component={Link} to={'/data' as string} fz="sm">
                      Add data
                    </Anchor>
                  }
                />
              }
            />
            <Further next={next} />
          </>
        )}
      </Read>
    </Section>
  )
}

type Line = {
  id: string
  who: string
  is?: 'person' | 'account'
  matched?: string
  events: number
  lastSeen: string | null
}

type CustomersProps = { rows: readonly Line[]; caption: string; csv?: string; empty?: React.ReactNode }

/** People or accounts as rows that open their timeline. */
export function Customers({ rows, caption, csv, empty }: CustomersProps) {
  const navigate = useNavigate()
  const columns = rows.some(row => row.is) ? [WHO, IS, MATCHED, EVENTS, SEEN] : [WHO, EVENTS, SEEN]
  return (
    <Table
      rows={rows}
      columns={columns}
      rowKey={row => row.id}
      caption={caption}
      onOpen={row => void navigate({ to: `/customers/${row.id}` as string })}
      {...(csv ? { csv } : {})}
      empty={empty}
    />
  )
}

const WHO: Column<Line> = {
  id: 'who',
  title: 'Who',
  value: row => row.who,
  cell: row => (
    <Group gap={6} wrap="nowrap">
      <Anchor component={Link} to={`/customers/${row.id}` as string} fz="sm" className="customer-who">
        {row.who || row.id}
      </Anchor>
      <Text span fz="xs" c="dimmed">
        {row.id}
      </Text>
    </Group>
  ),
}
const IS: Column<Line> = { id: 'is', title: 'Is', value: row => row.is ?? '', cell: row => row.is ?? '' }
const MATCHED: Column<Line> = {
  id: 'matched',
  title: 'Found by',
  value: row => row.matched ?? '',
  cell: row => row.matched ?? '',
  wide: true,
}
const EVENTS: Column<Line> = {
  id: 'events',
  title: 'Events',
  align: 'right',
  value: row => row.events,
  cell: row => figure(row.events, '', { exact: true }),
}
const SEEN: Column<Line> = {
  id: 'seen',
  title: 'Last seen',
  value: row => row.lastSeen,
  cell: row => <span className="figures">{moment(row.lastSeen)}</span>,
}
