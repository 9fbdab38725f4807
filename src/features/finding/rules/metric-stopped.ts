import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import { medianOf } from '../../../core/slope.ts'
import type { Metric } from '../../metric/metric.ts'
import { courseGrain } from '../course.ts'
import type { Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { amount, lengthOf, listed, quoted } from '../wording.ts'

export const metricStopped: Rule<'periods' | 'chance'> = {
  id: 'metric-stopped',
  severity: 'warning',
  about: 'data',
  says: 'A number had values in most periods and has had none in the last ones.',
  why: 'Either something has stopped in the company, or the data that showed it has; both look like a quiet week.',
  fix: 'Ask its owner whether it still happens. If it does, look at the source; if not, say so and retire the number.',
  thresholds: {
    periods: { default: 3, says: 'How many periods at the end have to be empty or zero.' },
    chance: {
      default: 0.001,
      says: 'How likely at most so many empty periods in a row may be, from how often there were empty ones before.',
    },
  },
  find: (survey, { periods, chance }) => {
    const stopped = [...survey.metrics.values()].flatMap(metric => stopOf(survey, metric, { periods, chance }) ?? [])
    return [
      ...Map.groupBy(stopped, ({ metric }) => canonicalJson((metric.spec.of ?? '') as JsonValue)).values(),
    ].flatMap(group => {
      const [first] = group
      if (!first) return []
      const { metric, grain, empty, last, usual } = first
      const others = group.slice(1).map(each => quoted(each.metric.title))
      return [
        {
          objects: group.map(each => objectOf(each.metric)),
          teams: group.map(each => each.metric.owner),
          message:
            `${quoted(metric.title)} of ${metric.owner} has had no numbers in the last ${lengthOf(empty, grain)}; ` +
            `until ${last} it was usually ${amount(usual, metric.spec.unit)}.` +
            (others.length > 0 ? ` ${listed(others)} stopped with it.` : ''),
          numbers: { empty, usual, metrics: group.length },
          main: 'empty',
        },
      ]
    })
  },
}

/** How a number that is counted from events came to an end; one that is computed from others stops with them. */
function stopOf(survey: Survey, metric: Declared<Metric>, by: { periods: number; chance: number }) {
  if (metric.spec.measure === undefined) return undefined
  const grain = courseGrain(metric.spec)
  const points = survey.series(metric.name, grain)?.points ?? []
  const isEmpty = ({ value }: { value: number | null }) => value === null || value === 0
  const [first, newest] = [points.findIndex(point => !isEmpty(point)), points.findLastIndex(point => !isEmpty(point))]
  if (first < 0) return undefined
  const before = points.slice(first, newest + 1)
  const empty = points.length - 1 - newest
  const rate = (before.filter(isEmpty).length + 1) / (before.length + 2)
  if (empty < by.periods || rate ** empty > by.chance) return undefined
  const usual = medianOf(before.flatMap(({ value }) => value ?? []))
  return { metric, grain, empty, last: points[newest]!.period.label, usual }
}
