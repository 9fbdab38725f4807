import type { Feature } from '../feature.ts'
import { trackingPlanVerbs } from './operations.ts'
import { trackingPlanKind } from './tracking-plan-kind.ts'

export const trackingPlan: Feature = {
  name: 'tracking-plan',
  does: 'Which events sources may send, and what has to be in them.',
  operations: Object.values(trackingPlanVerbs),
  kinds: [trackingPlanKind],
}
