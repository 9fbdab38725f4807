import { basename } from 'node:path'
import { openTable } from '../../../connectors/file/open-table.ts'
import type { Table } from '../../../connectors/file/table.ts'
import { ProductError } from '../../../core/error.ts'
import type { JsonValue } from '../../../core/json.ts'
import { createDraft, type Draft, type DraftSettings } from '../draft.ts'
import { type Fitted, fitSource } from '../fitting.ts'
import { createSettling } from '../settling.ts'
import { Source } from '../source.ts'
import { openFile } from './opening.ts'
import { headers, type Recognised, recognise } from './recognising.ts'

/** Rows that a draft is made from; dates and amounts further down are checked by the import. */
const LOOKED_AT = 20_000

/**
 * What the rows of a file mean: the preset whose export it is, cut to the columns that the file has, or else what its first
 * rows seem to say. Fails as `invalid` where the file cannot be read as a table.
 */
export async function draftSource(path: string, settings: Omit<DraftSettings, 'file'>): Promise<Draft> {
  const table = await openTable(path)
  const file = basename(path)
  const known = recognise({ columns: table.columns, file }) ?? (await recogniseBelow(path, file))
  if (known) return presetFor(path, known, { ...settings, file })
  const draft = createDraft(table.columns)
  await look(table, values => draft.see(values))
  return draft.result({ ...settings, file })
}

/** An export whose columns are named below some lines of titles. */
async function recogniseBelow(path: string, file: string): Promise<Recognised | undefined> {
  for (const header of headers()) {
    const columns = await columnsUnder(path, header)
    const known = columns && recognise({ columns, file })
    if (known) return known
  }
  return undefined
}

/** The columns of a file whose header is the line that names one; `undefined` where no line does. */
async function columnsUnder(path: string, header: string): Promise<readonly string[] | undefined> {
  try {
    return (await openTable(path, { header })).columns
  } catch (error) {
    if (error instanceof ProductError && error.code === 'invalid') return undefined
    throw error
  }
}

async function presetFor(path: string, { connector, preset }: Recognised, settings: DraftSettings): Promise<Draft> {
  const spec = Source.parse(preset.source)
  const table = await openFile(path, spec)
  const { source, left, unpriced } = table.open
    ? { source: { ...spec, zone: spec.zone ?? settings.zone }, left: [], unpriced: [] }
    : fitSource(spec, table.columns, { ...settings, also: preset.also })
  const shape = { columns: table.columns, open: table.open, text: table.format === 'csv' || table.format === 'tsv' }
  const settling = createSettling(source, shape)
  await look(table, values => settling.see(values))
  const questions = settling.result().problems.map(({ message }) => message)
  if (unpriced.length > 0) questions.push(`Amounts are taken for ${settings.currency}. Are they?`)
  if (spec.zone === undefined && source.zone === settings.zone)
    questions.push(`Times are taken for those of ${source.zone}. Are they?`)
  return {
    source: { ...source, file: settings.file },
    questions,
    preset: {
      connector: connector.name,
      name: preset.name,
      title: `${connector.title}: ${preset.title}`,
      says: sentence(connector.title, preset.title, left),
    },
  }
}

function sentence(connector: string, title: string, left: Fitted['left']): string {
  const [shown, more] = [left.slice(0, 8), left.length - 8]
  const missing = `${shown.map(column => `“${column}”`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  const without = left.length > 0 ? ` The file is without ${missing}, so what rests on them is left out.` : ''
  return `This is ${connector}’s export “${title}”, and the draft is its preset.${without}`
}

/** Shows the first rows that can be read. */
async function look(table: Table, see: (values: Readonly<Record<string, JsonValue>>) => void): Promise<void> {
  let rows = 0
  for await (const batch of table.rows()) {
    for (const { values, fault } of batch.rows) if (fault === undefined) see(values)
    rows += batch.rows.length
    if (rows >= LOOKED_AT) break
  }
}
