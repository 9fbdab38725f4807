import { Button, Group, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { toCsv } from './csv.ts'
import { save } from './save.ts'

export type Column<Row> = {
  id: string
  title: string
  /** What the cell shows. */
  cell: (row: Row) => ReactNode
  /** What CSV and sorting take; the cell’s text has to say the same. */
  value?: (row: Row) => string | number | null
  align?: 'right'
  /** Left out where the screen is narrow. */
  wide?: boolean
  /** Only in CSV. */
  hidden?: boolean
}

type TableProps<Row> = {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  caption: string
  onOpen?: (row: Row) => void
  isSelected?: (row: Row) => boolean
  /** Name of the CSV file; without one there is no button. */
  csv?: string
  empty?: ReactNode
}

const VIRTUAL_FROM = 200
const ROW_HEIGHT = 34

/** A table that sorts by its headings, opens rows by Enter, gives itself as CSV, and stays quick with thousands of rows. */
export function Table<Row>({ rows, columns: all, rowKey, caption, onOpen, isSelected, csv, empty }: TableProps<Row>) {
  const columns = useMemo(() => all.filter(each => !each.hidden), [all])
  const [order, setOrder] = useState<{ id: string; down: boolean } | null>(null)
  const sorted = useMemo(() => {
    const by = columns.find(each => each.id === order?.id)?.value
    if (!by || !order) return rows
    const compare = (a: Row, b: Row) => compareValues(by(a), by(b))
    return rows.toSorted((a, b) => (order.down ? compare(b, a) : compare(a, b)))
  }, [rows, columns, order])
  const scroll = useRef<HTMLDivElement>(null)
  const isVirtual = sorted.length > VIRTUAL_FROM
  const virtual = useVirtualizer({
    count: isVirtual ? sorted.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  })
  if (rows.length === 0 && empty) return <>{empty}</>
  const shown = isVirtual ? virtual.getVirtualItems().flatMap(item => sorted[item.index] ?? []) : sorted
  const before = isVirtual ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0
  const after = isVirtual ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="table-scroll" ref={scroll} aria-label={caption} tabIndex={0}>
        <table className="table">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map(column => (
                <th
                  key={column.id}
                  scope="col"
                  className={classOf(column)}
                  aria-sort={order?.id === column.id ? (order.down ? 'descending' : 'ascending') : undefined}
                >
                  {column.value ? (
                    <button
                      type="button"
                      className="sort"
                      onClick={() => setOrder({ id: column.id, down: order?.id === column.id && !order.down })}
                    >
                      {column.title}
                      <span aria-hidden="true">{order?.id === column.id ? (order.down ? ' ↓' : ' ↑') : ''}</span>
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 ? <tr style={{ height: before }} /> : null}
            {shown.map(row => (
              <tr
                key={rowKey(row)}
                data-selected={isSelected?.(row) ? 'true' : undefined}
                tabIndex={onOpen ? 0 : undefined}
                style={onOpen ? { cursor: 'pointer' } : undefined}
                onClick={onOpen ? () => onOpen(row) : undefined}
                onKeyDown={
                  onOpen
                    ? event => {
                        if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row)
                      }
                    : undefined
                }
              >
                {columns.map(column => (
                  <td key={column.id} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
            {after > 0 ? <tr style={{ height: after }} /> : null}
          </tbody>
        </table>
      </section>
      {csv && rows.length > 0 ? (
        <Group justify="space-between" mt={4}>
          <Text fz="xs" c="dimmed">
            {rows.length === 1 ? '1 row' : `${rows.length.toLocaleString('en')} rows`}
          </Text>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() =>
              save(
                `${csv}.csv`,
                toCsv(
                  all.filter(each => each.value).map(each => each.title),
                  sorted.map(row => all.flatMap(each => (each.value ? [each.value(row)] : []))),
                ),
              )
            }
          >
            Download CSV
          </Button>
        </Group>
      ) : null}
    </div>
  )
}

function classOf({ align, wide }: { align?: 'right'; wide?: boolean }): string | undefined {
  return [align, wide && 'wide'].filter(Boolean).join(' ') || undefined
}

/** What is unknown comes last, either way. */
function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', { numeric: true })
}
