import { formatShare } from '../../../core/share.ts'
import { medianOf } from '../../../core/slope.ts'
import { feedObject, teamsOn } from '../feeds.ts'
import type { Rule } from '../rule.ts'
import { seasonless } from '../season.ts'
import type { FeedCheck } from '../survey.ts'
import { number, quoted } from '../wording.ts'

/** The weeks that scorecards show. */
const WEEKS = 13

export const volumeDropped: Rule<'share' | 'weeks' | 'events'> = {
  id: 'volume-dropped',
  severity: 'warning',
  about: 'data',
  says: 'A source sends half of what it used to, and less than in any of the weeks before.',
  why: 'A page that lost its tracker or an export that lost a filter still sends something, and looks like a bad month.',
  fix: 'Compare it with the system it comes from. If the events did not happen there either, dismiss this.',
  thresholds: {
    share: {
      default: 0.5,
      says: 'To what share of its usual week it has to have fallen, without what the season does.',
    },
    weeks: { default: 3, says: 'How many weeks at the end have to be lower than every one of the ten before.' },
    events: { default: 50, says: 'How many events a usual week has to have.' },
  },
  find: (survey, { share, weeks, events }) =>
    (survey.facts?.feeds ?? []).flatMap(feed => {
      const drop = dropOf(feed, weeks)
      if (!drop || drop.usual < events || drop.now > share * drop.usual) return []
      return [
        {
          objects: [feedObject(feed)],
          teams: teamsOn(survey, feed),
          message:
            `${quoted(feed.title)} has sent ${number(Math.round(drop.now))} events a week in the last ${weeks} weeks; ` +
            `before, a week usually had ${number(Math.round(drop.usual))}: ${formatShare(1 - drop.now / drop.usual)} less.`,
          numbers: { now: drop.now, usual: drop.usual, fallen: 1 - drop.now / drop.usual },
          main: 'fallen',
        },
      ]
    }),
}

/**
 * The middle of the last weeks and of those before, where each of the last is below each before: of 3 and 10 weeks that differ by
 * chance alone, this is so once in 286. A week without anything is a pause, of which other rules speak.
 */
function dropOf({ weeks }: FeedCheck, newest: number): { now: number; usual: number } | undefined {
  const start = weeks.length - WEEKS
  if (start < 0 || weeks.slice(-newest).some(({ value }) => !value)) return undefined
  const plain = weeks.slice(start).map(({ value }) => value)
  const values = (seasonless(weeks, { start, end: weeks.length, grain: 'week' }) ?? plain).map(value => value ?? 0)
  const [before, now] = [values.slice(0, -newest), values.slice(-newest)]
  if (Math.max(...now) >= Math.min(...before)) return undefined
  return { now: Math.max(0, medianOf(now)), usual: medianOf(before) }
}
