import '../data/data.css'
import './identity.css'
import { Anchor, Button, Group, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useReading } from '../../features/ask.ts'
import type { listCrowded, listRulings, showIdentity } from '../../features/identity/operations/showing.ts'
import { figure, moment } from '../../kit/figure.ts'
import { Empty, Failure, Page, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { DataTabs } from '../data/data-tabs.tsx'
import { useMe } from '../me.ts'
import { Profile } from './profile.tsx'
import { TakeBack } from './take-back.tsx'

/** Which ids are one person, why, what was held back, and what people decided about it. */
export default function IdentityPage() {
  const [{ id }] = useUrlState()
  const me = useMe()
  return (
    <Page
      title="Identity"
      action={
        me.role === 'viewer' ? undefined : (
          <Button component={Link} to={'/agreements/ruling/new' as string} variant="default">
            Propose a ruling
          </Button>
        )
      }
    >
      <DataTabs />
      <Group align="flex-end">
        <Look />
        <Anchor component={Link} to={'/agreements?kind=identity' as string} fz="sm">
          The rules that teams agreed on
        </Anchor>
      </Group>
      {id ? <Profile id={id} /> : <Overview />}
    </Page>
  )
}

/** What is typed may be somebody’s address, so the page’s own address gets the code of the id, and never what was typed. */
function Look() {
  const [, set] = useUrlState()
  const [typed, setTyped] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const look = async () => {
    setFailure(null)
    try {
      const { identifiers } = await ask<typeof showIdentity>('identity.show', { id: typed.trim() })
      set({ id: identifiers[0]?.code }, { push: true })
      setTyped('')
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void look()
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          size="xs"
          w={300}
          label="Look at an id"
          placeholder="E-mail, user id, phone or a code such as n12"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          autoComplete="off"
          required
        />
        <Button type="submit" size="xs" variant="default">
          Look
        </Button>
      </Group>
      <Failure error={failure} />
    </form>
  )
}

function Overview() {
  const crowded = useReading<typeof listCrowded>('identity.crowded', {})
  return (
    <>
      <Read query={crowded}>
        {({ shared, people }) => (
          <>
            <Section title="Ids that may be several people’s">
              <Table
                rows={shared}
                columns={SHARED}
                rowKey={row => row.code}
                caption="Ids that may be several people’s"
                csv="shared-ids"
                empty={
                  <Empty
                    what="No link is held back"
                    why="A shared inbox or a kiosk would tie strangers together; ids that meet too many others, or would give one person too many ids, stand here with advice."
                  />
                }
              />
            </Section>
            <Section title="People with the most ids">
              <Table
                rows={people}
                columns={PEOPLE}
                rowKey={row => `${row.person} ${row.kind}`}
                caption="People with the most ids of a kind"
                csv="people-with-most-ids"
                empty={<Text fz="sm">Nobody has many ids of a kind.</Text>}
              />
            </Section>
          </>
        )}
      </Read>
      <Rulings />
    </>
  )
}

type Crowded = Awaited<ReturnType<typeof listCrowded>>

const SHARED: Column<Crowded['shared'][number]>[] = [
  {
    id: 'value',
    title: 'Id',
    value: row => row.value,
    cell: row => (
      <Anchor
        component={Link}
        to={'/identity' as string}
        search={{ id: row.code } as never}
        fz="sm"
        className="identity-value"
      >
        {row.value}
      </Anchor>
    ),
  },
  { id: 'kind', title: 'Kind', value: row => row.kind, cell: row => row.kind },
  {
    id: 'links',
    title: 'Held back',
    align: 'right',
    value: row => row.links,
    cell: row => figure(row.links, '', { exact: true }),
  },
  { id: 'why', title: 'Why', value: row => row.why, cell: row => row.why, wide: true },
  { id: 'advice', title: 'What to do', value: row => row.advice, cell: row => row.advice, wide: true },
]

const PEOPLE: Column<Crowded['people'][number]>[] = [
  {
    id: 'person',
    title: 'Person',
    value: row => row.person,
    cell: row => (
      <Anchor component={Link} to={`/customers/${row.person}` as string} fz="sm">
        {row.person}
      </Anchor>
    ),
  },
  { id: 'kind', title: 'Kind', value: row => row.kind, cell: row => row.kind },
  { id: 'ids', title: 'Ids', align: 'right', value: row => row.ids, cell: row => figure(row.ids, '', { exact: true }) },
]

type Ruling = Awaited<ReturnType<typeof listRulings>>[number]

/** What people and teams decided about single ids. */
function Rulings() {
  const rulings = useReading<typeof listRulings>('identity.rulings', { undone: true })
  const me = useMe()
  const mayUndo = me.role === 'lead' || me.role === 'admin'
  const columns: Column<Ruling>[] = [
    {
      id: 'says',
      title: 'Decided',
      value: row => `${row.one} and ${row.other} ${row.says}`,
      cell: row => (
        <>
          <Anchor component={Link} to={'/identity' as string} search={{ id: row.one } as never} fz="sm">
            {row.one}
          </Anchor>{' '}
          and{' '}
          <Anchor component={Link} to={'/identity' as string} search={{ id: row.other } as never} fz="sm">
            {row.other}
          </Anchor>{' '}
          {row.says === 'apart' ? 'are not one person' : 'are one person'}
        </>
      ),
    },
    { id: 'why', title: 'Why', value: row => row.why, cell: row => row.why },
    { id: 'by', title: 'By', value: row => row.by, cell: row => row.by, wide: true },
    {
      id: 'at',
      title: 'Since',
      value: row => row.at,
      cell: row => <span className="figures">{moment(row.at)}</span>,
      wide: true,
    },
    {
      id: 'undo',
      title: 'Undo',
      cell: row =>
        row.undone !== null ? (
          `undone ${moment(row.undone, { day: true })}`
        ) : row.agreement !== null ? (
          <Anchor component={Link} to={`/agreements/${row.agreement}` as string} fz="sm">
            The agreement
          </Anchor>
        ) : mayUndo ? (
          <TakeBack id={row.id} />
        ) : (
          ''
        ),
    },
  ]
  return (
    <Section title="What was decided">
      <Read query={rulings}>
        {all => (
          <Table
            rows={all}
            columns={columns}
            rowKey={row => row.id}
            caption="What was decided about ids"
            csv="rulings"
            empty={
              <Empty
                what="Nothing was decided"
                why="Where facts tie two people together, or fail to, somebody says so on the page of an id; where teams see it differently they sign a ruling. Every fact goes where it belongs, and back when it is undone."
              />
            }
          />
        )}
      </Read>
    </Section>
  )
}
