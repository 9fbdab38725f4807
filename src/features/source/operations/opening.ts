import { basename } from 'node:path'
import { withFileColumn } from '../../../connectors/file/file-column.ts'
import { openTable } from '../../../connectors/file/open-table.ts'
import type { Table, Batch as TableBatch } from '../../../connectors/file/table.ts'
import { fail, failOn } from '../../../core/error.ts'
import { checkColumns } from '../columns.ts'
import type { Shape } from '../queries.ts'
import { createSettling } from '../settling.ts'
import type { Source } from '../source.ts'

/** How much of a file is kept while its dates and numbers are being settled, in characters, so that it is read once. */
const KEPT = 16 << 20

/** Opens a file as its source says it is written. */
export async function openFile(path: string, source: Source): Promise<Table> {
  const { format, encoding, delimiter, quote, header, sheet, list, pairs, fileColumn } = source
  const table = await openTable(path, { format, encoding, delimiter, quote, header, sheet, list, pairs })
  return fileColumn === undefined ? table : withFileColumn(table, fileColumn)
}

/**
 * Finds out what a file's rows are read with, and fails with every question there is to it: columns that it does not have,
 * dates and numbers that could mean two things. Nothing is guessed, and nothing stored before all are answered.
 *
 * Reads on until nothing is open, which may be the end; `rows` begins at the first row again. `elsewhere` says that somebody
 * else reads them, so that nothing is kept for it.
 */
export async function settleFile(
  table: Table,
  source: Source,
  { signal, elsewhere, kept = KEPT }: { signal?: AbortSignal | undefined; elsewhere?: boolean; kept?: number } = {},
): Promise<{ shape: Shape; rows: AsyncIterable<TableBatch> }> {
  const columns = { columns: table.columns, open: table.open, text: table.format === 'csv' || table.format === 'tsv' }
  const settling = createSettling(source, columns)
  const reading = table.rows()[Symbol.asyncIterator]()
  const most = elsewhere ? -1 : kept
  const begun: TableBatch[] = []
  let size = 0
  while (settling.unsettled > 0) {
    stopIf(signal)
    const { value, done } = await reading.next()
    if (done) break
    for (const { values, raw, fault } of value.rows) {
      if (fault === undefined) settling.see(values)
      size += raw.length
    }
    if (size <= most) begun.push(value)
  }
  const { settled, problems } = settling.result()
  const questions = [...checkColumns(source, columns), ...problems]
  if (size > most || questions.length > 0) await reading.return?.()
  failOn(questions, `“${basename(table.path)}” does not fit its source`)
  return { shape: { ...columns, settled }, rows: size > most ? table.rows() : onwards(begun, reading) }
}

/** Ends the work when its caller no longer wants it. */
export function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    fail('unavailable', 'The import was stopped. Import the same file again to go on where it ended.', {
      reason: 'stopped',
    })
}

async function* onwards(kept: TableBatch[], reading: AsyncIterator<TableBatch>): AsyncGenerator<TableBatch> {
  try {
    for (let batch = kept.shift(); batch; batch = kept.shift()) yield batch
    for (let next = await reading.next(); !next.done; next = await reading.next()) yield next.value
  } finally {
    await reading.return?.()
  }
}
