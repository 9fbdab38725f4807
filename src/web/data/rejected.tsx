import { Button, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../features/ask.ts'
import type { RejectedRow } from '../../features/source/ledger.ts'
import type { listRejected } from '../../features/source/operations/ledger.ts'
import { Empty, Failure, Loading, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { cellsOf, textOf } from './cells.ts'
import { CorrectRow } from './correct-row.tsx'

const TOGETHER = 500

/** Rows that could not be used, each with its reason; they are put right here, one by one, or by mending the mapping. */
export function Rejected({ source }: { source: string }) {
  const [open, setOpen] = useState<RejectedRow | null>(null)
  const pages = useInfiniteQuery({
    queryKey: ['source.rejected', { source }],
    queryFn: ({ pageParam, signal }) =>
      ask<typeof listRejected>(
        'source.rejected',
        { source, limit: TOGETHER, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: last => last.next,
    retry: false,
  })
  const rows = pages.data?.pages.flatMap(page => page.items) ?? []
  const [first] = rows
  return (
    <Section
      title="Rejected rows"
      aside={
        first ? (
          <Button
            component={Link}
            size="xs"
            variant="default"
            to={`/data/${source}/mend` as string}
            search={{ import: first.import } as never}
          >
            Mend the mapping
          </Button>
        ) : null
      }
    >
      <Failure error={pages.error} again={() => void pages.refetch()} />
      {pages.isPending ? (
        <Loading rows={3} />
      ) : (
        <Table
          rows={rows}
          columns={columnsOf(rows, setOpen)}
          rowKey={row => `${row.import} ${row.row}`}
          caption="Every rejected row of this source"
          csv={`${source}-rejected`}
          onOpen={setOpen}
          empty={<Empty what="No row is rejected" why="Rows that cannot be used wait here, with the reason." />}
        />
      )}
      {pages.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          Show more of them
        </Button>
      ) : null}
      <CorrectRow row={open} onClose={() => setOpen(null)} />
    </Section>
  )
}

function columnsOf(rows: readonly RejectedRow[], open: (row: RejectedRow) => void): Column<RejectedRow>[] {
  const cells = new Set(rows.flatMap(row => Object.keys(cellsOf(row))))
  return [
    { id: 'file', title: 'File', value: row => row.file, cell: row => row.file, wide: true },
    { id: 'line', title: 'Line', align: 'right', value: row => row.line, cell: row => row.line.toLocaleString('en') },
    { id: 'reason', title: 'Why', value: row => row.reason, cell: row => row.reason },
    { id: 'column', title: 'Column', value: row => row.column, cell: () => null, hidden: true },
    { id: 'cells', title: 'What it holds', cell: row => <Cells of={row} />, wide: true },
    {
      id: 'text',
      title: 'Text of the row',
      value: row => (typeof row.content === 'string' ? row.content : ''),
      cell: () => null,
      hidden: true,
    },
    ...[...cells].map(column => ({
      id: `cell ${column}`,
      title: column,
      value: (row: RejectedRow) => textOf(cellsOf(row)[column]),
      cell: () => null,
      hidden: true,
    })),
    {
      id: 'act',
      title: 'To do',
      cell: row => (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Put right line ${row.line}`}
          onClick={event => {
            event.stopPropagation()
            open(row)
          }}
        >
          Put right
        </Button>
      ),
    },
  ]
}

const SHOWN = 6

/** The first cells of a row that hold something, the one at fault before all others. */
function Cells({ of }: { of: RejectedRow }) {
  if (typeof of.content === 'string') return <code>{of.content.slice(0, 200)}</code>
  const filled = Object.entries(cellsOf(of)).filter(([, value]) => textOf(value) !== '')
  const sorted = filled.toSorted(([a], [b]) => Number(b === of.column) - Number(a === of.column))
  return (
    <span className="cells">
      {sorted.slice(0, SHOWN).map(([column, value]) => (
        <span key={column}>
          <Text span fz="xs" c="dimmed">
            {column}{' '}
          </Text>
          <span className={column === of.column ? 'cell-wrong' : undefined}>{textOf(value).slice(0, 60)}</span>
        </span>
      ))}
      {sorted.length > SHOWN ? <span className="quiet">and {sorted.length - SHOWN} more</span> : null}
    </span>
  )
}
