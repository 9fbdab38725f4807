import { dateOfDay, localDay, type PlainDate } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'
import { type Frozen, FrozenContent } from '../frozen.ts'
import { type Stored, selectFreezes } from '../queries.ts'

/** Freezes of a scorecard that hold any of the days `[start, end)`, the newest of each period, in the order they were made. */
export async function freezesIn(
  ctx: Context,
  scorecard: string,
  days: { start: PlainDate; end: PlainDate },
): Promise<Frozen[]> {
  const stored = await selectFreezes(ctx, scorecard, days)
  const newest = new Map(stored.map(each => [each.period, each]))
  return [...newest.values()].sort((a, b) => (a.frozenAt < b.frozenAt ? -1 : 1)).map(each => frozenOf(ctx, each))
}

/** A freeze read back; it keeps its content only if that is what was frozen under this name. */
export function frozenOf(ctx: Context, stored: Stored): Frozen {
  const { period, number, hash } = stored
  const frozenOn = dateOfDay(localDay(toMs(stored.frozenAt), ctx.company.calendar.zone))
  return { period, number, hash, frozenOn, content: stored.intact ? contentOf(stored) : undefined }
}

function contentOf({ content, scorecard, period, number, frozenAt }: Stored): FrozenContent | undefined {
  const { data } = FrozenContent.safeParse(parsed(content))
  const isIt =
    data?.scorecard === scorecard &&
    data.period.label === period &&
    data.number === number &&
    data.frozenAt === frozenAt
  return isIt ? data : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
