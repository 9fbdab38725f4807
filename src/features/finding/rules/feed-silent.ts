import { isSilent } from '../../../core/rhythm.ts'
import { feedObject, teamsOn } from '../feeds.ts'
import type { Rule } from '../rule.ts'
import { counted, quoted } from '../wording.ts'

export const feedSilent: Rule<'times' | 'least' | 'most'> = {
  id: 'feed-silent',
  severity: 'warning',
  about: 'data',
  says: 'A source that says nothing of how often it sends has paused for much longer than it ever did.',
  why: 'Nobody waits for what nobody expected, so a tracker that fell off a page is missed weeks later.',
  fix: 'Look whether it still sends. Say in the source how often it should, or retire it if it has had its day.',
  thresholds: {
    times: { default: 3, says: 'How many times its longest pause before it has to have paused.' },
    least: { default: 3, says: 'How many days are no pause yet, however often it sends.' },
    most: { default: 91, says: 'After how many days it is taken for something of the past.' },
  },
  find: (survey, { times, least, most }) =>
    (survey.facts?.feeds ?? []).flatMap(feed => {
      const { silence, isExpected, title } = feed
      if (isExpected || !silence || silence.days > most || !isSilent(silence, { times, least })) return []
      return [
        {
          objects: [feedObject(feed)],
          teams: teamsOn(survey, feed),
          message:
            `${quoted(title)} last sent something ${counted(silence.days, 'day', 'days')} ago; ` +
            `it has never taken more than ${counted(silence.longest, 'day', 'days')} before.`,
          numbers: { days: silence.days, longest: silence.longest },
          main: 'days',
        },
      ]
    }),
}
