import { z } from 'zod'
import { Filter } from '../../core/filter.ts'
import { Currency } from '../../core/money.ts'
import { Name } from '../../core/name.ts'
import { nearest, type Problem } from '../../core/problem.ts'
import { Zone } from '../../core/zone.ts'
import { DateFormat } from './date-format.ts'
import { checkRhythms, Expects } from './freshness.ts'
import { Keeps } from './keeping.ts'

/**
 * A source is the agreement about a file that somebody exports: which events and traits its rows stand for, about whom, and
 * what may be expected of it. Reading files belongs to `connectors/file`, storing facts to `store/events`.
 */

const TYPES = ['text', 'number', 'integer', 'boolean', 'date', 'instant', 'money', 'list'] as const

/** What a cell means; `list(;)` is cut at semicolons, `list` too. Without a type a cell stays as the file has it. */
export const ValueType = z.union([
  z.enum(TYPES),
  z
    .string()
    .regex(/^list\(.{1,3}\)$/, 'must be one of text, number, integer, boolean, date, instant, money, list or list(;)'),
])
export type ValueType = z.infer<typeof ValueType>

const Scalar = z.union([z.string(), z.number(), z.boolean()])

/** A column's name, or text with columns in braces such as `{first_name} {last_name}`. */
const Column = z.string().min(1)

/** A column or template; of several, the first that is not missing. */
export const Columns = z.union([Column, z.array(Column).min(1)])
export type Columns = z.infer<typeof Columns>

/** Columns or templates that identify something together. */
const Key = z.union([Column, z.array(Column).min(1)])

const CurrencyOrColumn = z.string().superRefine((text, context) => {
  if (/^\{[^{}]+\}$/.test(text)) return
  for (const { message } of Currency.safeParse(text).error?.issues ?? [])
    context.addIssue({ code: 'custom', message, params: { code: 'unknown_currency' } })
})

/** Where a value comes from. */
export const Cell = z.union([
  Column,
  z.array(Column).min(1),
  z.strictObject({
    column: Columns.describe('The column, a template, or several of which the first that is not missing counts'),
    type: ValueType.optional().describe('What the text means'),
    currency: CurrencyOrColumn.optional().describe(
      'Of money; a column in braces, such as {Currency}, where each row says it',
    ),
    minor: z.boolean().optional().describe('Whether amounts count the smallest unit of the currency, such as cents'),
    map: z.record(z.string(), Scalar).optional().describe('Value by text of the column; other texts are rejected'),
    else: z
      .union([Scalar, z.null()])
      .optional()
      .describe('Value of texts that the map does not name; null leaves it out'),
  }),
  z.strictObject({ value: Scalar.describe('The same value for every row') }),
])
export type Cell = z.infer<typeof Cell>

/** A kind of id; the kinds that have a field of their own are none. */
const IdKind = z
  .string()
  .regex(/^(?!(user|email|phone|anonymous)$)[a-z][a-z0-9_]{0,39}$/, 'must be a lower-case word, such as hubspot')

const Cells = z.record(z.string().min(1), Cell)

export const Emitted = z.strictObject({
  name: z
    .union([z.string().min(1), Cell.options[2]])
    .optional()
    .describe('Name of the event; text with columns in braces, or a column with a map'),
  at: Columns.optional().describe('Column with the instant or date; a source that collects says it with each event'),
  each: z
    .record(Column, z.string().min(1))
    .optional()
    .describe('Instead of name and at: name of an event by date column; empty dates give none'),
  optional: z.boolean().optional().describe('Whether a row without the date simply has no such event'),
  when: Filter.optional().describe('Which rows give the event'),
  props: Cells.optional().describe('Properties of the event'),
  key: Key.optional().describe('What identifies the event, instead of the key of the row'),
})
export type Emitted = z.infer<typeof Emitted>

