import { flatRow } from '../../../connectors/file/json-row.ts'
import { createDraft, type Draft, type DraftSettings } from '../draft.ts'
import type { GivenRow } from './rows.ts'

/** What rows that no file brings seem to mean, as a source to be corrected. */
export function draftRows(rows: readonly GivenRow[], settings: Omit<DraftSettings, 'file'>): Draft {
  const flat = rows.map(row => flatRow(row))
  const draft = createDraft([...new Set(flat.flatMap(row => Object.keys(row)))])
  for (const row of flat) draft.see(row)
  const { source, questions } = draft.result({ ...settings, file: '' })
  const { file: _, ...said } = source
  return { source: said, questions }
}
