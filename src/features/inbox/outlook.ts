import type { Finding } from '../finding/finding.ts'
import type { Plumb, Win } from './inbox.ts'
import { list } from './owed.ts'

/** A number in its tree, as the map reads it. */
export type Hanging = Omit<Plumb, 'weight' | 'lean' | 'findings' | 'says' | 'period'> & {
  under: string | null
  also: readonly string[]
  goals: readonly { goal: string }[]
  period: { label: string } | null
}

type Weighty = Pick<Finding, 'message' | 'objects' | 'points'>

/** Each outcome on its own line, with what the findings about it and all that hangs under it weigh together. */
export function plumbOf(nodes: readonly Hanging[], findings: readonly Weighty[]): Plumb[] {
  return nodes
    .filter(({ under }) => under === null)
    .map(root => {
      const { under: _, also: __, goals: ___, period, ...shown } = root
      const objects = new Set(
        below(root.metric, nodes).flatMap(({ metric, goals }) => [
          `metric/${metric}`,
          ...goals.map(({ goal }) => `goal/${goal}`),
        ]),
      )
      const own = findings
        .filter(each => each.points > 0 && each.objects.some(object => objects.has(object)))
        .toSorted((a, b) => b.points - a.points)
      const weight = Math.round(own.reduce((sum, { points }) => sum + points, 0) * 10) / 10
      return {
        ...keep(shown),
        period: period?.label ?? null,
        weight,
        lean: leanOf(weight),
        findings: own.length,
        says: saysOf(own, weight),
      }
    })
}

const keep = (shown: Omit<Hanging, 'under' | 'also' | 'goals' | 'period'>) => {
  const { metric, title, owner, unit, direction, value, previous, target, health, points, problem } = shown
  return { metric, title, owner, unit, direction, value, previous, target, health, points, problem }
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

/** Half of the way sideways at ten points, and never all of it. */
const HALF = 10

const leanOf = (weight: number): number => weight / (weight + HALF)

function saysOf(own: readonly Weighty[], weight: number): string {
  const [heaviest] = own
  if (!heaviest) return 'It hangs true: no finding is about it or about what carries it.'
  const count = own.length === 1 ? 'One finding takes' : `${own.length} findings take`
  return `${count} ${weight} of 100 points from it. What weighs most: ${heaviest.message}`
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
