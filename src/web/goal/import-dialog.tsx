import { Alert, Button, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useChange } from '../../features/ask.ts'
import type { importGoals } from '../../features/goal/operations/exchange.ts'
import { fromCsv } from '../../kit/csv-reader.ts'
import { counted } from '../../kit/figure.ts'
import { Failure } from '../../kit/page.tsx'
import { Table } from '../../kit/table.tsx'

type Sheet = { columns: string[]; rows: string[][] }
type Imported = NonNullable<ReturnType<typeof useChange<typeof importGoals>>['data']>

/** Goals from another tool’s table: what each row would become is shown first, and proposed only when asked to. */
export function ImportGoals() {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <Button variant="default" onClick={open}>
        Bring in
      </Button>
      <Modal opened={isOpen} onClose={close} title={<Text fw={600}>Bring goals in from a table</Text>} size="xl">
        <Steps onDone={close} />
      </Modal>
    </>
  )
}

function Steps({ onDone }: { onDone: () => void }) {
  const [file, setFile] = useState<{ name: string; table: Sheet }>()
  const [why, setWhy] = useState('')
  const trying = useChange<typeof importGoals>('goal.import')
  const proposing = useChange<typeof importGoals>('goal.import')
  const take = async (chosen: File | null) => {
    if (!chosen) return
    const table = fromCsv(await chosen.text())
    setFile({ name: chosen.name, table })
    trying.mutate({ table })
  }
  const shown = trying.data
  const propose = () =>
    file &&
    proposing.mutate(
      { table: file.table, apply: true, why },
      {
        onSuccess: ({ counts }) => {
          onDone()
          notifications.show({
            message: `${counted(counts.created + counts.updated, 'goal is', 'goals are')} proposed; their teams sign next.`,
          })
        },
      },
    )
  return (
    <Stack gap="md">
      <Text fz="sm">
        A CSV file from a spreadsheet or another tool for goals, or as “plumbline goal export” writes it. Nothing
        changes before you have seen what comes of it.
      </Text>
      <Group gap="sm">
        <FileButton onChange={chosen => void take(chosen)} accept="text/csv,.csv,.tsv,.txt">
          {props => (
            <Button {...props} variant={file ? 'default' : 'filled'} loading={trying.isPending}>
              {file ? 'Take another file' : 'Choose a CSV file'}
            </Button>
          )}
        </FileButton>
        {file ? <Text fz="sm">{`${file.name}, ${counted(file.table.rows.length, 'row', 'rows')}`}</Text> : null}
      </Group>
      <Failure error={trying.error} />
      {shown ? <WhatComes shown={shown} /> : null}
      {shown &&
      shown.problems.length === 0 &&
      shown.counts.created + shown.counts.updated + shown.counts.retired > 0 ? (
        <>
          <Textarea
            label="Why"
            description="For the teams who have to sign them."
            value={why}
            onChange={event => setWhy(event.currentTarget.value)}
            maxLength={2000}
          />
          <Failure error={proposing.error} />
          <Group>
            <Button onClick={propose} disabled={why.trim() === ''} loading={proposing.isPending}>
              Propose them
            </Button>
          </Group>
        </>
      ) : null}
    </Stack>
  )
}

function WhatComes({ shown: { counts, layout, rows, problems, notes, unread } }: { shown: Imported }) {
  const words = (['created', 'updated', 'unchanged', 'retired', 'skipped', 'wrong'] as const)
    .filter(each => counts[each] > 0)
    .map(each => `${counts[each]} ${each}`)
  return (
    <>
      <Text fz="sm">
        {`${counted(counts.goals, 'goal', 'goals')} with ${counted(counts.results, 'key result', 'key results')}${layout ? `, in the columns of ${layout}` : ''}: ${words.join(', ') || 'nothing comes of it'}.`}
      </Text>
      {problems.length > 0 ? (
        <Alert color="red" variant="light" title="Put these right in the file, then take it again" role="alert">
          <ul className="goal-list">
            {problems.slice(0, 20).map(({ row, column, message, more }) => (
              <li key={`${row} ${column} ${message}`}>
                {`Row ${row}${column ? `, ${column}` : ''}: ${message}${more > 0 ? ` The same in ${counted(more, 'more row', 'more rows')}.` : ''}`}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <Table
        caption="What each row becomes"
        csv="what-each-row-becomes"
        rows={rows}
        rowKey={row => `${row.row} ${row.is} ${row.title}`}
        columns={[
          { id: 'row', title: 'Row', align: 'right', cell: row => row.row, value: row => row.row },
          { id: 'is', title: 'Is', cell: row => row.is, value: row => row.is },
          { id: 'title', title: 'Title', cell: row => row.title ?? '–', value: row => row.title },
          { id: 'becomes', title: 'Becomes', cell: row => row.becomes, value: row => row.becomes },
          { id: 'reason', title: 'Why', wide: true, cell: row => row.reason ?? '', value: row => row.reason },
        ]}
      />
      {notes.length > 0 || unread.length > 0 ? (
        <Text fz="xs" c="dimmed">
          {[
            unread.length > 0 ? `Columns that nothing reads: ${unread.join(', ')}.` : '',
            ...notes.slice(0, 5).map(({ row, message }) => `Row ${row}: ${message}`),
          ]
            .filter(Boolean)
            .join(' ')}
        </Text>
      ) : null}
    </>
  )
}
