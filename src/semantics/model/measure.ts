import type { Problem } from '../../core/problem.ts'
import { problemAt } from './check.ts'

/**
 * What is taken of the rows of a cell: how many they are, how many people or accounts stand behind them, or an aggregate of a
 * property. Only JSON numbers count as values, at six decimals.
 */
export type Measure =
  | { count: 'rows' | 'people' | 'accounts' }
  | { sum: string }
  | { average: string }
  | { min: string }
  | { max: string }
  | { median: string }

/** Whether the measure of no rows is 0; an average, minimum, maximum or median of nothing is missing. */
export function isZeroOfNothing(measure: Measure): boolean {
  return 'count' in measure || 'sum' in measure
}

export function checkMeasure(measure: Measure, path: Problem['path']): Problem[] {
  const [kind, of] = Object.entries(measure)[0] ?? ['', '']
  return of
    ? []
    : [problemAt([...path, kind], 'empty', `This names no property. Write which one to take the ${kind} of.`)]
}
