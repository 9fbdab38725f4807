import { dateOfDay, dayNumber, lastPeriods, localDay, type PlainDate } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import { silenceOf } from '../../../core/rhythm.ts'
import { type FeedRead, readFeeds } from '../../catalogue/operations/reading.ts'
import { listViolations } from '../../catalogue/operations/violations.ts'
import type { Context } from '../../context.ts'
import type { Point } from '../../scorecard/scorecard.ts'
import { measureFreshness } from '../../source/operations/ledger.ts'
import { periodsToRead } from '../season.ts'
import type { Arrivals, FactChecks, FeedCheck } from '../survey.ts'

const HOUR_MS = 3_600_000

/** Days that are called lately. */
const LATELY = 28

/**
 * What came from sources before a day: how new it is, how much, and what of it breaks a plan. What came that could not be used,
 * and which plans are broken, is known of now alone, and not said of another day.
 */
export async function surveyFeeds(
  ctx: Context,
  { day, at }: { day: PlainDate; at: PlainDate | undefined },
): Promise<Pick<FactChecks, 'arrivals' | 'feeds' | 'breaches'>> {
  const isNow = at === undefined
  const feeds = await readFeeds(ctx)
  return {
    arrivals: await arrivalsOf(ctx, isNow),
    feeds: feeds.map(feed => checkOf(ctx, feed, { day, isNow })),
    breaches: isNow ? (await listViolations(ctx, {})).filter(({ among }) => among === 'stored') : [],
  }
}

async function arrivalsOf(ctx: Context, isNow: boolean): Promise<Arrivals[]> {
  const now = toMs(ctx.now())
  const dayOf = (instant: string) => dateOfDay(localDay(toMs(instant), ctx.company.calendar.zone))
  return (await measureFreshness(ctx, {})).map(({ source, events, lastEvent, lastImport, overdue }) => {
    const newest = lastEvent ?? lastImport
    return {
      source,
      events,
      last: newest === null ? null : dayOf(newest),
      overdue: isNow
        ? overdue.map(({ event, expected, last }) => ({
            event,
            expected,
            hours: last === null ? null : Math.floor((now - toMs(last)) / HOUR_MS),
          }))
        : [],
    }
  })
}

function checkOf(ctx: Context, feed: FeedRead, { day, isNow }: { day: PlainDate; isNow: boolean }): FeedCheck {
  const end = dayNumber(day)
  const known = feed.onDays.filter(each => each.day < end)
  const last = known.reduce((newest, each) => Math.max(newest, each.day), Number.NEGATIVE_INFINITY)
  const silence = silenceAt(ctx, feed, { end, isNow })
  return {
    source: feed.source,
    title: feed.title,
    ...(feed.owner === null ? {} : { owner: feed.owner }),
    events: known.reduce((sum, { events }) => sum + events, 0),
    traits: feed.traits,
    recent: known.reduce((sum, each) => sum + (each.day >= end - LATELY ? each.events : 0), 0),
    last: Number.isFinite(last) ? dateOfDay(last) : null,
    names: feed.names,
    isExpected: feed.expected !== null,
    ...(silence ? { silence } : {}),
    lately: isNow ? feed.lately : { brought: 0, kept: 0 },
    weeks: weeksOf(ctx, known, day),
  }
}

function silenceAt(ctx: Context, { isFetched, came }: FeedRead, { end, isNow }: { end: number; isNow: boolean }) {
  if (!isFetched) return silenceOf(came, end)
  return isNow ? silenceOf(came, localDay(toMs(ctx.now()), ctx.company.calendar.zone)) : undefined
}

/** Complete weeks since the first that the source was there for as a whole. */
function weeksOf(ctx: Context, known: FeedRead['onDays'], day: PlainDate): Point[] {
  const first = known.reduce((oldest, each) => Math.min(oldest, each.day), Number.POSITIVE_INFINITY)
  if (!Number.isFinite(first)) return []
  const periods = lastPeriods(periodsToRead('week'), 'week', day, ctx.company.calendar)
  const start = dayNumber(periods[0]?.start ?? day)
  const sums = periods.map(() => 0)
  for (const each of known) {
    const week = Math.floor((each.day - start) / 7)
    if (week >= 0 && week < sums.length) sums[week]! += each.events
  }
  return periods.flatMap((period, i) => (dayNumber(period.start) < first ? [] : [{ period, value: sums[i] ?? 0 }]))
}
