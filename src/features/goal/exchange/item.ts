import { listOf } from './cell.ts'
import type { Layout } from './layout.ts'
import type { Row } from './row.ts'

/** What a table says to do with a goal or a key result. */
export type Action = 'add' | 'update' | 'delete'

export type ResultItem = { row: Row; title: string; action: Action | undefined; goal?: GoalItem }

/** A goal as the table has it: the row that says it, and the rows of its key results. */
export type GoalItem = { row: Row; title: string; action: Action | undefined; results: ResultItem[]; parent?: GoalItem }

/** A row from which nothing follows, and why. */
export type Skipped = { row: Row; reason: string }

export type Items = { goals: GoalItem[]; skipped: Skipped[] }

type Item = GoalItem | ResultItem
const isGoal = (item: Item): item is GoalItem => 'results' in item

const GOALS = ['objective', 'goal', 'strategictheme', 'theme', 'o', 'strategicobjective', 'okr']
const RESULTS = ['keyresult', 'kr', 'milestone', 'result', 'metric', 'target', 'kpi', 'measure']
const OTHERS = ['initiative', 'project', 'task', 'action', 'actionitem', 'deliverable', 'todo']

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '')

/** Goals with their key results and parents, whatever of nesting, ids and neighbourhood the table shows them by. */
export function itemsOf(rows: readonly Row[], layout: Layout): Items {
  const items: Items = { goals: [], skipped: [] }
  const isWide = rows[0]?.has('result') ?? false
  const results = isWide ? wideRows(rows, items) : longRows(rows, layout, items)
  link(items.goals, results, layout)
  return items
}

/** A goal and a key result beside each other; the goal is said once, or again in each of its rows. */
function wideRows(rows: readonly Row[], items: Items): ResultItem[] {
  const results: ResultItem[] = []
  const known = new Map<string, GoalItem>()
  let last: GoalItem | undefined
  for (const row of rows) {
    const [id, title, result] = [row.text('id'), row.text('title'), row.text('result')]
    const key = id ?? JSON.stringify([title, row.text('owner'), row.text('period')])
    const isLast = id === undefined && title === last?.title && (row.text('owner') ?? '') === ''
    const found = isLast ? last : (known.get(key) ?? (title === undefined && id === undefined ? last : undefined))
    if (!found && title !== undefined) {
      last = { row, title, action: actionOf(row, 'action'), results: [] }
      known.set(key, last)
      items.goals.push(last)
    } else if (found) last = found
    else if (result !== undefined || id !== undefined) {
      row.wrong('title', 'no_title', 'This row does not say what its goal is called. Fill it in.')
      continue
    }
    if (result !== undefined && last)
      results.push({ row, title: result, action: actionOf(row, 'resultAction'), goal: last })
  }
  return results
}

/** A row for each goal and each key result. */
function longRows(rows: readonly Row[], layout: Layout, items: Items): ResultItem[] {
  const results: ResultItem[] = []
  let last: GoalItem | undefined
  for (const row of rows) {
    const kind = kindOf(row)
    const title = row.text('title')
    if (kind === 'other')
      items.skipped.push({
        row,
        reason: `“${row.text('type')}” is neither a goal nor a key result. Keep it where the work is planned.`,
      })
    else if (title === undefined)
      row.wrong('title', 'no_title', 'This row has no title. Fill it in, or remove the row.')
    else if (kind === 'goal') {
      last = { row, title, action: actionOf(row, 'action'), results: [] }
      items.goals.push(last)
    } else if (kind === 'result') {
      results.push({ row, title, action: actionOf(row, 'action'), ...(pointsUp(row, layout) ? {} : { goal: last }) })
    }
  }
  return results
}

/** Whether a key result says which goal is its own; otherwise it is the last one above it. */
function pointsUp(row: Row, layout: Layout): boolean {
  if (layout.own) return row.text('name') !== undefined
  const order = row.text('order')
  return row.text('parent') !== undefined || (order !== undefined && (!layout.loose || order.includes('.')))
}

