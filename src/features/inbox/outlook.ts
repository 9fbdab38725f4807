import { type Against, againstEach, type Finding } from '../finding/finding.ts'
import type { Plumb, Win } from './inbox.ts'
import { list } from './owed.ts'

/** A number in its tree, as the map reads it. */
export type Hanging = Omit<Plumb, 'weight' | 'carriers' | 'findings' | 'says' | 'period'> & {
  under: string | null
  also: readonly string[]
  goals: readonly { goal: string; title: string }[]
  period: { label: string } | null
}

type Weighty = Pick<Finding, 'id' | 'severity' | 'message' | 'objects' | 'points' | 'suppressed'>

/** Each outcome on its own line: what the findings about it and all that carries it weigh, and what they hold against what. */
export function plumbOf(nodes: readonly Hanging[], findings: readonly Weighty[]): Plumb[] {
  const against = againstEach(findings)
  return nodes
    .filter(({ under }) => under === null)
    .map(root => {
      const titles = titlesOf(below(root.metric, nodes))
      const own = findings.filter(each => each.points > 0 && each.objects.some(object => titles.has(object)))
      const weight = Math.round(own.reduce((sum, { points }) => sum + points, 0) * 10) / 10
      return {
        ...keep(root),
        weight,
        findings: own.length,
        carriers: carriersOf(titles, against),
        says: saysOf(own.length, weight),
      }
    })
}

function keep(root: Hanging): Omit<Plumb, 'weight' | 'carriers' | 'findings' | 'says'> {
  const { metric, title, owner, unit, direction, value, previous, target, health, points, problem, period, grain } =
    root
  const said = { metric, title, owner, unit, direction, grain, value, previous, target, health, points, problem }
  return { ...said, period: period?.label ?? null }
}

/** What people call the numbers and the goals on them, by kind/name. */
function titlesOf(nodes: readonly Hanging[]): Map<string, string> {
  const goals = nodes.flatMap(each => each.goals.map(({ goal, title }) => [`goal/${goal}`, title] as const))
  return new Map([...nodes.map(({ metric, title }) => [`metric/${metric}`, title] as const), ...goals])
}

/** More bobs than these are no small line any more; the map has them all. */
const MOST = 3

function carriersOf(titles: ReadonlyMap<string, string>, against: ReadonlyMap<string, Against>): Plumb['carriers'] {
  return [...titles]
    .flatMap(([object, title]) => {
      const held = against.get(object)
      return held && held.points > 0 ? [{ object, title, ...held }] : []
    })
    .toSorted((a, b) => b.points - a.points)
    .slice(0, MOST)
    .map(({ object, title, lean, says: [first, ...others] }) => ({
      object,
      title,
      lean,
      says: `${first?.message}${others.length > 0 ? ` (${others.length} more)` : ''}`,
    }))
}

function saysOf(count: number, weight: number): string {
  if (count === 0) return 'It hangs true: no finding is about it or about what carries it.'
  const findings =
    count === 1
      ? 'One finding about it or what carries it takes'
      : `${count} findings about it and what carries it take`
  return `${findings} ${weight} of 100 points from the alignment score.`
}

/** A metric and everything that hangs under it, in any number of steps. */
function below(metric: string, nodes: readonly Hanging[]): Hanging[] {
  const found = new Set([metric])
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const { metric: name, under, also } of nodes)
      if ([under, ...also].some(each => each !== null && found.has(each))) found.add(name)
  }
  return nodes.filter(each => found.has(each.metric))
}

type Measured = Pick<Hanging, 'metric' | 'title' | 'unit' | 'direction' | 'target' | 'points' | 'owner'>

/** Numbers that met their target in the last period after they missed it in the one before. */
export function metAgain(nodes: readonly Measured[]): Win[] {
  return nodes.flatMap(({ metric, title, direction, target, points }): Win[] => {
    const [before, last] = [points.at(-2), points.at(-1)]
    const isMet = (value: number) => (direction === 'up' ? value >= (target as number) : value <= (target as number))
    if (target === null || !last || last.value === null || !before || before.value === null) return []
    if (!isMet(last.value) || isMet(before.value)) return []
    const says = `${title} met its target in ${last.period.label}, after it missed it in ${before.period.label}.`
    return [{ what: 'metric', object: `metric/${metric}`, says }]
  })
}

/** Goals of which everything is done. */
export function goalsDone(goals: readonly { goal: string; title: string; owner: string; status: string }[]): Win[] {
  return goals
    .filter(({ status }) => status === 'done')
    .map(({ goal, title, owner }) => ({
      what: 'goal',
      object: `goal/${goal}`,
      says: `“${title}” of ${owner} is done.`,
    }))
}

/** Findings that an earlier run recorded and that are gone, by rule. */
export function findingsGone(gone: readonly { rule: string; says: string }[]): Win[] {
  return [...Map.groupBy(gone, ({ rule }) => rule)].map(([rule, of]) => ({
    what: 'finding',
    object: null,
    says: `${of.length === 1 ? 'A finding is' : `${of.length} findings are`} gone (${rule}): ${list([...new Set(of.map(({ says }) => says))])}`,
  }))
}
