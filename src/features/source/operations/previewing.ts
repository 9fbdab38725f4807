import { z } from 'zod'
import type { Row } from '../../../connectors/file/table.ts'
import { ProductError } from '../../../core/error.ts'
import type { Fact } from '../../../core/fact.ts'
import { toInstant } from '../../../core/instant.ts'
import type { Veil } from '../../../core/personal.ts'
import { type Problem, problemsOf } from '../../../core/problem.ts'
import { checkColumns, type TableColumns } from '../columns.ts'
import { createSettling, type Settled } from '../settling.ts'
import { checkSource, Source } from '../source.ts'
import { type MapRow, mapperOf } from './batch.ts'
import { openFile } from './opening.ts'

const Given = z.object({
  event: z.string().nullable().describe('Name of the event; null where only traits are said'),
  at: z.string().describe('When'),
  who: z.string().nullable().describe('The person or account it is about, as the row names them'),
  says: z.record(z.string(), z.unknown()).describe('Properties, then traits of the person and of the account'),
})

const Previewed = z.object({
  row: z.number().int().describe('Its number among the rows, from 1'),
  line: z.number().int().describe('Line of the file on which it begins'),
  cells: z.record(z.string(), z.unknown()),
  becomes: z
    .enum(['events', 'nothing', 'rejected'])
    .nullable()
    .describe('What it becomes; null while the mapping has problems'),
  reason: z.string().nullable(),
  column: z.string().nullable().describe('The column that the reason is about'),
  gives: z.array(Given),
})

/** What a mapping would make of rows, before anything is stored. */
export const Preview = z.object({
  columns: z.array(z.string()),
  problems: z
    .array(z.object({ path: z.array(z.union([z.string(), z.number()])), code: z.string(), message: z.string() }))
    .describe('Everything to be put right before the mapping can be used'),
  rows: z.array(Previewed).describe('The first rows'),
  trouble: z.array(Previewed).describe('The first of those looked at that would be rejected'),
  looked: z.object({
    rows: z.number().int().describe('How many rows the figures are of, from the first'),
    whole: z.boolean().describe('Whether these are all'),
    events: z.number().int().describe('Rows that give something'),
    nothing: z.number().int().describe('Rows that the mapping leaves out'),
    rejected: z.number().int().describe('Rows that could not be used'),
    names: z.record(z.string(), z.number()).describe('How often each event comes'),
  }),
})
export type Preview = z.output<typeof Preview>

const SHOWN = 20
/** Rows that the figures are of, and those that are read to find out how dates and numbers are written. */
const LOOKED_AT = 2000
const SETTLED_BY = 200_000
const LONGEST = 200

/** What a mapping, which may still be wrong, would make of the first rows of a file. Nothing is stored. */
export async function previewFile(path: string, spec: unknown): Promise<Preview> {
  const parsed = Source.safeParse(spec)
  try {
    const table = await openFile(path, parsed.data ?? { events: [] })
    const text = table.format === 'csv' || table.format === 'tsv'
    return await previewRows({ columns: table.columns, open: table.open, text }, table.rows(), spec)
  } catch (error) {
    if (!(error instanceof ProductError) || error.code !== 'invalid') throw error
    return { ...nothingSeen([]), problems: [{ path: ['file'], code: 'unreadable', message: error.message }] }
  }
}

/** A preview as somebody may see it. */
export function veiledPreview(preview: Preview, source: string, veil: Veil): Preview {
  const seen = (row: Preview['rows'][number]): Preview['rows'][number] => ({
    ...row,
    cells: veil.fields(row.cells, source),
    reason: row.reason === null ? null : veil.text(row.reason),
    gives: row.gives.map(given => ({
      ...given,
      who: given.who === null ? null : veil.text(given.who),
      says: veil.fields(given.says, source),
    })),
  })
  return { ...preview, rows: preview.rows.map(seen), trouble: preview.trouble.map(seen) }
}

type Rows = AsyncIterable<{ rows: readonly (Pick<Row, 'line' | 'values' | 'raw' | 'fault'> & { row?: number })[] }>

