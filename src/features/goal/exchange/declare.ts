import { addDays, type PlainDate } from '../../../core/calendar.ts'
import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import type { Stretch } from '../../cycle/cycle.ts'
import { type Goal, type KeyResult, LEVELS, type Level } from '../goal.ts'
import type { GoalItem, Items } from './item.ts'
import { parentsOf } from './item.ts'
import { type Existing, type Known, ownersOf, type Settings } from './known.ts'
import { firstName, nameAt, nameFor } from './naming.ts'
import { stretchBetween, stretchOf } from './period.ts'
import { compact, resultOf } from './result.ts'
import type { Row } from './row.ts'

/** What comes of one goal of a table. */
export type Made = {
  item: GoalItem
  name: string
  before?: Existing
  /** Absent where the goal is to end, or is left as it is. */
  declaration?: Record<string, unknown> & { name: string }
  /** The rows of the declaration’s key results, by their place in it; none for those that only stay. */
  rows: (Row | undefined)[]
  /** Why nothing comes of it. */
  reason?: string
}

/** Every goal of a table as a declaration, with the names they have among what is declared already. */
export function declarationsOf({ goals }: Items, known: Known, settings: Settings): Made[] {
  const cycles = new Map<GoalItem, Stretch | undefined>()
  const levels = new Map<GoalItem, Level>()
  const parents = new Set(goals.map(each => each.parent))
  const made = new Map<GoalItem, Made>()
  const claimed = new Set<string>()
  const counts = new Map<string, number>()

  /** How many names of a title are taken without a gap. */
  function claimedUpTo(base: string): number {
    let count = counts.get(base) ?? 0
    while (claimed.has(nameAt(base, count + 1))) count++
    counts.set(base, count)
    return count
  }

  function cycleOf(item: GoalItem): Stretch | undefined {
    if (cycles.has(item)) return cycles.get(item)
    cycles.set(item, undefined)
    const said = saidCycle(item.row, known, settings)
    const cycle = said ?? (item.parent && !settings.layout.own ? cycleOf(item.parent) : undefined)
    cycles.set(item, cycle)
    return cycle
  }

  function levelOf(item: GoalItem): Level {
    const found = levels.get(item)
    if (found) return found
    levels.set(item, 'team')
    const above = item.parent && levelOf(item.parent)
    const guess = above ? (LEVELS[Math.max(LEVELS.indexOf(above), LEVELS.indexOf('team'))] ?? 'team') : undefined
    const level =
      saidLevel(item.row, settings) ??
      made.get(item)?.before?.spec.level ??
      guess ??
      (parents.has(item) ? 'company' : 'team')
    levels.set(item, level)
    return level
  }

  for (const item of goals) {
    const cycle = cycleOf(item)
    const isSame = (name: string) => isGoalOf(known.goals.get(name), item.title, cycle)
    const own = settings.layout.own ? item.row.text('name') : undefined
    const base = nameFor(item.title)
    const fits = (each: string) => !claimed.has(each) && (!known.goals.has(each) || isSame(each))
    const name = own ?? firstName(base, fits, claimedUpTo(base))
    claimed.add(name)
    made.set(item, { item, name, before: known.goals.get(name), rows: [] })
  }
  for (const each of made.values()) {
    const { item, before, name } = each
    if (item.action === 'delete') {
      each.reason = !before ? 'There is no such goal, so there is nothing to end.' : undefined
      if (before?.retired) each.reason = 'It was retired already.'
    } else if (before?.retired) each.reason = `“${name}” was retired. Give it another title to begin it anew.`
    else {
      const parent = parentOf(item, before, made, known, settings)
      const cycle = cycleOf(item) ?? before?.spec.cycle
      if (cycle === undefined && (item.row.text('period') ?? settings.cycle) === undefined) noCycle(item.row)
      const { results, rows } = resultsOf(item, before, lastDayOf(cycle, known), known, settings)
      each.rows = rows
      const { owner, binds } = ownersOf(item.row, before, known, settings)
      each.declaration = compact({
        name,
        title: item.title,
        owner,
        binds: binds.length > 0 ? binds : undefined,
        level: levelOf(item),
        cycle,
        ...restOf(item.row, before, settings),
        results,
        parent,
      })
      if (!settings.layout.own && (item.row.measured('weight')?.number ?? 1) !== 1 && !item.row.has('result'))
        item.row.note('weight', 'The weight of a goal is not kept; only key results are weighed.')
    }
  }
  return [...made.values()]
}

const noCycle = (row: Row): void =>
  row.wrong(
    'period',
    'no_cycle',
    'This goal does not say when it is worked on. Give it a period, or both its days, or name one for all that have none with “cycle”.',
  )

/** Whether a declared goal is the one that a row speaks of: called the same, in the same cycle. */
function isGoalOf(existing: Existing | undefined, title: string, cycle: Stretch | undefined): boolean {
  if (existing?.title.trim().toLowerCase() !== title.trim().toLowerCase()) return false
  return cycle === undefined || canonicalJson(existing.spec.cycle as JsonValue) === canonicalJson(cycle as JsonValue)
}

