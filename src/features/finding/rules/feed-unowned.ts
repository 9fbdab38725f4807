import { feedObject, restingOn, teamsOn } from '../feeds.ts'
import type { Rule } from '../rule.ts'
import { counted, listed, quoted } from '../wording.ts'

/** As many numbers are named; of more it is said how many there are. */
const NAMED = 3

export const feedUnowned: Rule<'events'> = {
  id: 'feed-unowned',
  severity: 'warning',
  about: 'data',
  says: 'Facts come from a source that nobody declared.',
  why: 'Nobody answers for what is in it, nobody is told when it stops, and nobody knows why it is there.',
  fix: 'Declare a source of this name with the team that answers for it; “collects: true” is enough for a tracker.',
  thresholds: { events: { default: 20, says: 'How many events have to have come in the last 28 days.' } },
  find: (survey, { events }) =>
    (survey.facts?.feeds ?? [])
      .filter(({ owner, recent }) => owner === undefined && recent >= events)
      .map(feed => {
        const metrics = restingOn(survey, feed)
        const named = metrics.slice(0, NAMED).map(({ title }) => quoted(title))
        const more = metrics.length - named.length
        const rest = metrics.length === 1 ? 'rests' : 'rest'
        const on = listed([...named, ...(more > 0 ? [counted(more, 'other number', 'other numbers')] : [])])
        return {
          objects: [feedObject(feed)],
          teams: teamsOn(survey, feed),
          message:
            `${counted(feed.recent, 'event', 'events')} came from ${quoted(feed.source)} in the last 28 days, and nobody declared it.` +
            (metrics.length > 0 ? ` ${on} ${rest} on it.` : ''),
          numbers: { events: feed.recent, metrics: metrics.length },
          main: 'events',
          ...(metrics.length > 0 ? {} : { severity: 'info' as const }),
        }
      }),
}