export const Source = z.strictObject({
  feeds: z.string().max(2000).optional().describe('What the data is used for, in words'),
  collects: z
    .literal(true)
    .optional()
    .describe('Whether trackers and servers send its events here by themselves; then it needs no events and no traits'),
  keepIp: z
    .literal(true)
    .optional()
    .describe('Whether the network address of each event is kept; it is dropped unless this says so'),
  file: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('Name of the file, with * and ?; the first that fits counts'),
  connection: Name.optional().describe('Connection that brings its rows, instead of a file or besides files'),
  format: z
    .enum(['csv', 'tsv', 'jsonl', 'json', 'parquet', 'xlsx'])
    .optional()
    .describe('Format of the file; told from its content, when absent'),
  encoding: z
    .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])
    .optional()
    .describe('How its bytes stand for characters; told from its content, when absent'),
  delimiter: z.string().length(1).optional().describe('Sign between the cells; told from the first lines, when absent'),
  quote: z
    .string()
    .length(1)
    .optional()
    .describe('Sign around cells that hold a delimiter; told from the first lines, when absent'),
  header: z
    .union([z.boolean(), z.int().min(1), z.string().min(1)])
    .optional()
    .describe('Whether the first line names the columns, or the line that does, or a column that only that line names'),
  fileColumn: z
    .string()
    .min(1)
    .optional()
    .describe('Column to add, which holds the name of the file; what identifies a row does not change with it'),
  sheet: z.string().min(1).optional().describe('Sheet of a workbook; the first that is to be seen, when absent'),
  list: z.string().optional().describe('Field of a JSON object that holds the rows'),
  pairs: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Fields of JSON rows that hold lists of { key, value }; each becomes columns such as field.key'),
  decimal: z
    .union([z.enum(['.', ',']), z.record(Column, z.enum(['.', ',']))])
    .optional()
    .describe('Decimal sign of all columns, or by column'),
  dates: z
    .union([DateFormat, z.record(Column, DateFormat)])
    .optional()
    .describe('How dates are written, in all columns, or by column'),
  zone: Zone.optional().describe('Time zone of instants that carry none'),
  missing: z.array(z.string()).optional().describe('Texts that mean nothing is known, besides the empty one'),
  types: z.record(Column, ValueType).optional().describe('What columns mean, wherever they are used'),
  skip: Filter.optional().describe('Rows to leave out'),
  key: Key.optional().describe('Columns that together identify a row; without them its whole content does'),
  person: z
    .strictObject({
      user: Columns.optional().describe('Their id in the company’s own product, or in the one system that knows them'),
      email: Columns.optional().describe('Their e-mail address'),
      phone: Columns.optional().describe('A phone number that is theirs alone'),
      anonymous: Columns.optional().describe('Id of their browser or device'),
      ids: z
        .record(IdKind, Columns)
        .optional()
        .describe('What other systems call them, by kind of id, such as { hubspot: Record ID }'),
    })
    .optional()
    .describe('Who the row is about; of a column whose type is a list, the first'),
  account: z
    .strictObject({
      id: Columns.optional().describe('Its id in the system that exports the file'),
      domain: Columns.optional().describe('Its domain, or an address or e-mail with it'),
    })
    .optional()
    .describe('Which company it is about; of a column whose type is a list, the first'),
  nobody: z
    .boolean()
    .optional()
    .describe('Whether a row may name neither person nor account; its events count and stand on nobody’s timeline'),
  traits: Cells.optional().describe('What is said about the person'),
  accountTraits: Cells.optional().describe('What is said about the account'),
  asOf: Columns.optional().describe('When the traits were so; without it, at the last event of the row'),
  events: z.array(Emitted).default([]).describe('What happened'),
  personal: z
    .union([z.literal(true), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe(
      'Properties and traits that tell who somebody is, besides e-mail, phone, name and the like; true for all',
    ),
  keeps: Keeps.optional().describe('How long its facts are kept, such as 25 months; for ever, when absent'),
  expects: Expects.optional().describe('What should hold of the data; findings say where it does not'),
})
export type Source = z.infer<typeof Source>

/** What is wrong with a source in itself; `checkColumns` compares it with a file. */
export function checkSource(source: Source): Problem[] {
  return [
    ...checkContent(source),
    ...source.events.flatMap((event, index) => checkEvent(event, ['events', index], source.collects ?? false)),
    ...cellsOf(source).flatMap(({ cell, path }) => checkCell(cell, path)),
    ...checkExpected(source),
    ...checkRhythms(source.expects),
  ]
}

/** How a source names the person or the account of a row: the kind of each identifier, its columns, and where it stands. */
export function namesOf(
  { person, account }: Pick<Source, 'person' | 'account'>,
  who: 'person' | 'account',
): { kind: string; columns: Columns; path: string[] }[] {
  if (who === 'account')
    return Object.entries(account ?? {}).map(([kind, columns]) => ({ kind, columns, path: [who, kind] }))
  const { ids, ...fields } = person ?? {}
  return [
    ...Object.entries(fields).map(([kind, columns]) => ({ kind, columns, path: [who, kind] })),
    ...Object.entries(ids ?? {}).map(([kind, columns]) => ({ kind, columns, path: [who, 'ids', kind] })),
  ]
}

