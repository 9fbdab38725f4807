import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { createKey, listKeys, revokeKey } from '../../features/access/operations/keys.ts'
import { useChange, useReading } from '../../features/ask.ts'
import { moment } from '../../kit/figure.ts'
import { Empty, Failure, Read, Section } from '../../kit/page.tsx'
import { Table } from '../../kit/table.tsx'
import { Once } from './once.tsx'

const SCOPES = [
  { value: 'read', label: 'read: sees everything a viewer does' },
  { value: 'write', label: 'write: proposes and brings facts in, as a member' },
  { value: 'admin', label: 'admin: everything but signing' },
]
type Scope = 'read' | 'write' | 'admin'

/** Keys by which programs get in: made here and shown once, and ended here. */
export function KeysPart() {
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<{ title: string; key: string } | null>(null)
  const keys = useReading<typeof listKeys>('key.list', {})
  const revoke = useChange<typeof revokeKey>('key.revoke')
  const now = new Date().toISOString()
  return (
    <Section
      title="Keys"
      aside={
        isOpen ? null : (
          <Button size="xs" onClick={() => setOpen(true)}>
            Make a key
          </Button>
        )
      }
    >
      {made ? (
        <Once
          title={`The key “${made.title}”`}
          secret={made.key}
          says="Send it as “Authorization: Bearer KEY”. It is not kept here and cannot be shown again."
          onDone={() => setMade(null)}
        />
      ) : null}
      {isOpen ? (
        <NewKey
          onCancel={() => setOpen(false)}
          onMade={key => {
            setMade(key)
            setOpen(false)
          }}
        />
      ) : null}
      <Failure error={revoke.error} />
      <Read query={keys}>
        {all => (
          <Table
            caption="All keys"
            rows={all}
            rowKey={({ id }) => id}
            empty={
              isOpen || made ? null : (
                <Empty
                  what="There is no key."
                  why="With one, programs bring facts in and read numbers: the command line, a nightly job, a chart elsewhere."
                />
              )
            }
            columns={[
              { id: 'title', title: 'What for', cell: each => each.title, value: each => each.title },
              { id: 'scope', title: 'Scope', cell: each => each.scope, value: each => each.scope },
              { id: 'hint', title: 'Begins', wide: true, cell: each => `${each.hint}…`, value: each => each.hint },
              {
                id: 'used',
                title: 'Last used',
                wide: true,
                cell: each => (each.usedAt ? moment(each.usedAt) : 'never'),
                value: each => each.usedAt,
              },
              { id: 'until', title: 'Holds', cell: each => stateOf(each, now), value: each => each.expiresAt },
              {
                id: 'end',
                title: 'End',
                cell: each =>
                  each.revokedAt === null && each.expiresAt > now ? (
                    <Button size="compact-xs" variant="default" onClick={() => revoke.mutate({ id: each.id })}>
                      End<span className="visually-hidden"> the key {each.title}</span>
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Read>
    </Section>
  )
}

function stateOf({ revokedAt, expiresAt }: { revokedAt: string | null; expiresAt: string }, now: string): string {
  if (revokedAt !== null) return `ended ${moment(revokedAt, { day: true })}`
  if (expiresAt.startsWith('9999')) return 'until it is ended'
  return expiresAt <= now ? 'over' : `until ${moment(expiresAt, { day: true })}`
}

type NewKeyProps = { onMade: (key: { title: string; key: string }) => void; onCancel: () => void }

function NewKey({ onMade, onCancel }: NewKeyProps) {
  const create = useChange<typeof createKey>('key.create')
  const [title, setTitle] = useState('')
  const [scope, setScope] = useState<Scope>('read')
  const [days, setDays] = useState(90)
  return (
    <form
      className="settings-form"
      onSubmit={event => {
        event.preventDefault()
        create.mutate({ title, scope, days }, { onSuccess: onMade })
      }}
    >
      <Failure error={create.error} />
      <TextInput
        label="What it is for"
        value={title}
        onChange={event => setTitle(event.currentTarget.value)}
        maxLength={200}
        required
      />
      <Select
        label="What it may do"
        data={SCOPES}
        value={scope}
        onChange={value => setScope((value ?? 'read') as Scope)}
        allowDeselect={false}
      />
      <NumberInput
        label="How many days it holds"
        value={days}
        onChange={value => setDays(Number(value))}
        min={1}
        max={366}
        allowDecimal={false}
      />
      <Group gap="xs">
        <Button type="submit" size="xs" loading={create.isPending}>
          Make the key
        </Button>
        <Button variant="subtle" size="xs" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  )
}
