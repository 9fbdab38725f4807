import { agreementKind } from '../kind.ts'
import { Metric, refersTo } from './metric.ts'
import { checkMetricSpec } from './model.ts'

export const metricKind = agreementKind({
  kind: 'metric',
  does: 'A number: what it counts, whose it is, which way is good, and which outcome it is meant to move.',
  spec: Metric,
  refers: refersTo,
  check: checkMetricSpec,
})