/** Every cell of a source and where it stands. */
export function cellsOf(source: Source): { cell: Cell; path: Problem['path']; key: string }[] {
  const among = (cells: Record<string, Cell> | undefined, path: Problem['path']) =>
    Object.entries(cells ?? {}).map(([key, cell]) => ({ cell, path: [...path, key], key }))
  return [
    ...among(source.traits, ['traits']),
    ...among(source.accountTraits, ['accountTraits']),
    ...source.events.flatMap((event, index) => [
      ...(typeof event.name === 'object' ? [{ cell: event.name, path: ['events', index, 'name'], key: 'name' }] : []),
      ...among(event.props, ['events', index, 'props']),
    ]),
  ]
}

/** Whether a file belongs to a source, by its name or its path; letter case and a `.gz` at the end do not matter. */
export function fileMatches(source: Pick<Source, 'file'>, path: string): boolean {
  const name = path.replaceAll('\\', '/')
  return [source.file ?? []].flat().some(pattern => {
    const text = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')
    return new RegExp(`(^|/)${text}(\\.gz)?$`, 'i').test(name)
  })
}

function checkContent(source: Source): Problem[] {
  const problems: Problem[] = []
  const traits = source.traits ?? source.accountTraits
  if (!source.events.length && !traits && !source.collects)
    problems.push(
      problem([], 'empty_source', 'The source yields nothing. Give it events or traits, or say collects: true.'),
    )
  if (!source.events.length && traits && !source.asOf)
    problems.push(
      problem(['traits'], 'no_instant', 'Nothing says when the traits were so. Add asOf with the column that does.'),
    )
  if (source.traits && !source.person)
    problems.push(problem(['traits'], 'no_person', 'Nothing says whose traits these are. Add person.'))
  if (source.accountTraits && !source.account)
    problems.push(
      problem(['accountTraits'], 'no_account', 'Nothing says which account’s traits these are. Add account.'),
    )
  for (const who of ['person', 'account'] as const)
    if (source[who] && !namesOf(source, who).length)
      problems.push(problem([who], 'empty_identity', `“${who}” names no column. Name one or remove it.`))
  return problems
}

function checkEvent(event: Emitted, path: Problem['path'], collects: boolean): Problem[] {
  const { name, at, each } = event
  if (each && (name !== undefined || at !== undefined))
    return [problem(path, 'each_and_at', '“each” already gives names and dates. Remove name and at, or remove each.')]
  if (each && !Object.keys(each).length)
    return [
      problem(
        [...path, 'each'],
        'empty_each',
        '“each” names no date column. Name one, as in each: { won_date: deal_won }.',
      ),
    ]
  if (each) return []
  return [
    ...(name === undefined ? [problem(path, 'no_name', 'The event has no name. Add name, or each.')] : []),
    ...(at === undefined && !collects
      ? [problem(path, 'no_instant', 'Nothing says when the event happened. Add at with the column that does.')]
      : []),
  ]
}

function checkCell(cell: Cell, path: Problem['path']): Problem[] {
  if (typeof cell !== 'object' || Array.isArray(cell) || !('column' in cell)) return []
  if (cell.else !== undefined && !cell.map)
    return [problem(path, 'else_without_map', '“else” has no map beside it. Add map or remove else.')]
  if (cell.minor && cell.type !== 'money')
    return [problem(path, 'minor_without_money', '“minor” is for money. Add type: money, or remove minor.')]
  if (cell.type === 'money' && !cell.currency)
    return [problem(path, 'no_currency', 'The money has no currency. Add one, such as currency: EUR.')]
  return []
}

function checkExpected(source: Source): Problem[] {
  if (source.collects) return []
  const known = [...new Set(cellsOf(source).map(({ key }) => key))]
  return (source.expects?.required ?? []).flatMap((name, index) => {
    if (known.includes(name) || known.some(key => key.includes('{'))) return []
    const meant = nearest(name, known)
    const advice = meant ? `Did you mean “${meant}”?` : 'Add it to props or traits.'
    return [
      {
        ...problem(['expects', 'required', index], 'unknown_property', `The source yields no “${name}”. ${advice}`),
        ...(meant && { repair: meant }),
      },
    ]
  })
}

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}

/** Whether a source can bring events of a name; one whose names are read from a column as it is might, and is not counted. */
export function brings({ events }: Source, name: string): boolean {
  return events.some(event => eventNames(event).some(pattern => pattern.test(name)))
}

function eventNames({ name, each }: Emitted): RegExp[] {
  if (each) return Object.values(each).map(exactly)
  if (typeof name === 'string') return [exactly(name)]
  if (typeof name !== 'object' || Array.isArray(name) || !('column' in name)) return []
  const mapped = [...Object.values(name.map ?? {}), ...(name.else === undefined ? [] : [name.else])]
  return mapped.filter(value => typeof value === 'string').map(exactly)
}

/** A name with columns in braces stands for whatever the columns hold. */
function exactly(name: string): RegExp {
  const parts = name.split(/\{[^}]*\}/).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`, 's')
}
