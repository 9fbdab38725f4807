import type { Feature } from '../feature.ts'
import { metricKind } from './metric-kind.ts'
import { listCatalogue } from './operations/catalogue.ts'
import { impactOfMetric } from './operations/impact.ts'
import { previewMetric } from './operations/preview.ts'
import { receiptOfMetric } from './operations/receipt.ts'
import { explainMetric, measureMetric, metricVerbs } from './operations.ts'

export const metric: Feature = {
  name: 'metric',
  does: 'Numbers: what they mean, what they are, and what they would be under another definition.',
  operations: [
    ...Object.values(metricVerbs),
    measureMetric,
    previewMetric,
    impactOfMetric,
    explainMetric,
    receiptOfMetric,
    listCatalogue,
  ],
  kinds: [metricKind],
}
