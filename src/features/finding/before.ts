import type { KeyResult } from '../goal/goal.ts'
import type { Metric } from '../metric/metric.ts'
import { type Running, runningGoals } from './running.ts'
import type { Declared, Survey } from './survey.ts'

/** A key result that takes a number somewhere, with that number over the period before the goal’s cycle. */
export type WithBefore = {
  goal: Running
  result: KeyResult
  metric: Declared<Metric>
  from: number
  to: number
  before: number
  /** Over the days of the cycle a year ago, so that a season is not taken for a change; null where that is not known. */
  yearAgo: number | null
  /** Whether the period before had come as far as the target, and the year before too where it is known. */
  isReached: boolean
}

export function resultsWithBefore(survey: Survey): WithBefore[] {
  return runningGoals(survey).flatMap(goal =>
    goal.spec.results.flatMap((result, index) => {
      const before = survey.before.get(goal.name)?.[index] ?? null
      const metric = survey.metrics.get(result.metric ?? '')
      const { from, to } = result
      if (before === null || !metric || from === undefined || to === undefined) return []
      const { value, yearAgo } = before
      const reaches = (number: number) => (to > from ? number >= to : number <= to)
      const isReached = reaches(value) && (yearAgo === null || reaches(yearAgo))
      return [{ goal, result, metric, from, to, before: value, yearAgo, isReached }]
    }),
  )
}
