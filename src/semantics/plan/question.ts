import { type Calendar, dayNumber, type Period } from '../../core/calendar.ts'
import type { Problem } from '../../core/problem.ts'
import { problemAt } from '../model/check.ts'
import { checkDimension, type Dimension } from '../model/dimension.ts'
import { checkMetric, type MetricModel } from '../model/metric.ts'
import { checkScope, type Scope } from '../model/relation.ts'

/**
 * What is asked: a number per period, split by dimensions, of the rows in scope.
 *
 * Periods follow each other without gap. The scope is laid over every relation of the metric; over a conversion's `from` only,
 * because what a person was when the count began is what is asked. `calendar.zone` must be the zone of the store's days.
 */
export type Question = Scope & {
  metric: MetricModel
  periods: readonly Period[]
  calendar: Calendar
  by?: readonly Dimension[]
}

/** Everything that is wrong with a question, its metric included. */
export function checkQuestion(question: Question): Problem[] {
  const { metric, periods, by = [] } = question
  const problems = checkMetric(metric, ['metric'])
  if (!periods.length)
    problems.push(problemAt(['periods'], 'empty', 'There is no period to measure. Give a “to” after “from”.'))
  if (periods.length > MOST_PERIODS)
    problems.push(
      problemAt(
        ['periods'],
        'too_many',
        `These are ${periods.length} periods; ${MOST_PERIODS} is the limit. Take a longer grain.`,
      ),
    )
  if (periods.some((period, i) => i > 0 && period.start !== periods[i - 1]!.end))
    problems.push(problemAt(['periods'], 'gap', 'Periods must follow each other without a gap.'))
  if (periods.some(period => dayNumber(period.end) <= dayNumber(period.start)))
    problems.push(problemAt(['periods'], 'empty', 'A period must be at least one day long.'))
  if (by.length > MOST_DIMENSIONS)
    problems.push(
      problemAt(
        ['by'],
        'too_many',
        `A number can be split by ${MOST_DIMENSIONS} dimensions at once; these are ${by.length}.`,
      ),
    )
  return [...problems, ...by.flatMap((each, i) => checkDimension(each, ['by', i])), ...checkScope(question, [])]
}

const MOST_PERIODS = 1000
const MOST_DIMENSIONS = 4
