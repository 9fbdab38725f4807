import { usualGrain } from '../../metric/metric.ts'
import type { Rule } from '../rule.ts'
import { objectOf, usersOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const metricNotMeasurable: Rule = {
  id: 'metric-not-measurable',
  severity: 'error',
  about: 'structure',
  says: 'A number in force cannot be computed.',
  why: 'Goals and scorecards that name it promise a number that does not exist.',
  fix: 'Put what it rests on in force, or define it by what is.',
  find: survey =>
    [...survey.metrics.values()].flatMap(metric => {
      const problem = survey.series(metric.name, usualGrain(metric.spec))?.problem
      if (problem === undefined) return []
      return [
        {
          objects: [objectOf(metric)],
          teams: [metric.owner],
          message: `${quoted(metric.title)} of ${metric.owner} cannot be measured: ${problem}`,
          numbers: { users: usersOf(survey, 'metric', metric.name).length },
        },
      ]
    }),
}
