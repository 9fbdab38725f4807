import type { Feature } from '../feature.ts'
import { funnelKind } from './funnel-kind.ts'
import { funnelVerbs, measureFunnel } from './operations.ts'

export const funnel: Feature = {
  name: 'funnel',
  does: 'How many people get from step to step, and how long they take.',
  operations: [...Object.values(funnelVerbs), measureFunnel],
  kinds: [funnelKind],
}
