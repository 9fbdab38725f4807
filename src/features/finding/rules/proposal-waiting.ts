import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { objectOf, type Waiting } from '../survey.ts'
import { counted, listed, quoted } from '../wording.ts'

export const proposalWaiting: Rule<'days'> = {
  id: 'proposal-waiting',
  severity: 'warning',
  about: 'structure',
  says: 'A proposal has waited for signatures for a long time.',
  why: 'Teams plan with what is proposed as if it were agreed, and numbers are still read by what was before.',
  fix: 'Ask the team’s lead to sign it or to object with a reason; if nobody needs it any more, withdraw it.',
  thresholds: { days: { default: 14, says: 'How many days a proposal may wait.' } },
  find: ({ waiting, today }, { days: most }) =>
    waiting.flatMap(each => {
      const days = daysBetween(each.at.slice(0, 10), today)
      if (days <= most) return []
      return [
        {
          objects: [objectOf(each)],
          teams: [...each.objections.map(({ team }) => team), ...each.missing, each.owner],
          message: `${each.isChange ? 'A change of the' : 'The'} ${each.kind} ${quoted(each.title)} of ${each.owner} has waited ${counted(days, 'day', 'days')} ${whatFor(each)}.`,
          numbers: { days, missing: each.missing.length },
          main: 'days',
        },
      ]
    }),
}

function whatFor({ missing, objections }: Waiting): string {
  if (objections.length > 0)
    return `for an answer to ${listed(objections.map(({ team, reason }) => `${team}, who objects: ${reason.replace(/\.$/, '')}`))}`
  return `for ${missing.length > 0 ? listed(missing) : 'somebody besides its author'} to sign`
}
