import { Anchor, Button, Checkbox, Group, Menu, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { State } from '../../features/agreement/agreement.ts'
import type { overviewAgreements } from '../../features/agreement/operations/overview.ts'
import type { listKinds } from '../../features/agreement/operations/schema.ts'
import { reading, useReading } from '../../features/ask.ts'
import type { listTeams } from '../../features/team/operations.ts'
import { counted, moment } from '../../kit/figure.ts'
import { Empty, Page, Read } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { useMe } from '../me.ts'
import { forMeWords, type Line, pathTo, waitingWords } from './words.ts'

/** Everything declared, over all kinds: how each stands, whose it is, and whom it waits for. */
export default function AgreementsPage() {
  const [url, setUrl] = useUrlState()
  const navigate = useNavigate()
  const teams = useTitles()
  const { kind, owner, state, text } = url
  const waiting = url.waiting === 'me'
  const query = useQuery({
    ...reading<typeof overviewAgreements>('agreement.overview', {
      limit: 500,
      ...(kind ? { kind } : {}),
      ...(owner ? { owner } : {}),
      ...(state && isState(state) ? { state } : {}),
      ...(text ? { text } : {}),
      ...(waiting ? { waiting } : {}),
    }),
    placeholderData: keepPreviousData,
  })
  const isFiltered = Boolean(kind || owner || state || text || waiting)
  return (
    <Page title="Agreements" action={<ProposeMenu />}>
      <Filters teams={teams} forMe={query.data?.forMe ?? 0} />
      <Read query={query} rows={12}>
        {({ items, next, total }) => (
          <>
            <Table
              rows={items}
              columns={columnsOf(teams)}
              rowKey={row => `${row.kind}/${row.name}`}
              caption="Agreements"
              csv="agreements"
              onOpen={row => void navigate({ to: pathTo(row) })}
              empty={
                isFiltered ? (
                  <Empty
                    what={waiting ? 'Nothing waits for you' : 'Nothing is like that'}
                    why={
                      waiting
                        ? 'What you have to sign, settle or submit will stand here.'
                        : 'Take a filter away, or look for other words.'
                    }
                    action={
                      <Button
                        variant="default"
                        onClick={() => setUrl({ kind: '', owner: '', state: '', text: '', waiting: '' })}
                      >
                        Show all
                      </Button>
                    }
                  />
                ) : (
                  <Empty
                    what="Nothing is declared yet"
                    why="What a word or a number means, what we want to reach and who looks at what: written down once, signed by the teams it binds."
                    action={<ProposeMenu />}
                  />
                )
              }
            />
            {next === null ? null : (
              <Text fz="sm" c="dimmed">
                {`These are the first ${items.length} of ${total}. Filter to see others.`}
              </Text>
            )}
          </>
        )}
      </Read>
    </Page>
  )
}

const STATES: readonly State[] = ['draft', 'proposed', 'in force', 'contested', 'drifted', 'retired']

const isState = (text: string): text is State => STATES.includes(text as State)

const columnsOf = (teams: ReadonlyMap<string, string>): Column<Line>[] => [
  {
    id: 'title',
    title: 'Agreement',
    cell: row => (
      <Anchor component={Link} to={pathTo(row)} fw={500} fz="sm" c="inherit" onClick={event => event.stopPropagation()}>
        {row.title}
      </Anchor>
    ),
    value: row => row.title,
  },
  {
    id: 'kind',
    title: 'Kind',
    cell: row => <span className="quiet">{row.kind}</span>,
    value: row => row.kind,
    wide: true,
  },
  {
    id: 'name',
    title: 'Name',
    cell: row => <span className="quiet">{row.name}</span>,
    value: row => row.name,
    wide: true,
  },
  { id: 'state', title: 'State', cell: row => <Status of={row.state} />, value: row => row.state },
  {
    id: 'owner',
    title: 'Owner',
    cell: row => teams.get(row.owner) ?? row.owner,
    value: row => teams.get(row.owner) ?? row.owner,
    wide: true,
  },
  {
    id: 'revision',
    title: 'Revision',
    cell: row => (
      <>
        {row.revision}
        {row.inForce !== null && row.inForce !== row.revision ? (
          <span className="quiet">{` (${row.inForce} in force)`}</span>
        ) : null}
      </>
    ),
    value: row => row.revision,
    align: 'right',
    wide: true,
  },
  {
    id: 'waits',
    title: 'Waits for',
    cell: row => (
      <>
        {row.forMe === null ? null : <strong>{`${forMeWords(row.forMe)} `}</strong>}
        <span className="quiet">{waitingWords(row, teams)}</span>
      </>
    ),
    value: row => waitingWords(row, teams),
  },
  {
    id: 'changed',
    title: 'Changed',
    cell: row => <span className="quiet">{moment(row.changedAt, { day: true })}</span>,
    value: row => row.changedAt,
    wide: true,
  },
]

/** Names of teams as people call them. */
export function useTitles(): ReadonlyMap<string, string> {
  const teams = useReading<typeof listTeams>('team.list', {})
  return new Map((teams.data ?? []).map(({ name, title }) => [name, title]))
}

function Filters({ teams, forMe }: { teams: ReadonlyMap<string, string>; forMe: number }) {
  const [url, setUrl] = useUrlState()
  const kinds = useReading<typeof listKinds>('agreement.kinds', {})
  const [typed, setTyped] = useState(url.text ?? '')
  const [settled] = useDebouncedValue(typed, 200)
  const search = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => search.current?.focus()]])
  useEffect(() => {
    if (settled !== (url.text ?? '')) setUrl({ text: settled })
  }, [settled, url.text, setUrl])
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        ref={search}
        label="Find"
        placeholder="Words in what it says"
        value={typed}
        onChange={event => setTyped(event.target.value)}
        w={{ base: '100%', xs: 220 }}
      />
      <Select
        label="Kind"
        placeholder="Any"
        data={(kinds.data ?? []).map(({ kind }) => kind)}
        value={url.kind ?? null}
        onChange={kind => setUrl({ kind: kind ?? '' })}
        clearable
        w={140}
      />
      <Select
        label="Owner"
        placeholder="Any team"
        data={[...teams].map(([value, label]) => ({ value, label }))}
        value={url.owner ?? null}
        onChange={owner => setUrl({ owner: owner ?? '' })}
        clearable
        searchable
        w={170}
      />
      <Select
        label="State"
        placeholder="Any but retired"
        data={[...STATES]}
        value={url.state ?? null}
        onChange={state => setUrl({ state: state ?? '' })}
        clearable
        w={150}
      />
      <Checkbox
        label={`Waiting for me${forMe > 0 ? ` (${forMe})` : ''}`}
        checked={url.waiting === 'me'}
        onChange={event => setUrl({ waiting: event.target.checked ? 'me' : '' })}
        pb={8}
      />
    </Group>
  )
}

function ProposeMenu() {
  const kinds = useReading<typeof listKinds>('agreement.kinds', {})
  const navigate = useNavigate()
  const me = useMe()
  if (me.role === 'viewer') return null
  return (
    <Menu position="bottom-end" width={380}>
      <Menu.Target>
        <Button aria-label={`Propose one of ${counted(kinds.data?.length ?? 0, 'kind', 'kinds')}`}>Propose …</Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {(kinds.data ?? []).map(({ kind, does }) => (
          <Menu.Item key={kind} onClick={() => void navigate({ to: `/agreements/${kind}/new` })}>
            <Text fz="sm" fw={600}>
              {kind}
            </Text>
            <Text fz="xs" c="dimmed">
              {does}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
