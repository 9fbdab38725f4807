import { Alert, Anchor, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { joinIdentity, splitIdentity } from '../../features/identity/operations/deciding.ts'
import type { showIdentity } from '../../features/identity/operations/showing.ts'
import { counted, moment } from '../../kit/figure.ts'
import { Failure, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useMe } from '../me.ts'

type Shown = Awaited<ReturnType<typeof showIdentity>>

/** What makes somebody one person: their ids, what ties these, what was held back and why, and what changed. */
export function Profile({ id }: { id: string }) {
  const profile = useReading<typeof showIdentity>('identity.show', { id })
  if (profile.error) return <Failure error={profile.error} />
  return <Read query={profile}>{of => <Known of={of} />}</Read>
}

function Known({ of }: { of: Shown }) {
  const me = useMe()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const mayDecide = me.role === 'lead' || me.role === 'admin'
  const shown = (code: string): string => of.identifiers.find(each => each.code === code)?.value ?? code
  return (
    <>
      <Group justify="space-between">
        <Text>
          {counted(of.identifiers.length, 'id', 'ids')} of{' '}
          <Anchor component={Link} to={`/customers/${of.person}` as string} underline="always">
            {of.person}
          </Anchor>
        </Text>
        {mayDecide ? (
          <Button variant="default" onClick={() => setDeciding({ act: 'join', one: of.identifiers[0]?.code ?? '' })}>
            Put another id to them
          </Button>
        ) : null}
      </Group>
      <Section title="Ids">
        <Table rows={of.identifiers} columns={IDS} rowKey={row => row.code} caption="Ids" csv="ids" />
      </Section>
      <Section title="What ties them">
        <Table
          rows={of.links}
          rowKey={row => `${row.one} ${row.other}`}
          caption="What ties the ids together"
          empty={<Text fz="sm">Only one id is known, so nothing has to be tied.</Text>}
          columns={[
            {
              id: 'pair',
              title: 'Named together',
              value: row => `${row.one} ${row.other}`,
              cell: row => (
                <span className="identity-value">
                  {shown(row.one)} and {shown(row.other)}
                </span>
              ),
            },
            {
              id: 'at',
              title: 'First',
              value: row => row.at,
              cell: row => <span className="figures">{moment(row.at)}</span>,
            },
            {
              id: 'split',
              title: 'Not one person?',
              cell: row =>
                mayDecide ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => setDeciding({ act: 'split', one: row.one, other: row.other })}
                  >
                    Keep apart
                  </Button>
                ) : (
                  ''
                ),
            },
          ]}
        />
      </Section>
      {of.held.length > 0 ? (
        <Section title="Held back">
          <Table
            rows={of.held}
            rowKey={row => `${row.one} ${row.other.code}`}
            caption="Links that tie nothing"
            columns={[
              {
                id: 'other',
                title: 'Also named with',
                value: row => row.other.value,
                cell: row => (
                  <>
                    {row.other.value}{' '}
                    <Anchor component={Link} to={`/customers/${row.other.person}` as string} fz="xs">
                      {row.other.person}
                    </Anchor>
                  </>
                ),
              },
              { id: 'why', title: 'Why it ties nothing', value: row => row.why, cell: row => row.why },
              {
                id: 'at',
                title: 'First',
                value: row => row.at,
                cell: row => <span className="figures">{moment(row.at)}</span>,
                wide: true,
              },
            ]}
          />
        </Section>
      ) : null}
      <History of={of.history} />
      <Modal
        opened={deciding !== null}
        onClose={() => setDeciding(null)}
        title={deciding?.act === 'split' ? 'Keep two ids apart' : 'Put two ids together'}
      >
        {deciding ? <Decide of={deciding} shown={shown} onDone={() => setDeciding(null)} /> : null}
      </Modal>
    </>
  )
}

const IDS: Column<Shown['identifiers'][number]>[] = [
  { id: 'kind', title: 'Kind', value: row => row.kind, cell: row => row.kind },
  {
    id: 'value',
    title: 'Value',
    value: row => row.value,
    cell: row => <span className="identity-value">{row.value}</span>,
  },
  { id: 'code', title: 'Code', value: row => row.code, cell: row => row.code },
  {
    id: 'since',
    title: 'First seen',
    value: row => row.since,
    cell: row => <span className="figures">{moment(row.since)}</span>,
    wide: true,
  },
]

function History({ of }: { of: Shown['history'] }) {
  if (of.length === 0) return null
  return (
    <Section title="What changed">
      <ul className="identity-history">
        {of.map(({ act, at, person, other, fact }) => (
          <li key={`${at} ${act} ${other}`}>
            <span className="figures">{moment(at)}</span>{' '}
            {act === 'merge' ? `${other} was put to ${person}` : `${other} was taken out of ${person}`},{' '}
            {fact === null ? 'by a rule' : 'by a fact that names both'}
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Deciding = { act: 'split'; one: string; other: string } | { act: 'join'; one: string }

function Decide({ of, shown, onDone }: { of: Deciding; shown: (code: string) => string; onDone: () => void }) {
  const [why, setWhy] = useState('')
  const [other, setOther] = useState('')
  const split = useChange<typeof splitIdentity>('identity.split')
  const join = useChange<typeof joinIdentity>('identity.join')
  const submit = () => {
    if (of.act === 'split') split.mutate({ id: of.one, from: of.other, why }, { onSuccess: onDone })
    else join.mutate({ id: of.one, with: other, why }, { onSuccess: onDone })
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack>
        <Text fz="sm">
          {of.act === 'split'
            ? `${shown(of.one)} and ${shown(of.other)} will be two people. Every event, trait and account goes to whom it belongs; undoing it brings all of it back.`
            : `Another id will be the same person as ${shown(of.one)}, though no fact names both.`}
        </Text>
        {of.act === 'join' ? (
          <TextInput
            label="The other id"
            description="Its value, or its code such as n12"
            value={other}
            onChange={event => setOther(event.currentTarget.value)}
            required
            data-autofocus
          />
        ) : null}
        <TextInput
          label="Why"
          description="It is kept for good, so do not name the person"
          value={why}
          onChange={event => setWhy(event.currentTarget.value)}
          required
        />
        <Failure error={split.error ?? join.error} />
        <Alert color="gray" variant="light">
          It holds at once. Where teams see it differently, propose a ruling instead, which both sign.
        </Alert>
        <Group justify="flex-end">
          <Button type="submit" loading={split.isPending || join.isPending}>
            {of.act === 'split' ? 'Keep them apart' : 'Put them together'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
