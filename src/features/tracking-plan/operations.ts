import { type Standing, standing } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import type { Context } from '../context.ts'
import { isAbout, type TrackingPlan } from './tracking-plan.ts'
import { trackingPlanKind } from './tracking-plan-kind.ts'

export const trackingPlanVerbs = agreementVerbs(trackingPlanKind)

/**
 * The plans in force that are about a source, by name. Whoever takes messages in keeps back those that break one which says
 * `violations: quarantine`, and asks again when agreements have changed.
 */
export async function plansFor(ctx: Context, source: string): Promise<Standing<TrackingPlan>[]> {
  const plans = [...(await standing<TrackingPlan>(ctx, 'tracking-plan')).values()]
  return plans.filter(({ spec }) => isAbout(spec, source)).sort((a, b) => (a.name < b.name ? -1 : 1))
}
