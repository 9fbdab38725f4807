import type { Feature } from '../feature.ts'
import { metricKind } from './metric-kind.ts'
import { previewMetric } from './operations/preview.ts'
import { explainMetric, measureMetric, metricVerbs } from './operations.ts'

export const metric: Feature = {
  name: 'metric',
  does: 'Numbers: what they mean, what they are, and what they would be under another definition.',
  operations: [...Object.values(metricVerbs), measureMetric, previewMetric, explainMetric],
  kinds: [metricKind],
}
