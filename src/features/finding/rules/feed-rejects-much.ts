import { formatShare } from '../../../core/share.ts'
import { feedObject, teamsOn } from '../feeds.ts'
import type { Rule } from '../rule.ts'
import { number, quoted } from '../wording.ts'

export const feedRejectsMuch: Rule<'share' | 'kept'> = {
  id: 'feed-rejects-much',
  severity: 'warning',
  about: 'data',
  says: 'Much of what a source sends cannot be used.',
  why: 'What is rejected or held counts nowhere, and the numbers that rest on the rest look complete.',
  fix: 'See “source rejected” and “event quarantine list” for the reasons; mend the export or the tracker, then replay.',
  thresholds: {
    share: { default: 0.05, says: 'What share of the rows and messages of the last four weeks it has to be.' },
    kept: { default: 20, says: 'How many of them it has to be.' },
  },
  find: (survey, { share, kept: least }) =>
    (survey.facts?.feeds ?? [])
      .filter(({ lately: { brought, kept } }) => kept >= least && kept / brought >= share)
      .map(feed => {
        const { brought, kept } = feed.lately
        return {
          objects: [feedObject(feed)],
          teams: teamsOn(survey, feed),
          message:
            `${number(kept)} of ${number(brought)} rows and messages that came from ${quoted(feed.title)} in the last four weeks ` +
            `could not be used: ${formatShare(kept / brought)}.`,
          numbers: { brought, kept },
          main: 'kept',
          weight: kept / brought,
        }
      }),
}
