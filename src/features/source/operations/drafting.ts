import { basename } from 'node:path'
import { openTable } from '../../../connectors/file/open-table.ts'
import { createDraft, type Draft, type DraftSettings } from '../draft.ts'

/** Rows that a draft is made from; dates and amounts further down are checked by the import. */
const LOOKED_AT = 20_000

/** What the rows of a file seem to mean, from its first rows. Fails as `invalid` where the file cannot be read as a table. */
export async function draftSource(path: string, settings: Omit<DraftSettings, 'file'>): Promise<Draft> {
  const table = await openTable(path)
  const draft = createDraft(table.columns)
  let rows = 0
  for await (const batch of table.rows()) {
    for (const { values, fault } of batch.rows) if (fault === undefined) draft.see(values)
    rows += batch.rows.length
    if (rows >= LOOKED_AT) break
  }
  return draft.result({ ...settings, file: basename(path) })
}
