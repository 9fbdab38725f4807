import { failOn } from '../../../core/error.ts'
import type { Values } from '../cell-text.ts'
import { checkColumns } from '../columns.ts'
import type { Shape } from '../queries.ts'
import { createSettling } from '../settling.ts'
import type { Source } from '../source.ts'
import { withKnown } from './previewing.ts'

/** What rows from anywhere are read with; more columns may come with any of them. */
export type RowShape = Shape

/**
 * What some more rows are read with, given what those before them were. Fails with every question there is to them, as a file
 * does. Where a column holds no date that can be told, the rows are rejected one by one instead, because nobody waits for the
 * whole.
 */
export function settleRows(label: string, source: Source, rows: readonly Values[], known: Shape | undefined): RowShape {
  const columns = [...new Set([...(known?.columns ?? []), ...rows.flatMap(row => Object.keys(row))])]
  const table = { columns, open: true }
  const settling = createSettling(known ? withKnown(source, known.settled) : source, table)
  for (const row of rows) {
    if (settling.unsettled === 0) break
    settling.see(row)
  }
  const { settled, problems } = settling.result()
  const isTable = known === undefined && rows.every(row => Object.keys(row).length === columns.length)
  const questions = problems.filter(({ code }) => code !== 'unknown_date')
  failOn(
    [...(isTable ? checkColumns(source, table) : []), ...questions],
    `The rows of “${label}” do not fit their source`,
  )
  return { ...table, settled }
}

/** Whether rows are read the same way with both. */
export function isSame(a: RowShape, b: RowShape): boolean {
  return (
    a.columns.length === b.columns.length &&
    JSON.stringify([a.settled.dates, a.settled.decimals]) === JSON.stringify([b.settled.dates, b.settled.decimals])
  )
}
