import { z } from 'zod'
import { dayNumber, localDay } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import { nameAmong } from '../../../core/name.ts'
import { isPersonalName } from '../../../core/personal.ts'
import { findStanding, standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { asOf } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { markedFields } from '../../source/operations/personal.ts'
import { isAbout, OFF_PLAN, type TrackingPlan } from '../../tracking-plan/tracking-plan.ts'
import { breachesOf, byCount, type Plan, type Seen, seenIn } from '../breach.ts'
import { Breach } from '../catalogue.ts'
import { countByNameDay, type NameDay, selectNewest } from '../queries.ts'
import { DAYS_SHOWN } from '../volume.ts'
import { MOST_LOOKED, newestOf } from './events.ts'

/** How many events of each name are looked at for one plan: enough to see what one in a hundred of them does. */
const MOST_OF_EVENT = MOST_LOOKED

/** More names than these in one source are made by a machine, and one by one they tell nothing. */
const MOST_NAMES = 200

export const listViolations = operation({
  name: 'catalogue.violations',
  does: 'Show where events break a tracking plan: how often among the newest, since when, and an example.',
  needs: 'catalogue:read',
  shared: true,
  input: z.object({ plan: nameAmong('tracking-plan').optional().describe('Only this plan') }),
  output: z.array(Breach),
  async run(ctx, { plan }) {
    const plans =
      plan === undefined
        ? [...(await standing<TrackingPlan>(ctx, 'tracking-plan')).values()]
        : [await findStanding<TrackingPlan>(ctx, { kind: 'tracking-plan', name: plan })]
    const found: Breach[] = []
    const marked = await markedFields(ctx)
    const isPersonal = (property: string) => isPersonalName(property) || marked.isMarked(property, null)
    for (const each of plans) found.push(...(await breachesIn(ctx, each, isPersonal)))
    return found
  },
})

async function breachesIn(ctx: Context, plan: Plan, isPersonal: IsPersonal): Promise<Breach[]> {
  const today = localDay(toMs(ctx.now()), ctx.company.calendar.zone)
  const since = dayNumber(await asOf(ctx)) - DAYS_SHOWN
  const rows = (await countByNameDay(ctx, since, today)).filter(({ source }) => isAbout(plan.spec, source))
  const stored: Breach[] = []
  for (const [event, own] of [...Map.groupBy(rows, ({ name }) => name)].slice(0, MOST_NAMES))
    stored.push(...(await breachesOfEvent(ctx, plan, { event, rows: own, isPersonal })))
  return [...stored, ...breachesOf(plan, await heldAbout(ctx, plan), { among: 'held', isPersonal })].sort(byCount)
}

type IsPersonal = (property: string) => boolean
type Came = { event: string; rows: readonly NameDay[]; isPersonal: IsPersonal }

async function breachesOfEvent(ctx: Context, plan: Plan, came: Came): Promise<Breach[]> {
  const { event, rows, isPersonal } = came
  if (!Object.hasOwn(plan.spec.events, event)) return unplanned(plan, came)
  const looked = await selectNewest(ctx, {
    ...newestOf({ totals: [], onDays: rows }, MOST_OF_EVENT),
    event,
    most: MOST_OF_EVENT,
  })
  const seen = looked.map(({ ts, fields }): Seen => ({ event, ts, props: fields }))
  return breachesOf(plan, seen, { among: 'stored', isPersonal })
}

/** An event that a plan does not name breaks it each time, so that none has to be read. */
function unplanned(plan: Plan, { event, rows, isPersonal }: Came): Breach[] {
  const first = Math.min(...rows.map(each => each.first))
  const last = Math.max(...rows.map(each => each.last))
  const count = rows.reduce((sum, { events }) => sum + events, 0)
  const [breach] = breachesOf(
    plan,
    [first, last].map(ts => ({ event, ts, props: {} })),
    { among: 'stored', isPersonal },
  )
  return breach ? [{ ...breach, count, looked: count, share: 1 }] : []
}

async function heldAbout(ctx: Context, { spec }: Plan): Promise<Seen[]> {
  if (spec.violations !== 'quarantine') return []
  const held = await ctx.events.holding({ code: OFF_PLAN, limit: MOST_LOOKED })
  return held.flatMap(({ source, raw, received }) => (isAbout(spec, source) ? (seenIn(raw, received) ?? []) : []))
}
