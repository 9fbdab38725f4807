import type { PlainDate } from '../../core/calendar.ts'
import type { CheckIn } from './check-in.ts'

/** What was said of a goal, the newest first; what is said of the goal as a whole is said of each of its results. */
export type Said = readonly CheckIn[]

/** What was said of one result, or of the goal as a whole. */
export function saidOf(said: Said, result: string): Said {
  return said.filter(each => each.result === undefined || each.result === result)
}

/** The newest check-in that says something, such as a confidence; the others leave open what was said before. */
export function newest<Field extends keyof CheckIn>(said: Said, field: Field): CheckIn[Field] | undefined {
  return said.find(each => each[field] !== undefined)?.[field]
}

/** What was said of one result in numbers, the newest first. A number is always that of a result, never of a whole goal. */
export function numbersSaid(said: Said, result: string): { value: number; source: string | undefined }[] {
  return said.flatMap(each =>
    each.result === result && each.value !== undefined ? [{ value: each.value, source: each.source }] : [],
  )
}

/** Check-ins by goal, the newest first. */
export function byGoal(checkIns: readonly CheckIn[]): Map<string, CheckIn[]> {
  const newestFirst = checkIns.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  return Map.groupBy(newestFirst, each => each.goal)
}

/** What was said of a goal from a day on: with another cycle a goal begins anew. */
export function saidInCycle(said: Said, from: PlainDate): Said {
  return said.filter(each => each.at.slice(0, 10) >= from)
}
