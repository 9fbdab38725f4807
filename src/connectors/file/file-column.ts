import { basename } from 'node:path'
import { fail } from '../../core/error.ts'
import type { Batch, Table } from './table.ts'

/** A table with one column more: the name of its file, for exports that say only there what their rows are about. */
export function withFileColumn(table: Table, column: string): Table {
  const name = basename(table.path).replace(/\.gz$/i, '')
  if (table.columns.includes(column))
    fail('invalid', `“${name}” has a column “${column}” already. Give fileColumn another name.`, { reason: 'columns' })

  async function* rows(): AsyncGenerator<Batch> {
    for await (const batch of table.rows()) {
      for (const { values, fault } of batch.rows) if (fault === undefined) values[column] = name
      yield batch
    }
  }

  return {
    ...table,
    get encoding() {
      return table.encoding
    },
    columns: [...table.columns, column],
    rows,
  }
}
