import type { z } from 'zod'
import type { Against } from '../../features/finding/finding.ts'
import type { measureGoal } from '../../features/goal/operations.ts'
import type { showMap } from '../../features/map/operations/show.ts'

/** The map as things and lines between them, from the vision down to the numbers: what is drawn, listed and walked through. */

export type MapReading = z.output<typeof showMap.output>
export type MetricNode = MapReading['nodes'][number]
export type GoalReading = Exclude<z.output<typeof measureGoal.output>, readonly unknown[]>
export type ResultReading = GoalReading['results'][number]

export type ItemKind = 'vision' | 'goal' | 'result' | 'metric'

export type Item = {
  /** `kind/name`; of a key result `result/GOAL/NUMBER`. */
  id: string
  kind: ItemKind
  title: string
  owner: string
  /** The word for how it stands; null where nothing says. */
  status: string | null
  value: number | null
  unit: string
  target: number | null
  points: readonly (number | null)[]
  good: 'up' | 'down'
  /** How far out of plumb, and why. */
  lean: number
  says: readonly string[]
  /** Teams it concerns. */
  teams: readonly string[]
  cycle: string | null
  /** What is under it in words, where a number says too little. */
  note: string | null
  metric?: MetricNode
  goal?: GoalReading
  result?: ResultReading
}

export type LineKind = 'formula' | 'drives' | 'serves' | 'parent'

/** What carries (`below`) and what is carried (`above`). */
export type Line = { id: string; above: string; below: string; kind: LineKind; why: string | null; lag: string | null }

export type Graph = { items: ReadonlyMap<string, Item>; lines: readonly Line[] }

export type Sources = { map: MapReading; goals: readonly GoalReading[]; against: ReadonlyMap<string, Against> }

/** Everything there is to draw; goals that are over are left out unless their cycle is asked for. */
export function graphOf({ map, goals, against }: Sources, cycle?: string): Graph {
  const items = new Map<string, Item>()
  const lines = new Map<string, Line>()
  const add = (item: Omit<Item, 'lean' | 'says'>, object = item.id) => {
    const found = against.get(object)
    items.set(item.id, { ...item, lean: found?.lean ?? 0, says: found?.says.map(({ message }) => message) ?? [] })
  }
  const join = (above: string, below: string, kind: LineKind, more: Partial<Line> = {}) => {
    const id = `${above} ${below}`
    if (!lines.has(id)) lines.set(id, { id, above, below, kind, why: null, lag: null, ...more })
  }
  for (const node of map.nodes) {
    add(ofMetric(node))
    for (const { vision, title } of node.visions) {
      if (!items.has(`vision/${vision}`)) add({ ...BLANK, id: `vision/${vision}`, kind: 'vision', title, owner: '' })
      join(`vision/${vision}`, `metric/${node.metric}`, 'serves')
    }
  }
  const shown = goals.filter(each => each.cycle.label === cycle || each.cycle.end > map.receipt.asOf)
  for (const goal of shown) {
    add(ofGoal(goal))
    for (const [index, result] of goal.results.entries()) {
      const id = `result/${goal.goal}/${index}`
      add(ofResult(id, result, goal), '')
      join(`goal/${goal.goal}`, id, 'parent')
    }
  }
  const visionIds = [...items.keys()].filter(id => id.startsWith('vision/'))
  for (const goal of shown) {
    const id = `goal/${goal.goal}`
    if (goal.parent !== undefined && items.has(`goal/${goal.parent}`)) join(`goal/${goal.parent}`, id, 'parent')
    else if (goal.parent === undefined && goal.level === 'company')
      for (const each of visionIds) join(each, id, 'parent')
    for (const [index, { metric }] of goal.results.entries()) {
      if (metric === undefined) continue
      const aside = map.aside.find(each => each.metric === metric)
      if (!items.has(`metric/${metric}`) && aside) add(ofAside(aside))
      if (items.has(`metric/${metric}`)) join(`result/${goal.goal}/${index}`, `metric/${metric}`, 'serves')
    }
  }
  for (const { kind, from, to, why, lag } of map.edges)
    if (kind !== 'serves' && items.has(from) && items.has(to)) join(to, from, kind, { why, lag })
  return { items, lines: [...lines.values()] }
}

const BLANK = {
  status: null,
  value: null,
  unit: '',
  target: null,
  points: [],
  good: 'up' as const,
  teams: [] as string[],
  cycle: null,
  note: null,
}

function ofMetric(node: MetricNode): Omit<Item, 'lean' | 'says'> {
  const { metric, title, owner, unit, direction, value, target, health, points, problem } = node
  return {
    ...BLANK,
    id: `metric/${metric}`,
    kind: 'metric',
    title,
    owner,
    status: target === null ? null : health,
    value,
    unit,
    target,
    points: points.map(each => each.value),
    good: direction,
    teams: [owner],
    note: problem,
    metric: node,
  }
}

function ofAside({ metric, title, owner }: MapReading['aside'][number]): Omit<Item, 'lean' | 'says'> {
  const note = 'Leads to no shared outcome.'
  return { ...BLANK, id: `metric/${metric}`, kind: 'metric', title, owner, teams: [owner], note }
}

function ofGoal(goal: GoalReading): Omit<Item, 'lean' | 'says'> {
  return {
    ...BLANK,
    id: `goal/${goal.goal}`,
    kind: 'goal',
    title: goal.title,
    owner: goal.owner,
    status: goal.status,
    value: goal.progress,
    unit: '%',
    target: goal.expected,
    teams: [goal.owner, ...goal.contributors.map(({ team }) => team)],
    cycle: goal.cycle.label,
    goal,
  }
}

function ofResult(id: string, result: ResultReading, goal: GoalReading): Omit<Item, 'lean' | 'says'> {
  return {
    ...BLANK,
    id,
    kind: 'result',
    title: result.name,
    owner: goal.owner,
    status: result.status,
    value: result.form === 'milestone' ? null : result.current,
    unit: result.unit,
    target: result.to ?? null,
    teams: [goal.owner],
    cycle: goal.cycle.label,
    note: result.problem ?? null,
    goal,
    result,
  }
}
