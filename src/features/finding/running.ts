import { addDays, type PlainDate } from '../../core/calendar.ts'
import type { Span } from '../cycle/cycle.ts'
import { type Goal, metricsOf } from '../goal/goal.ts'
import type { Declared, Survey } from './survey.ts'

/** A goal with the days of its cycle. */
export type Running = Declared<Goal> & { span: Span }

/** Goals that are not over, those that have not begun included; what is over can only be learnt from. */
export function runningGoals({ goals, spans, asOf }: Pick<Survey, 'goals' | 'spans' | 'asOf'>): Running[] {
  return goals.flatMap(goal => {
    const span = spans.get(goal.name)
    return span && span.end > asOf ? [{ ...goal, span }] : []
  })
}

/** Teams that work on a goal: its owner, and those that contribute. */
export function teamsOn({ owner, spec }: Pick<Declared<Goal>, 'owner' | 'spec'>): string[] {
  return [...new Set([owner, ...(spec.contributors ?? []).map(({ team }) => team)])]
}

/** Every two of some. */
export function pairsOf<Each>(all: readonly Each[]): [one: Each, other: Each][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [Each, Each] => [one, other]))
}

/** Whether two stretches of days have a day in common. */
export function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end
}

/** The last of a stretch’s days. */
export function lastDay({ end }: Span): PlainDate {
  return addDays(end, -1)
}

/** Numbers of its key results. */
export function resultMetrics({ spec }: Pick<Declared<Goal>, 'spec'>): string[] {
  return [...new Set(spec.results.flatMap(({ metric }) => metric ?? []))]
}

/** Whether one of a goal’s numbers, or of a goal above it, is among some. */
export function touches(goal: Declared<Goal>, numbers: ReadonlySet<string>, goals: readonly Declared<Goal>[]): boolean {
  return [goal, ...above(goal, goals)].some(each => metricsOf(each.spec).some(name => numbers.has(name)))
}

/** The goals that a goal serves, from the nearest up. */
export function above(goal: Declared<Goal>, goals: readonly Declared<Goal>[]): Declared<Goal>[] {
  const found: Declared<Goal>[] = []
  for (let name = goal.spec.parent; name !== undefined; ) {
    const parent = goals.find(each => each.name === name)
    if (!parent || parent.name === goal.name || found.includes(parent)) break
    found.push(parent)
    name = parent.spec.parent
  }
  return found
}
