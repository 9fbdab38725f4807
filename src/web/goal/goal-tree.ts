import type { z } from 'zod'
import { LEVELS } from '../../features/goal/goal.ts'
import type { measureGoal } from '../../features/goal/operations.ts'

export type GoalReading = Exclude<z.output<typeof measureGoal.output>, readonly unknown[]>
export type ResultReading = GoalReading['results'][number]

/** A goal and how many goals it hangs under among those shown. */
export type InTree = { goal: GoalReading; depth: number }

/** Goals each after the one it serves, the widest first; what serves none that is shown stands at the edge. */
export function treeOf(goals: readonly GoalReading[]): InTree[] {
  const names = new Set(goals.map(each => each.goal))
  const isUnder = ({ parent }: GoalReading) => parent !== undefined && names.has(parent)
  const children = Map.groupBy(goals.filter(isUnder), each => each.parent ?? '')
  const found = new Map<string, InTree>()
  const visit = (goal: GoalReading, depth: number): void => {
    if (found.has(goal.goal)) return
    found.set(goal.goal, { goal, depth })
    for (const child of (children.get(goal.goal) ?? []).toSorted(byLevel)) visit(child, depth + 1)
  }
  for (const goal of goals.filter(each => !isUnder(each)).toSorted(byLevel)) visit(goal, 0)
  for (const goal of goals) visit(goal, 0)
  return [...found.values()]
}

const byLevel = (a: GoalReading, b: GoalReading): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.title.localeCompare(b.title)

/** The goals above one, from the top. */
export function above(goal: GoalReading, goals: readonly GoalReading[]): GoalReading[] {
  const chain: GoalReading[] = []
  for (let at = parentOf(goal, goals); at && !chain.includes(at) && at !== goal; at = parentOf(at, goals))
    chain.unshift(at)
  return chain
}

const parentOf = ({ parent }: GoalReading, goals: readonly GoalReading[]): GoalReading | undefined =>
  parent === undefined ? undefined : goals.find(each => each.goal === parent)
