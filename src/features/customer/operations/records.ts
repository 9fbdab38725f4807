import { type RawBuilder, sql } from 'kysely'
import { lastSaid } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import type { Source } from '../../source/source.ts'
import type { Identifier } from '../customer.ts'
import { type Fate, RECORD_PLACES } from '../places.ts'
import { BLACK, blackened, tellingOf, tells } from '../telling.ts'

type Row = Record<string, unknown>

/** Every record with text that names somebody, by its table: what is theirs, and what of colleagues’ speaks of them. */
export async function recordsNaming(ctx: Context, identifiers: readonly Identifier[]): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {}
  for (const [table, { holds }] of Object.entries(RECORD_PLACES)) {
    if (!holds) continue
    const rows = await rowsNaming(ctx, table, Object.keys(holds), identifiers)
    if (rows.length > 0) found[table] = rows
  }
  return found
}

/** What was done to records that named somebody, and what must stay as it is. */
export type Cleared = { changed: number; left: { table: string; column: string; rows: number }[] }

/** Takes somebody out of every record, as `RECORD_PLACES` says for each column. Needs an open transaction. */
export async function clearRecords(ctx: Context, identifiers: readonly Identifier[]): Promise<Cleared> {
  const cleared: Cleared = { changed: 0, left: [] }
  for (const [table, { holds }] of Object.entries(RECORD_PLACES)) {
    if (!holds) continue
    for (const [column, fate] of Object.entries(holds)) {
      const texts = new Set(
        (await rowsNaming(ctx, table, [column], identifiers)).map(row => row[column]).filter(isText),
      )
      if (fate === 'frozen') {
        if (texts.size > 0) cleared.left.push({ table, column, rows: texts.size })
        continue
      }
      for (const text of texts) cleared.changed += await put(ctx, table, column, text, fate, identifiers)
    }
  }
  return cleared
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** Rows of this workspace in which one of the columns names somebody. */
async function rowsNaming(
  ctx: Context,
  table: string,
  columns: readonly string[],
  identifiers: readonly Identifier[],
): Promise<Row[]> {
  const telling = tellingOf(identifiers)
  const exactly = identifiers.map(({ value }) => value)
  const place = ctx.records.engine === 'sqlite' ? 'instr' : 'strpos'
  const has = (column: string, text: string) => sql`${sql.raw(place)}(lower(${sql.ref(column)}), ${text}) > 0`
  const texts = telling.flatMap(each => (each.includes('@') ? [each, each.replaceAll('@', '%40')] : [each]))
  const conditions: RawBuilder<unknown>[] = columns.flatMap(column => [
    ...texts.map(text => has(column, text)),
    ...(table === 'rejected_row' && column === 'content' ? exactly.map(text => has(column, text.toLowerCase())) : []),
  ])
  if (conditions.length === 0) return []
  const where = sql`workspace = ${ctx.workspace} and (${sql.join(conditions, sql` or `)})`
  const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${where}`.execute(ctx.rows)
  if (table !== 'rejected_row') return rows
  const named = await columnsNamingPeople(ctx)
  const values = new Set(identifiers.map(({ value }) => value.toLowerCase()))
  return rows.filter(row => tells(`${row.content} ${row.reason}`, telling) || hasCell(row.content, named, values))
}

/** Columns by which the company’s sources say who a row is about. */
async function columnsNamingPeople(ctx: Context): Promise<Set<string>> {
  const sources = await lastSaid<Source>(ctx, 'source')
  return new Set([...sources.values()].flatMap(({ person }) => columnsIn(person)))
}

const columnsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(columnsIn) : []
}

/** A short id is theirs only in a column that says who a row is about: in another it is some number. */
function hasCell(content: unknown, columns: ReadonlySet<string>, values: ReadonlySet<string>): boolean {
  const cells: unknown = JSON.parse(String(content))
  if (typeof cells !== 'object' || cells === null) return false
  return Object.entries(cells).some(([column, cell]) => columns.has(column) && values.has(String(cell).toLowerCase()))
}

async function put(
  ctx: Context,
  table: string,
  column: string,
  text: string,
  fate: Exclude<Fate, 'frozen'>,
  identifiers: readonly Identifier[],
): Promise<number> {
  const where = sql`workspace = ${ctx.workspace} and ${sql.ref(column)} = ${text}`
  const telling = tellingOf(identifiers)
  const done =
    fate === 'dropped'
      ? sql`delete from ${sql.table(table)} where ${where}`
      : sql`update ${sql.table(table)} set ${sql.ref(column)} = ${fate === 'blanked' ? JSON.stringify(BLACK) : blackened(text, telling)} where ${where}`
  const { numAffectedRows } = await done.execute(ctx.rows)
  return Number(numAffectedRows ?? 0)
}
