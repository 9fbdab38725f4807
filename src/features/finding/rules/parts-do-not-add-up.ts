import { formatShare } from '../../../core/share.ts'
import { reconcile } from '../../map/map.ts'
import { namesInFormula, usualGrain } from '../../metric/metric.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { amount, lengthOf, number, quoted } from '../wording.ts'

export const partsDoNotAddUp: Rule<'periods'> = {
  id: 'parts-do-not-add-up',
  severity: 'error',
  about: 'data',
  says: 'A number is not what the numbers that should add up to it make.',
  why: 'Who reads the whole and who reads the parts decide from two different companies.',
  fix: 'Find what the parts leave out or count twice: compare the definitions of each, then the periods in which they differ.',
  thresholds: { periods: { default: 13, says: 'How many periods are looked at.' } },
  find: (survey, { periods }) =>
    [...survey.metrics.values()].flatMap(metric => {
      const { parts, unit } = metric.spec
      if (parts === undefined) return []
      const grain = usualGrain(metric.spec)
      const pointsOf = (name: string) => survey.series(name, grain)?.points.slice(-periods) ?? []
      const told = reconcile(pointsOf(metric.name), { formula: parts, points: pointsOf }, unit)
      const known = told.filter(({ ok }) => ok !== null)
      const apart = known.filter(({ ok }) => ok === false)
      const last = apart.at(-1)
      if (!last || last.value === null || last.parts === null) return []
      const names = namesInFormula(parts).flatMap(name => survey.metrics.get(name) ?? [])
      const share = last.share === null ? '' : ` (${formatShare(Math.abs(last.share))} apart)`
      return [
        {
          objects: [objectOf(metric), ...names.map(objectOf)],
          teams: [metric.owner, ...names.map(({ owner }) => owner)],
          message:
            `${quoted(metric.title)} of ${metric.owner} should be ${quoted(parts)} and is not in ${number(apart.length)} of the ` +
            `last ${lengthOf(known.length, grain)}: in ${last.period.label} it was ${amount(last.value, unit)}, ` +
            `and its parts make ${amount(last.parts, unit)}${share}.`,
          numbers: { value: last.value, parts: last.parts, apart: apart.length, periods: known.length },
          weight: apart.length / known.length,
        },
      ]
    }),
}
