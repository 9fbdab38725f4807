import { agreementKind } from '../kind.ts'
import { checkFunnel, Funnel, refersTo } from './funnel.ts'

export const funnelKind = agreementKind({
  kind: 'funnel',
  does: 'The steps people take on their way, and how those who get from one to the next are counted.',
  spec: Funnel,
  refers: refersTo,
  check: checkFunnel,
})
