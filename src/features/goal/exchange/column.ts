import { addDays, type PlainDate } from '../../../core/calendar.ts'
import type { Stretch } from '../../cycle/cycle.ts'
import type { Goal, KeyResult } from '../goal.ts'
import type { Cell } from './field.ts'
import { writeSeveral } from './several.ts'

/** A goal to be written out, by the revision that counts. */
export type Written = { name: string; title: string; owner: string; signers: readonly string[]; spec: Goal }

/** The columns in which goals are written out, in their order. */
export const COLUMNS = [
  'Order',
  'Type',
  'Name',
  'Title',
  'Owner',
  'Level',
  'Period',
  'Start date',
  'End date',
  'Parent',
  'Objective',
  'Metric',
  'Unit',
  'Start value',
  'Target value',
  'Keep',
  'Done when',
  'Establish',
  'By',
  'Kind',
  'Weight',
  'Contributors',
  'Dependencies',
  'Not doing',
  'Check-in',
  'Signers',
] as const
type Column = (typeof COLUMNS)[number]

/** Goals as a table that reads back as they were: a row for each goal, and below it one for each of its key results. */
export function tableOf(goals: readonly Written[]): { columns: string[]; rows: Cell[][] } {
  const names = new Set(goals.map(each => each.name))
  const children = Map.groupBy(goals, ({ spec: { parent = '' } }) => (names.has(parent) ? parent : undefined))
  const rows: Cell[][] = []
  const written = new Set<string>()
  const write = (goal: Written, order: string) => {
    if (written.has(goal.name)) return
    written.add(goal.name)
    rows.push(rowOf(goalCells(goal, order)))
    goal.spec.results.forEach((result, index) => {
      rows.push(rowOf(resultCells(goal.name, result, `${order}.${index + 1}`)))
    })
    const first = goal.spec.results.length + 1
    for (const [index, child] of (children.get(goal.name) ?? []).entries()) write(child, `${order}.${first + index}`)
  }
  let top = 0
  for (const goal of children.get(undefined) ?? []) write(goal, String(++top))
  for (const goal of goals) if (!written.has(goal.name)) write(goal, String(++top))
  return { columns: [...COLUMNS], rows }
}

type Cells = Partial<Record<Column, Cell | undefined>>

const rowOf = (cells: Cells): Cell[] => COLUMNS.map(column => cells[column] ?? null)

function goalCells({ name, title, owner, signers, spec }: Written, order: string): Cells {
  return {
    Order: order,
    Type: 'goal',
    Name: name,
    Title: title,
    Owner: owner,
    Level: spec.level,
    ...periodCells(spec.cycle),
    Parent: spec.parent,
    Objective: spec.objective,
    Contributors: writeSeveral('contributors', spec.contributors),
    Dependencies: writeSeveral('dependencies', spec.dependencies),
    'Not doing': writeSeveral('notDoing', spec.notDoing),
    'Check-in': writeSeveral('checkIn', spec.checkIn),
    Signers: signers.length > 0 ? signers.join('; ') : undefined,
  }
}

function periodCells(cycle: Stretch): Cells {
  if (typeof cycle === 'string') return { Period: cycle }
  const last: PlainDate = addDays(cycle.to, -1)
  return { 'Start date': cycle.from, 'End date': last }
}

function resultCells(goal: string, result: KeyResult, order: string): Cells {
  return {
    Order: order,
    Type: 'key result',
    Name: goal,
    Title: result.name,
    Metric: result.metric,
    Unit: result.unit,
    'Start value': result.from,
    'Target value': result.to,
    Keep: writeSeveral('keep', result.keep),
    'Done when': result.done,
    Establish: result.establish,
    By: result.by,
    Kind: result.kind,
    Weight: result.weight,
  }
}
