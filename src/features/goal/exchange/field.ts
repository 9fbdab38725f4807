/** What a column of somebody’s table of goals can say; `mapping` names columns by these words. */
export const FIELDS = {
  order: 'Number that nests rows: 1, 1.1, 1.2.1',
  id: 'What other rows call this row',
  parent: 'What the row above it in the tree is called',
  action: 'add, update or delete',
  type: 'Whether the row is a goal or a key result',
  name: 'Name of our goal',
  title: 'What the goal is called; where “type” says key result, what the result is called',
  result: 'What the key result is called, where goal and result stand in one row',
  resultAction: 'add, update or delete, for the key result of the row',
  objective: 'The objective in full',
  owner: 'Team that answers for it, or a person of it by e-mail',
  teams: 'Teams it belongs to; the others sign it',
  level: 'Whose goal it is: company, team, person',
  period: 'When it is worked on: 2026-Q1, Q1 2026, 2026',
  startDate: 'First day',
  endDate: 'Last day',
  from: 'Where the number stood at the start',
  to: 'Where it should stand at the end',
  current: 'Where the number stands now',
  progress: 'How far it has come, in percent',
  unit: 'Unit of the number',
  metric: 'The metric that proves it',
  weight: 'How much the key result counts beside the others',
  keep: 'The band the number should stay in: 1.8 to 2.2',
  done: 'How everybody will see that a milestone is done',
  establish: 'Whether the baseline still has to be measured',
  by: 'Last day of the key result',
  kind: 'committed or aspirational',
  contributors: 'Teams that contribute, and with what',
  dependencies: 'What it needs from other teams',
  notDoing: 'What is left in favour of it',
  checkIn: 'How often it is checked in',
} as const

export type Field = keyof typeof FIELDS

export const isField = (word: string): word is Field => Object.hasOwn(FIELDS, word)

/** What a cell holds; days are texts such as `2026-03-31`, what is empty is `null`. */
export type Cell = string | number | boolean | null

/** A table as somebody keeps it; `firstRow` is the number a spreadsheet gives the first row below the columns’ names. */
export type Table = { columns: readonly string[]; rows: readonly (readonly Cell[])[]; firstRow: number }

/** Something wrong with a row, or worth saying of it; `more` is in how many further rows the same is so. */
export type Remark = { row: number; column: string | null; code: string; message: string; more: number }

/** The same remark once, at the first row where it is so. */
export function gathered(remarks: readonly Remark[]): Remark[] {
  const keyOf = ({ column, code, message }: Remark) => JSON.stringify([column, code, message])
  return [...Map.groupBy(remarks, keyOf).values()]
    .map(alike => {
      const rows = new Set(alike.map(({ row }) => row))
      return { ...alike[0]!, more: rows.size - 1 }
    })
    .sort((a, b) => a.row - b.row)
}