function saidCycle(row: Row, known: Known, settings: Settings): Stretch | undefined {
  const [start, end, text] = [row.date('startDate'), row.date('endDate'), row.text('period')]
  if (settings.layout.own) {
    if (text !== undefined) return text
    return start !== undefined && end !== undefined ? { from: start, to: addDays(end, 1) } : undefined
  }
  if (text === undefined && start !== undefined && end !== undefined) return stretchBetween(start, end, known.calendar)
  const period = text ?? settings.cycle
  if (period === undefined) return undefined
  const said = stretchOf(period, known.calendar, known.cycles)
  if (said.wrong === undefined) return said.value
  row.wrong('period', 'unknown_period', said.wrong)
  return undefined
}

const LEVEL_WORDS: Readonly<Record<string, Level>> = {
  company: 'company',
  organization: 'company',
  organisation: 'company',
  organizational: 'company',
  strategic: 'company',
  strategictheme: 'company',
  corporate: 'company',
  crossteam: 'cross-team',
  crossfunctional: 'cross-team',
  shared: 'cross-team',
  team: 'team',
  department: 'team',
  departmental: 'team',
  division: 'team',
  person: 'person',
  personal: 'person',
  individual: 'person',
  employee: 'person',
}

function saidLevel(row: Row, { layout }: Settings): Level | undefined {
  const word = row.text('level')
  if (word === undefined) return undefined
  if (layout.own) return word as Level
  const plain = word.toLowerCase().replaceAll(/[^a-z]/g, '')
  if (Object.hasOwn(LEVEL_WORDS, plain)) return LEVEL_WORDS[plain]
  if (word !== row.text('teams'))
    row.note(
      'level',
      `“${word}” is no level that is known, so it was told by the goals around it. Levels are company, cross-team, team and person.`,
    )
  return undefined
}

function lastDayOf(cycle: Stretch | undefined, known: Known): PlainDate | undefined {
  const span = cycle === undefined ? undefined : known.spanOf(cycle)
  return span && addDays(span.end, -1)
}

function parentOf(
  item: GoalItem,
  before: Existing | undefined,
  made: ReadonlyMap<GoalItem, Made>,
  known: Known,
  { layout }: Settings,
): string | undefined {
  const above = item.parent && made.get(item.parent)
  if (above && above.item.action !== 'delete') return above.name
  if (layout.own) return item.row.has('parent') ? item.row.text('parent') : before?.spec.parent
  const said = parentsOf(item.row)
  if (said.length === 0) return before?.spec.parent
  for (const word of said) {
    if (known.goals.has(word)) return word
    for (const [name, { title }] of known.goals) if (title.toLowerCase() === word.toLowerCase()) return name
  }
  item.row.wrong(
    'parent',
    'unknown_parent',
    `“${said[0]}” is neither a row of this table nor a goal. Correct it, or leave it empty.`,
  )
  return undefined
}

/** What our own layout has columns for and others do not. */
function restOf(row: Row, before: Existing | undefined, { layout }: Settings): Partial<Goal> {
  const spec = before?.spec
  const several = <K extends 'contributors' | 'dependencies' | 'notDoing' | 'checkIn'>(field: K) =>
    layout.own && row.has(field) ? row.several(field) : spec?.[field]
  const objective = row.text('objective')
  return compact({
    objective: layout.own && row.has('objective') ? objective : (objective ?? spec?.objective),
    contributors: several('contributors') as Goal['contributors'],
    dependencies: several('dependencies') as Goal['dependencies'],
    notDoing: several('notDoing') as Goal['notDoing'],
    checkIn: several('checkIn') as Goal['checkIn'],
  })
}

function resultsOf(
  { row, title, results }: GoalItem,
  before: Existing | undefined,
  lastDay: PlainDate | undefined,
  known: Known,
  settings: Settings,
): { results: Partial<KeyResult>[]; rows: (Row | undefined)[] } {
  const old = before?.spec.results ?? []
  const oldNamed = new Map(old.map(each => [each.name, each]))
  const hasNumbers = settings.layout.percent || row.text('from') !== undefined || row.text('to') !== undefined
  const isItsOwn =
    !settings.layout.own && results.length === 0 && hasNumbers && (old.length === 0 || oldNamed.has(title))
  const said = (isItsOwn ? [{ row, title, action: undefined, isGoal: true }] : results)
    .filter(each => each.action !== 'delete')
    .map(each => ({ row: each.row, result: resultOf(each, oldNamed.get(each.title), lastDay, known, settings) }))
  if (settings.layout.own) return { results: said.map(({ result }) => result), rows: said.map(each => each.row) }
  const gone = new Set(results.filter(each => each.action === 'delete').map(each => each.title))
  const staying = old.filter(({ name }) => !gone.has(name))
  const saidNamed = new Map(said.toReversed().map(each => [each.result.name, each]))
  const ordered = staying.map(result => saidNamed.get(result.name) ?? { row: undefined, result })
  const placed = new Set<unknown>(ordered)
  const fresh = said.filter(each => !placed.has(each))
  const kept = ordered.filter(each => each.row === undefined)
  if (kept.length > 0 && said.length > 0)
    row.note(
      'title',
      `Key results that the table does not have stay: ${kept.map(({ result }) => `“${result.name}”`).join(', ')}.`,
    )
  const all = [...ordered, ...fresh]
  return { results: all.map(({ result }) => result), rows: all.map(each => each.row) }
}
