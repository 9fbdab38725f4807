import { access } from './access/feature.ts'
import { agreement } from './agreement/feature.ts'
import { annotation } from './annotation/feature.ts'
import { audit } from './audit/feature.ts'
import { catalogue } from './catalogue/feature.ts'
import { channel } from './channel/feature.ts'
import { checkIn } from './check-in/feature.ts'
import { connection } from './connection/feature.ts'
import { customer } from './customer/feature.ts'
import { cycle } from './cycle/feature.ts'
import { declaration } from './declaration/feature.ts'
import { discussion } from './discussion/feature.ts'
import { event } from './event/feature.ts'
import type { Feature } from './feature.ts'
import { finding } from './finding/feature.ts'
import { funnel } from './funnel/feature.ts'
import { goal } from './goal/feature.ts'
import { identity } from './identity/feature.ts'
import { inbox } from './inbox/feature.ts'
import type { AgreementKind } from './kind.ts'
import { map } from './map/feature.ts'
import { metric } from './metric/feature.ts'
import type { AnyOperation } from './operation.ts'
import { scorecard } from './scorecard/feature.ts'
import { source } from './source/feature.ts'
import { stage } from './stage/feature.ts'
import { team } from './team/feature.ts'
import { term } from './term/feature.ts'
import { trackingPlan } from './tracking-plan/feature.ts'
import { vision } from './vision/feature.ts'
import { workspace } from './workspace/feature.ts'

/**
 * The product's table of contents, which is also the order of dependencies: a feature may import only what stands
 * above it, and of another feature only its noun and its verbs.
 */
export const features: readonly Feature[] = [
  // foundations
  audit,
  team,
  workspace,
  access,
  agreement,
  discussion,
  declaration,
  // facts
  source,
  trackingPlan,
  connection,
  event,
  identity,
  // language
  term,
  stage,
  channel,
  metric,
  // insight
  funnel,
  // direction
  vision,
  cycle,
  goal,
  checkIn,
  // rhythm
  annotation,
  scorecard,
  map,
  // everybody a team deals with
  customer,
  // what really came
  catalogue,
  // the linter
  finding,
  // what each person owes and should know
  inbox,
]

/** Every kind of agreement, by the word that files use for it. */
export const kinds: ReadonlyMap<string, AgreementKind> = new Map(
  features.flatMap(feature => feature.kinds ?? []).map(kind => [kind.kind, kind]),
)

export const operations: readonly AnyOperation[] = features.flatMap(feature => feature.operations)