/** What a mapping would make of rows; `known` is how their dates and numbers are written, as far as that is settled. */
export async function previewRows(table: TableColumns, rows: Rows, spec: unknown, known?: Settled): Promise<Preview> {
  const parsed = Source.safeParse(spec)
  const source = parsed.data
  const settling = source && createSettling(known ? withKnown(source, known) : source, table)
  const kept: (Pick<Row, 'line' | 'values' | 'raw' | 'fault'> & { row: number })[] = []
  let number = 0
  let whole = true
  for await (const batch of rows) {
    for (const each of batch.rows) {
      number++
      if (kept.length < LOOKED_AT) kept.push({ ...each, row: each.row ?? number })
      if (each.fault === undefined) settling?.see(each.values)
    }
    if (number >= SETTLED_BY || (number >= LOOKED_AT && !settling?.unsettled)) {
      whole = false
      break
    }
  }
  const { settled, problems: open } = settling?.result() ?? { settled: { dates: {}, decimals: {} }, problems: [] }
  const problems: Problem[] = source
    ? [...checkSource(source), ...checkColumns(source, table), ...open]
    : problemsOf(parsed.error as z.ZodError, spec)
  const map = source && problems.length === 0 ? mapperOf('preview', source, { ...table, settled }) : undefined
  const seen = kept.map(each => previewOf(each, map))
  const count = (what: string) => seen.filter(each => each.becomes === what).length
  return {
    columns: [...table.columns],
    problems: problems.map(({ path, code, message }) => ({ path, code, message })),
    rows: seen.slice(0, SHOWN),
    trouble: seen.filter(each => each.becomes === 'rejected').slice(0, SHOWN),
    looked: {
      rows: kept.length,
      whole: whole && number === kept.length,
      events: count('events'),
      nothing: count('nothing'),
      rejected: count('rejected'),
      names: namesIn(seen),
    },
  }
}

/** What the source says goes before what was settled by other rows of the same file. */
export function withKnown(source: Source, { dates, decimals }: Settled): Source {
  return {
    ...source,
    dates: typeof source.dates === 'string' ? source.dates : { ...dates, ...source.dates },
    decimal: typeof source.decimal === 'string' ? source.decimal : { ...decimals, ...source.decimal },
  }
}

const nothingSeen = (columns: string[]): Preview => ({
  columns,
  problems: [],
  rows: [],
  trouble: [],
  looked: { rows: 0, whole: true, events: 0, nothing: 0, rejected: 0, names: {} },
})

type Kept = Pick<Row, 'line' | 'values' | 'raw' | 'fault'> & { row: number }

function previewOf({ row, line, values, raw, fault }: Kept, map: MapRow | undefined): Preview['rows'][number] {
  const cells = fault === undefined ? shortened(values) : { '': raw.slice(0, LONGEST) }
  const place = { row, line, cells, reason: null, column: null, gives: [] }
  if (!map) return { ...place, becomes: null }
  const { facts, ...refused } = map({ values, ...(fault === undefined ? {} : { fault }) })
  if (!facts)
    return {
      ...place,
      becomes: 'rejected',
      reason: refused.rejected ?? null,
      column: ('column' in refused ? refused.column : undefined) ?? null,
    }
  return { ...place, becomes: facts.length > 0 ? 'events' : 'nothing', gives: facts.map(givenBy) }
}

function givenBy({ name, ts, user, email, anonymous, account, props, traits, accountTraits }: Fact) {
  return {
    event: name ?? null,
    at: toInstant(ts),
    who: user ?? email ?? anonymous ?? account?.id ?? account?.domain ?? null,
    says: { ...props, ...traits, ...accountTraits },
  }
}

function namesIn(rows: Preview['rows']): Record<string, number> {
  const names = new Map<string, number>()
  for (const { gives } of rows)
    for (const { event } of gives) if (event !== null) names.set(event, (names.get(event) ?? 0) + 1)
  return Object.fromEntries(names)
}

function shortened(values: Row['values']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value,
    ]),
  )
}
