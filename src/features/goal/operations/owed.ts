import { addDays, dateOfDay, localDay, type PlainDate } from '../../../core/calendar.ts'
import type { Zone } from '../../../core/zone.ts'
import type { Context } from '../../context.ts'
import { checkInOf, heardFrom, heardUntil } from '../assess.ts'
import type { GoalReading } from '../reading.ts'
import { readResult } from '../result.ts'
import { byGoal, saidInCycle } from '../said.ts'
import { checkInsOf } from './check-ins.ts'
import { type PlacedGoal, placedGoals } from './measure.ts'

/** A goal in force, and when somebody has to say of it next how it goes. */
export type AskedGoal = PlacedGoal & { checkIn: GoalReading['checkIn'] }

/**
 * When each goal is to be checked in, by the clocks of a zone. A goal of which all is done by people’s word asks no more;
 * what metrics say is not read here.
 */
export async function checkInsAsked(ctx: Context, nowMs: number, zone: Zone): Promise<AskedGoal[]> {
  const day = dateOfDay(localDay(nowMs, ctx.company.calendar.zone))
  const said = byGoal(await checkInsOf(ctx, addDays(day, 1)))
  return (await placedGoals(ctx)).map(goal => {
    const { spec, days: cycle, cadence } = goal
    const heard = saidInCycle(said.get(goal.name) ?? [], heardFrom(cycle))
    const results = spec.results.map(each => {
      const known = each.metric === undefined ? undefined : { ...UNREAD, title: each.metric }
      return readResult(each, { cycle, day }, known, heard)
    })
    return { ...goal, checkIn: checkInOf({ cycle, nowMs, zone, cadence, results, said: heard }) }
  })
}

const UNREAD = { unit: '', accumulates: false, value: null, periods: [] }

/** The first day on which something may be said of a goal, and the first on which it may not any more. */
export function reachOf({ days }: PlacedGoal): { from: PlainDate; to: PlainDate } {
  return { from: heardFrom(days), to: heardUntil(days) }
}
