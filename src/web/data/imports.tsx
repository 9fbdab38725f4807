import { Button, Group, Stack, Text } from '@mantine/core'
import { useChange, useReading } from '../../features/ask.ts'
import type { Import } from '../../features/source/ledger.ts'
import type { listImports } from '../../features/source/operations/ledger.ts'
import type { replayImport } from '../../features/source/operations/replaying.ts'
import { counted, figure, moment } from '../../kit/figure.ts'
import { Empty, Failure, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { Ledger } from './ledger.tsx'

/** Every file of a source that was imported, with what became of its rows, and a way to try rejected ones again. */
export function Imports({ source, mayWrite }: { source: string; mayWrite: boolean }) {
  const imports = useReading<typeof listImports>('source.imports', { source, limit: 100 })
  const replay = useChange<typeof replayImport>('source.replay')
  const columns: Column<Import>[] = [
    {
      id: 'file',
      title: 'File',
      value: row => row.file,
      cell: row => (
        <Stack gap={0} miw={96}>
          <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
            {row.file}
          </Text>
          <Text fz="xs" c="dimmed" className="figures">
            {row.finishedAt ? moment(row.finishedAt) : 'not finished; add the same file again to go on'}
          </Text>
        </Stack>
      ),
    },
    { id: 'ledger', title: 'What became of its rows', cell: row => <Ledger of={row} /> },
    ...(['rows', 'stored', 'duplicate', 'rejected', 'skipped', 'startedAt', 'finishedAt'] as const).map(field => ({
      id: field,
      title: field,
      value: (row: Import) => row[field],
      cell: () => null,
      hidden: true,
    })),
    {
      id: 'revision',
      title: 'Revision',
      align: 'right',
      value: row => row.revision,
      cell: row => figure(row.revision),
      wide: true,
    },
    {
      id: 'act',
      title: 'To do',
      cell: row =>
        mayWrite && row.rejected > 0 && row.finishedAt ? (
          <Button
            size="compact-xs"
            variant="default"
            loading={replay.isPending && replay.variables?.import === row.import}
            onClick={() => replay.mutate({ import: row.import })}
            aria-label={`Try again the rejected rows of ${row.file}`}
          >
            Try again
          </Button>
        ) : null,
    },
  ]
  return (
    <Section title="Imports">
      <Failure error={replay.error} />
      {replay.data ? <Replayed of={replay.data.replayed} /> : null}
      <Read query={imports}>
        {({ items }) => (
          <Table
            rows={items}
            columns={columns}
            rowKey={row => row.import}
            caption="Every import of this source"
            csv={`${source}-imports`}
            empty={
              <Empty
                what="Nothing was imported yet"
                why="Drop a file anywhere on this page. Importing the same file twice changes nothing."
              />
            }
          />
        )}
      </Read>
    </Section>
  )
}

type Tried = { stored: number; duplicate: number; rejected: number; skipped: number }

/** What came of rejected rows that were tried again. */
export function Replayed({ of }: { of: Tried }) {
  const used = of.stored + of.duplicate + of.skipped
  return (
    <Group role="status" gap="xs">
      <Text fz="sm">
        {used === 0
          ? `No row can be used yet; ${counted(of.rejected, 'is', 'are')} still rejected.`
          : `${counted(of.stored, 'row was', 'rows were')} stored, ${figure(of.duplicate)} known already, ${figure(of.skipped)} left out; ${counted(of.rejected, 'row is', 'rows are')} still rejected.`}
      </Text>
    </Group>
  )
}
