import { Button, Group, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useReading } from '../../features/ask.ts'
import type { listAudit, verifyAudit } from '../../features/audit/operations.ts'
import type { listPeople } from '../../features/team/operations.ts'
import { counted, moment } from '../../kit/figure.ts'
import { Empty, Failure, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Table } from '../../kit/table.tsx'
import { useUrlState } from '../../kit/url-state.ts'

const A_PAGE = 100

/** What was done, by whom and when, the newest first, and whether the chain of it is whole. */
export function AuditPart() {
  const [said, say] = useUrlState()
  const [cursors, setCursors] = useState<string[]>([])
  const people = useReading<typeof listPeople>('person.list', {})
  const [operation] = useDebouncedValue(said.operation, 300)
  const [object] = useDebouncedValue(said.object, 300)
  const entries = useReading<typeof listAudit>('audit.list', {
    newest: true,
    limit: A_PAGE,
    ...(said.actor === undefined ? {} : { actor: said.actor }),
    ...(operation === undefined ? {} : { operation }),
    ...(object === undefined ? {} : { object }),
    ...(cursors.length > 0 ? { cursor: cursors.at(-1) } : {}),
  })
  const nameOf = (id: string) => people.data?.find(person => person.id === id)?.name ?? id
  const filter = (change: Record<string, string | undefined>) => {
    setCursors([])
    say(change)
  }
  return (
    <Section title="Audit log" aside={<Verify />}>
      <Group gap="xs" align="end">
        <Select
          label="Who"
          placeholder="Anybody"
          data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={said.actor ?? null}
          onChange={actor => filter({ actor: actor ?? undefined })}
          searchable
          clearable
          w={200}
        />
        <TextInput
          label="What"
          placeholder="goal, or goal.sign"
          defaultValue={said.operation}
          onChange={event => filter({ operation: event.currentTarget.value || undefined })}
          w={160}
        />
        <TextInput
          label="On"
          placeholder="its name"
          defaultValue={said.object}
          onChange={event => filter({ object: event.currentTarget.value || undefined })}
          w={160}
        />
      </Group>
      <Read query={entries} rows={12}>
        {({ items, next }) => (
          <>
            <Table
              caption="What was done"
              csv="audit-log"
              rows={items}
              rowKey={({ seq }) => String(seq)}
              empty={
                <Empty what="Nothing was done that fits." why="Every change made by anybody is written down here." />
              }
              columns={[
                {
                  id: 'seq',
                  title: 'No.',
                  align: 'right',
                  wide: true,
                  cell: each => each.seq,
                  value: each => each.seq,
                },
                {
                  id: 'at',
                  title: 'When',
                  cell: each => <span className="nowrap">{moment(each.at)}</span>,
                  value: each => each.at,
                },
                {
                  id: 'actor',
                  title: 'Who',
                  cell: each => <span className="nowrap">{nameOf(each.actor)}</span>,
                  value: each => nameOf(each.actor),
                },
                { id: 'operation', title: 'What', cell: each => each.operation, value: each => each.operation },
                { id: 'object', title: 'On', wide: true, cell: each => each.object, value: each => each.object },
                {
                  id: 'input',
                  title: 'What was said',
                  wide: true,
                  cell: each => <div className="said">{shortened(each.input)}</div>,
                  value: each => each.input,
                },
              ]}
            />
            <Group gap="xs">
              <Button
                size="xs"
                variant="default"
                disabled={cursors.length === 0}
                onClick={() => setCursors(cursors.slice(0, -1))}
              >
                Newer
              </Button>
              <Button
                size="xs"
                variant="default"
                disabled={next === null}
                onClick={() => next && setCursors([...cursors, next])}
              >
                Older
              </Button>
            </Group>
          </>
        )}
      </Read>
    </Section>
  )
}

const LONGEST = 240
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text)

function Verify() {
  const verify = useMutation({ mutationFn: () => ask<typeof verifyAudit>('audit.verify', {}) })
  return (
    <Group gap="sm" aria-live="polite">
      <Failure error={verify.error} />
      {verify.data ? (
        <Text fz="sm">
          <Status of={verify.data.intact ? 'healthy' : 'error'} bare />{' '}
          {verify.data.intact
            ? `All ${counted(verify.data.entries, 'entry is', 'entries are')} as they were written.`
            : `The chain is broken at entry ${verify.data.brokenAt}: something was changed, removed or inserted there.`}
        </Text>
      ) : null}
      <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        Verify
      </Button>
    </Group>
  )
}
