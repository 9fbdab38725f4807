import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Preview } from '../../features/source/operations/previewing.ts'
import { counted, moment, UNKNOWN } from '../../kit/figure.ts'
import { ProblemList } from '../../kit/form/problem-list.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { textOf } from './cells.ts'

type Row = Preview['rows'][number]

type PreviewViewProps = {
  of: Preview
  /** In which times are shown: that of the file. */
  zone: string | undefined
  isStale?: boolean
}

/** What a mapping makes of the first rows: everything to be put right, then each row with what it gives, or why it gives nothing. */
export function PreviewView({ of, zone, isStale = false }: PreviewViewProps) {
  const { problems, looked, rows, trouble, columns } = of
  const [which, setWhich] = useState('rows')
  const shown = which === 'trouble' && trouble.length > 0 ? trouble : rows
  return (
    <Stack gap="sm" style={{ opacity: isStale ? 0.6 : 1 }} aria-busy={isStale}>
      <ProblemList problems={problems} />
      {problems.length === 0 ? <Looked of={looked} /> : null}
      {trouble.length > 0 ? (
        <SegmentedControl
          aria-label="Which rows are shown"
          size="xs"
          data={[
            { value: 'rows', label: 'First rows' },
            { value: 'trouble', label: 'Rejected ones' },
          ]}
          value={which}
          onChange={setWhich}
          style={{ alignSelf: 'flex-start' }}
        />
      ) : null}
      {rows.length > 0 ? (
        <Table
          rows={shown}
          columns={columnsOf(columns, zoneOf(zone))}
          rowKey={row => String(row.row)}
          caption="What the rows give"
          csv="preview"
        />
      ) : null}
    </Stack>
  )
}

function Looked({ of }: { of: Preview['looked'] }) {
  const { rows, whole, events, nothing, rejected, names } = of
  const each = Object.entries(names).map(([name, count]) => `${name} ${count.toLocaleString('en')}`)
  return (
    <Text fz="sm" role="status">
      {`Of ${whole ? '' : 'the first '}${counted(rows, 'row', 'rows')}: ${events.toLocaleString('en')} give something, ${nothing.toLocaleString('en')} are left out, `}
      <span className={rejected > 0 ? 'ledger-word-rejected' : undefined}>
        {`${rejected.toLocaleString('en')} would be rejected`}
      </span>
      {`.${each.length > 0 ? ` Events: ${each.join(', ')}.` : ''}`}
    </Text>
  )
}

/** A zone that the browser knows; none while one is being typed. */
function zoneOf(zone: string | undefined): { zone?: string } {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone === undefined ? {} : { zone }
  } catch {
    return {}
  }
}

function columnsOf(columns: readonly string[], zone: { zone?: string }): Column<Row>[] {
  return [
    { id: 'line', title: 'Line', align: 'right', value: row => row.line, cell: row => row.line.toLocaleString('en') },
    {
      id: 'gives',
      title: 'What it gives',
      value: row => row.reason ?? wordOf(row),
      cell: row => <Gives of={row} zone={zone} />,
    },
    ...columns.map(column => ({
      id: `cell ${column}`,
      title: column,
      value: (row: Row) => textOf(row.cells[column]),
      cell: (row: Row) => (
        <span className={row.column === column ? 'cell-wrong' : undefined}>{textOf(row.cells[column])}</span>
      ),
      wide: true,
    })),
  ]
}

const wordOf = ({ becomes, gives }: Row): string =>
  becomes === 'events' ? gives.map(each => each.event ?? 'traits').join(', ') : (becomes ?? '')

function Gives({ of, zone }: { of: Row; zone: { zone?: string } }) {
  const { becomes, reason, gives } = of
  if (becomes === null)
    return (
      <Text span c="dimmed" fz="xs">
        {UNKNOWN}
      </Text>
    )
  if (becomes === 'nothing')
    return (
      <Text span c="dimmed" fz="xs">
        left out
      </Text>
    )
  if (becomes === 'rejected')
    return (
      <Text fz="xs" miw={180}>
        <Status of="error" bare /> {reason}
      </Text>
    )
  return (
    <Stack gap={4} miw={220}>
      {gives.map(({ event, at, who, says }) => (
        <Text key={`${event} ${at}`} fz="xs">
          <b>{event ?? 'traits'}</b> {moment(at, zone)}
          {who ? ` · ${who}` : ''}
          {Object.keys(says).length > 0 ? (
            <Text span fz="xs" c="dimmed">
              {` · ${Object.entries(says)
                .map(([name, value]) => `${name}: ${textOf(value)}`)
                .join(', ')}`}
            </Text>
          ) : null}
        </Text>
      ))}
    </Stack>
  )
}
