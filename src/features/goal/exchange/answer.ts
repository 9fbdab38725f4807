import { z } from 'zod'
import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import type { Sound } from '../../check.ts'
import { type Goal, Level } from '../goal.ts'
import type { Made } from './declare.ts'

/** What `goal.import` is given and answers. */

export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const Table = z.object({
  columns: z.array(z.string()).min(1).max(500).describe('Names of the columns'),
  rows: z.array(z.array(Cell)).max(100_000).describe('Cells of each row, in the order of the columns'),
  firstRow: z.int().min(1).default(2).describe('Number of the first row in the spreadsheet'),
})

const RowRemark = z.object({
  row: z.number().describe('Number of the row in the spreadsheet'),
  column: z.string().nullable().describe('The column; null for the row as a whole'),
  code: z.string(),
  message: z.string(),
  more: z.number().describe('In how many further rows the same is so'),
})

export const BECOMES = ['created', 'updated', 'unchanged', 'retired', 'skipped', 'wrong'] as const
const Becomes = z.enum(BECOMES)
export type Becomes = z.infer<typeof Becomes>

const Fate = z.object({
  row: z.number(),
  is: z.enum(['goal', 'key result', 'other']),
  title: z.string().nullable(),
  goal: z.string().nullable().describe('Name of the goal here'),
  becomes: Becomes,
  reason: z.string().nullable().describe('Why nothing comes of it'),
})
export type Fate = z.infer<typeof Fate>

export const Imported = z.object({
  layout: z.string().nullable().describe('The layout the table is in; null when it is none that is known'),
  applied: z.boolean().describe('Whether it was proposed'),
  counts: z.object({
    goals: z.number(),
    results: z.number(),
    levels: z.record(Level, z.number()),
    created: z.number().describe('Goals that are new'),
    updated: z.number().describe('Goals of which something changes'),
    unchanged: z.number(),
    retired: z.number(),
    skipped: z.number(),
    wrong: z.number().describe('Goals that have a problem'),
  }),
  rows: z.array(Fate).describe('What each row becomes'),
  declarations: z
    .array(z.looseObject({ kind: z.literal('goal'), name: z.string() }))
    .describe('What would be proposed'),
  retires: z.array(z.string()).describe('Names of the goals that would end'),
  problems: z.array(RowRemark).describe('Everything that is wrong; nothing is proposed while there is anything'),
  notes: z.array(RowRemark).describe('What the table says and goals here do not keep'),
  unread: z.array(z.string()).describe('Columns that nothing reads'),
})
export type Imported = z.output<typeof Imported>

/** What is compared to tell whether anything changes. */
export type Saying = { title: string; owner: string; binds: readonly string[]; spec: unknown }

/** What becomes of a goal, given its declaration as checked and its newest revision. */
export function becomesOf({ item, reason }: Made, sound: Sound | undefined, head: Saying | undefined): Becomes {
  if (reason !== undefined) return 'skipped'
  if (item.action === 'delete') return 'retired'
  if (!sound) return 'wrong'
  if (!head) return 'created'
  return sayingOf(sound) === sayingOf(head) ? 'unchanged' : 'updated'
}

const sayingOf = ({ title, owner, binds, spec }: Saying): string =>
  canonicalJson({ title, owner, binds: [...binds].sort(), spec } as JsonValue)

/** What becomes of each row of a goal. */
export function fatesOf(made: Made, becomes: Becomes, wrong: ReadonlyMap<number, string>): Fate[] {
  const { item, name, before, declaration, reason } = made
  const old = new Map(before?.spec.results.map(each => [each.name, each]))
  const fresh = new Map(((declaration?.results ?? []) as Goal['results']).map(each => [each.name, each]))
  const fate = (row: number, is: Fate['is'], title: string, what: Becomes): Fate => ({
    row,
    is,
    title,
    goal: name,
    becomes: what !== 'skipped' && wrong.has(row) ? 'wrong' : what,
    reason: reason ?? wrong.get(row) ?? null,
  })
  const ofResult = (title: string, isDeleted: boolean): Becomes => {
    if (isDeleted) return old.has(title) ? 'retired' : 'skipped'
    if (becomes !== 'updated') return becomes
    const [was, is] = [old.get(title), fresh.get(title)]
    if (!was) return 'created'
    return canonicalJson(was as JsonValue) === canonicalJson((is ?? null) as JsonValue) ? 'unchanged' : 'updated'
  }
  return [
    fate(item.row.number, 'goal', item.title, becomes),
    ...item.results.map(({ row, title, action }) =>
      fate(row.number, 'key result', title, ofResult(title, action === 'delete')),
    ),
  ]
}
