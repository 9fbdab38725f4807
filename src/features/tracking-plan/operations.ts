import { type Standing, standing } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import type { Context } from '../context.ts'
import { checkerOf, isAbout, type Sent, type TrackingPlan } from './tracking-plan.ts'
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

/** The word for messages that a plan keeps out, beside those for other troubles. */
export const OFF_PLAN = 'off_plan'

/**
 * What keeps an event of a source out: the ways in which it breaks plans that say `violations: quarantine`, in sentences without
 * anything personal. Nothing where no such plan is about the source.
 */
export async function keptOutBy(
  ctx: Context,
  source: string,
): Promise<((sent: Sent) => { code: typeof OFF_PLAN; reason: string } | undefined) | undefined> {
  const checks = (await plansFor(ctx, source))
    .filter(({ spec }) => spec.violations === 'quarantine')
    .map(({ title, spec }) => ({ title, check: checkerOf(spec) }))
  if (checks.length === 0) return undefined
  return sent => {
    for (const { title, check } of checks) {
      const broken = check(sent)
      if (broken.length > 0)
        return {
          code: OFF_PLAN,
          reason: `Against the tracking plan “${title}”: ${broken.map(each => each.message).join(' ')}`,
        }
    }
    return undefined
  }
}
