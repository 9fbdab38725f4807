import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { objectOf, usersOf } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const contestedInForce: Rule = {
  id: 'contested-in-force',
  severity: 'warning',
  about: 'structure',
  says: 'A team objects to something that is in force, and nobody has settled it.',
  why: 'Everybody goes on reading numbers that one of the teams behind them says are wrong.',
  fix: 'Talk with the team that objects: propose what both can sign, and let it settle the objection with what came of it.',
  find: survey =>
    survey.all.flatMap(each =>
      each.objections.map(({ team, reason, at }) => {
        const days = Math.max(0, daysBetween(at.slice(0, 10), survey.today))
        const users = usersOf(survey, each.kind, each.name).length
        const used = users > 0 ? `, and ${counted(users, 'agreement rests', 'agreements rest')} on it` : ''
        return {
          objects: [objectOf(each)],
          part: team,
          teams: [each.owner, team],
          message: `${team} has objected to the ${each.kind} ${quoted(each.title)} of ${each.owner} for ${counted(days, 'day', 'days')}${used}: ${reason.replace(/\.$/, '')}.`,
          numbers: { days, users },
        }
      }),
    ),
}
