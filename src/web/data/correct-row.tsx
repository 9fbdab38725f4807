import { Alert, Button, Code, Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { RejectedRow } from '../../features/source/ledger.ts'
import type { correctRow, tryMapping } from '../../features/source/operations/correcting.ts'
import { Failure } from '../../kit/page.tsx'
import { cellsOf, textOf } from './cells.ts'

/** A rejected row with its cells to be put right; the audit log keeps which. */
export function CorrectRow({ row, onClose }: { row: RejectedRow | null; onClose: () => void }) {
  return (
    <Drawer opened={row !== null} onClose={onClose} title={row ? `Line ${row.line} of ${row.file}` : ''} size="md">
      {row ? <Correcting key={`${row.import} ${row.row}`} row={row} onClose={onClose} /> : null}
    </Drawer>
  )
}

const SAYS = {
  stored: 'The row is stored.',
  duplicate: 'The row says what is known already.',
  skipped: 'The row is one that the source leaves out.',
}

function Correcting({ row, onClose }: { row: RejectedRow; onClose: () => void }) {
  const isText = typeof row.content === 'string'
  const known = useReading<typeof tryMapping>('source.try', { import: row.import, spec: {} }, { enabled: isText })
  const before = cellsOf(row)
  const columns = isText ? (known.data?.columns ?? []) : Object.keys(before)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const change = useChange<typeof correctRow>('source.correct')
  const shown = (column: string) => typed[column] ?? textOf(before[column])
  const changed = columns.filter(column => isText || shown(column) !== textOf(before[column]))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({
      import: row.import,
      row: row.row,
      values: Object.fromEntries(changed.map(column => [column, shown(column)])),
    })
  }
  const became = change.data?.became
  if (became && became !== 'rejected')
    return (
      <Stack>
        <Alert color="green" role="status">
          {SAYS[became]} The audit log keeps which cells were changed.
        </Alert>
        <Group>
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    )
  const reason = change.data?.reason ?? row.reason
  return (
    <form onSubmit={submit}>
      <Stack>
        <Alert color="gray" title={change.data ? 'It is still not right' : 'Why it was rejected'}>
          {reason}
        </Alert>
        <Failure error={change.error} />
        {isText ? (
          <>
            <Text fz="sm">The row could not be taken apart. This is what stands in the file:</Text>
            <Code block>{String(row.content)}</Code>
          </>
        ) : null}
        {columns.map((column, at) => (
          <TextInput
            key={column}
            label={column}
            value={shown(column)}
            error={column === row.column && !change.data ? 'The reason is about this cell' : undefined}
            data-autofocus={column === row.column || (row.column === null && at === 0) ? true : undefined}
            onChange={event => setTyped({ ...typed, [column]: event.currentTarget.value })}
          />
        ))}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={changed.length === 0}>
            Try the row again
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
