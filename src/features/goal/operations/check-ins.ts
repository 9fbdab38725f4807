import { z } from 'zod'
import { type PlainDate, startOfDay } from '../../../core/calendar.ts'
import { CHECK_IN } from '../../../core/fact.ts'
import { toInstant } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'
import { CheckIn, readCheckIn } from '../check-in.ts'

/** A check-in as it is stored: with the id and the source of its fact. */
export const StoredCheckIn = CheckIn.extend({
  id: z.string().describe('Id of the fact'),
  from: z.string().describe('Source that brought it; plumbline, where it was said here'),
})
export type StoredCheckIn = z.infer<typeof StoredCheckIn>

/** Everything that was said of goals before a day began, in its order, wherever it came from. What is no check-in is left out. */
export async function checkInsOf(ctx: Context, until: PlainDate): Promise<StoredCheckIn[]> {
  const end = toInstant(startOfDay(until, ctx.company.calendar.zone))
  return (await allCheckIns(ctx)).filter(each => each.at < end)
}

/** Everything that was ever said of goals, in its order. */
export async function allCheckIns(ctx: Context): Promise<readonly StoredCheckIn[]> {
  const rows = await ctx.events.cached<Row>(SELECT, [CHECK_IN])
  const known = parsed.get(rows)
  if (known) return known
  const read = rows.flatMap(({ id, ts, source, props }) => {
    const checkIn = readCheckIn(toInstant(ts), JSON.parse(props))
    return checkIn ? [{ ...checkIn, id, from: source }] : []
  })
  parsed.set(rows, read)
  return read
}

type Row = { id: string; ts: number; source: string; props: string }

const SELECT = 'SELECT id, ts, source, props FROM event WHERE name = $1 ORDER BY ts, id'

/** The same rows are read once: the store hands them out again until a fact comes. */
const parsed = new WeakMap<readonly Row[], readonly StoredCheckIn[]>()
