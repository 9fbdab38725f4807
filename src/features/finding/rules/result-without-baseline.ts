import { formOf } from '../../goal/goal.ts'
import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { lastDay, runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { number, quoted } from '../wording.ts'

export const resultWithoutBaseline: Rule<'share'> = {
  id: 'result-without-baseline',
  severity: 'warning',
  about: 'data',
  says: 'A baseline that is to be established is still not known when half of its time has passed.',
  why: 'Without it the next goal starts from a guess again, and this one says nothing about how it goes.',
  fix: 'Measure it and check it in with where it comes from, or say who stands in the way.',
  thresholds: { share: { default: 0.5, says: 'The share of the time after which a baseline should be known.' } },
  find: (survey, { share }) =>
    runningGoals(survey).flatMap(goal =>
      goal.spec.results
        .filter(result => formOf(result) === 'baseline')
        .flatMap(({ name, by = lastDay(goal.span) }) => {
          const current = survey.readings.get(goal.name)?.results.find(each => each.name === name)?.current ?? null
          const isSaid = survey.checkIns.some(
            each => each.goal === goal.name && each.result === name && each.value !== undefined,
          )
          const passed = daysBetween(goal.span.start, survey.asOf)
          const days = daysBetween(goal.span.start, by) + 1
          if (current !== null || isSaid || passed < share * days || passed > days) return []
          return [
            {
              objects: [objectOf(goal)],
              part: name,
              teams: [goal.owner],
              message: `${quoted(name)} in the goal ${quoted(goal.title)} still has no baseline, and ${number(passed)} of its ${number(days)} days have passed.`,
              numbers: { passed, days },
              main: 'passed',
            },
          ]
        }),
    ),
}