function kindOf(row: Row): 'goal' | 'result' | 'other' | undefined {
  const type = row.text('type')
  if (type === undefined) {
    const hasNumber = row.text('to') !== undefined || row.text('from') !== undefined
    const isUntyped = row.has('type') && !row.has('parent') && !row.has('order')
    const isBelow = row.text('parent') !== undefined || row.text('order')?.includes('.') || isUntyped
    return hasNumber && isBelow ? 'result' : 'goal'
  }
  const word = plain(type)
  if (GOALS.includes(word)) return 'goal'
  if (RESULTS.includes(word)) return 'result'
  if (OTHERS.includes(word)) return 'other'
  row.wrong('type', 'unknown_type', `“${type}” is no type of row that is known. Write goal or key result.`)
  return undefined
}

function actionOf(row: Row, field: 'action' | 'resultAction'): Action | undefined {
  const said = row.text(field)
  if (said === undefined) return undefined
  const word = plain(said)
  if (['add', 'create', 'new', 'insert'].includes(word)) return 'add'
  if (['update', 'edit', 'change'].includes(word)) return 'update'
  if (['delete', 'remove'].includes(word)) return 'delete'
  row.wrong(field, 'unknown_action', `“${said}” is no action. Write add, update or delete.`)
  return undefined
}

/** Puts each key result below its goal and each goal below its parent. */
function link(goals: readonly GoalItem[], results: readonly ResultItem[], layout: Layout): void {
  const isWide = goals[0]?.row.has('result') ?? false
  const items: Item[] = isWide ? [...goals] : [...goals, ...results].sort((a, b) => a.row.number - b.row.number)
  const byOrder = indexed(items, 'order', orderOf)
  const byId = indexed(items, 'id', id => id)
  const byName = layout.own ? indexed(goals, 'name', name => name) : new Map<string, Item>()
  const above = (item: Item): Item | undefined => {
    if (!isGoal(item) && item.goal) return item.goal
    if (layout.own) return byName.get(item.row.text(isGoal(item) ? 'parent' : 'name') ?? '')
    const order = item.row.text('order')
    if (order !== undefined)
      for (let parts = orderOf(order).split('.').slice(0, -1); parts.length > 0; parts = parts.slice(0, -1)) {
        const found = byOrder.get(parts.join('.'))
        if (found) return found
      }
    return byId.get(parentsOf(item.row).find(id => byId.has(id)) ?? '')
  }
  const goalAbove = (item: Item): GoalItem | undefined => {
    const seen = new Set<Item>([item])
    for (let next = above(item); next && !seen.has(next); next = above(next)) {
      if (isGoal(next)) return next
      seen.add(next)
    }
    return undefined
  }
  for (const goal of goals) goal.parent = goalAbove(goal)
  for (const result of results) {
    result.goal = goalAbove(result)
    if (result.goal) result.goal.results.push(result)
    else
      result.row.wrong(
        'title',
        'no_goal',
        'This key result stands below no goal. Give its goal a row, and point at it.',
      )
  }
}

/** What a row says stands above it: the whole cell, or the first of several. */
export function parentsOf(row: Row): string[] {
  const text = row.text('parent')
  return text === undefined ? [] : [text, ...listOf(text)]
}

/** `1.2.` as `1.2`. */
const orderOf = (order: string): string => order.replace(/^[^\d]+/, '').replace(/[^\d]+$/, '')

function indexed(
  items: readonly Item[],
  field: 'order' | 'id' | 'name',
  keyOf: (text: string) => string,
): Map<string, Item> {
  const found = new Map<string, Item>()
  for (const item of items) {
    const text = item.row.text(field)
    if (text === undefined || keyOf(text) === '') continue
    const before = found.get(keyOf(text))
    if (!before) found.set(keyOf(text), item)
    else if (field !== 'name' || isGoal(item)) {
      const advice =
        field === 'order' && /^\d+\.\d$/.test(text) ? ` Where ${text}0 is meant, format the column as text.` : ''
      item.row.wrong(
        field,
        'same_key',
        `“${text}” is in row ${before.row.number} already. Make each one different.${advice}`,
      )
    }
  }
  return found
}
