import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { listMembers } from '../../features/customer/operations/listing.ts'
import type { showCustomer } from '../../features/customer/operations/showing.ts'
import { counted, figure, moment } from '../../kit/figure.ts'
import { Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { Customers } from './customers-page.tsx'

type Shown = Awaited<ReturnType<typeof showCustomer>>

/** Accounts somebody belongs to, and how that is known. */
export function AccountsOf({ accounts }: { accounts: Shown['accounts'] }) {
  if (accounts.length === 0) return null
  return (
    <Section title={accounts.length === 1 ? 'Account' : 'Accounts'}>
      <Stack gap={2}>
        {accounts.map(({ id, who, by }) => (
          <Text key={id} fz="sm">
            <Anchor component={Link} to={`/customers/${id}` as string} fz="sm" underline="always">
              {who || id}
            </Anchor>{' '}
            <Text span fz="xs" c="dimmed">
              {by === 'fact' ? 'named by facts' : 'by the domain of the address'}
            </Text>
          </Text>
        ))}
      </Stack>
    </Section>
  )
}

/** People of an account. */
export function Members({ id, count }: { id: string; count: number }) {
  const people = useReading<typeof listMembers>('customer.people', { id, limit: 20 })
  return (
    <Section title="People">
      <Read query={people}>
        {({ items, next }) => (
          <>
            <Customers rows={items} caption="People of the account" empty={<None>Nobody is known here yet.</None>} />
            {next === null ? null : (
              <Text fz="xs" c="dimmed">
                {counted(count, 'person', 'people')} in all; “plumbline customer people {id}” lists them.
              </Text>
            )}
          </>
        )}
      </Read>
    </Section>
  )
}

/** Stages that were reached, each with the revision of its definition that said so. */
export function Stages({ stages }: { stages: Shown['stages'] }) {
  if (stages.length === 0) return null
  return (
    <Section title="Stages reached">
      <Stack gap={2}>
        {stages.map(({ stage, title, at, revision }) => (
          <Text key={stage} fz="sm">
            <Anchor component={Link} to={`/agreements/stage/${stage}` as string} fz="sm" underline="always">
              {title}
            </Anchor>{' '}
            <span className="figures">{moment(at, { day: true })}</span>{' '}
            <Text span fz="xs" c="dimmed">
              revision {revision}
            </Text>
          </Text>
        ))}
      </Stack>
    </Section>
  )
}

export function Identifiers({ identifiers }: { identifiers: Shown['identifiers'] }) {
  return (
    <Section title="Known as">
      <Table
        rows={identifiers}
        columns={IDENTIFIERS}
        rowKey={row => `${row.kind} ${row.value}`}
        caption="Identifiers"
        empty={<None>Nothing ties facts to them by a name of theirs.</None>}
      />
    </Section>
  )
}

const IDENTIFIERS: Column<Shown['identifiers'][number]>[] = [
  { id: 'kind', title: 'Kind', value: row => row.kind, cell: row => row.kind },
  {
    id: 'value',
    title: 'Value',
    value: row => row.value,
    cell: row => <span className="customer-who">{row.value}</span>,
  },
]

/** What sources say of them, and since when. */
export function Traits({ traits }: { traits: Shown['traits'] }) {
  if (traits.length === 0) return null
  return (
    <Section title="What is said of them">
      <Table rows={traits} columns={TRAITS} rowKey={row => row.name} caption="What is said of them" />
    </Section>
  )
}

const TRAITS: Column<Shown['traits'][number]>[] = [
  { id: 'name', title: 'What', value: row => row.name, cell: row => row.name },
  {
    id: 'value',
    title: 'Value',
    value: row => text(row.value),
    cell: row => <span className="customer-who">{text(row.value)}</span>,
  },
  {
    id: 'source',
    title: 'Said by',
    value: row => row.source ?? '',
    cell: row => (
      <>
        {row.source}
        <Text fz="xs" c="dimmed" className="figures">
          {row.since ? moment(row.since, { day: true }) : ''}
        </Text>
      </>
    ),
  },
]

/** Which team brings how much of the picture. */
export function Teams({ teams }: { teams: Shown['teams'] }) {
  if (teams.length === 0) return null
  return (
    <Section title="Who brings it">
      <Table
        rows={teams}
        columns={TEAMS}
        rowKey={row => `${row.team ?? ''} ${row.sources.join(' ')}`}
        caption="Events by team"
      />
    </Section>
  )
}

const TEAMS: Column<Shown['teams'][number]>[] = [
  {
    id: 'team',
    title: 'Team',
    value: row => row.team ?? 'nobody has declared',
    cell: row => (
      <>
        {row.team ?? (
          <Text span fz="sm">
            Sources that nobody has declared
          </Text>
        )}
        <Text fz="xs" c="dimmed">
          {row.sources.join(', ')}
        </Text>
      </>
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
    id: 'last',
    title: 'Last',
    value: row => row.last,
    cell: row => <span className="figures">{moment(row.last, { day: true })}</span>,
  },
]

const None = ({ children }: { children: React.ReactNode }) => (
  <Text fz="sm" c="dimmed">
    {children}
  </Text>
)

export function text(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
