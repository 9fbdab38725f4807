import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const targetEased: Rule = {
  id: 'target-eased',
  severity: 'warning',
  about: 'structure',
  says: 'A goal became easier while its cycle was running.',
  why: 'It will show as reached, and the teams that planned with the first promise get less than they count on.',
  fix: 'Tell the teams that count on it, and keep the first target beside the new one when the score is read.',
  find: survey =>
    runningGoals(survey).flatMap(goal => {
      const eased = survey.eased.get(goal.name)
      if (!eased) return []
      return [
        {
          objects: [objectOf(goal)],
          teams: [goal.owner, ...goal.binds],
          message: `The goal ${quoted(goal.title)} of ${goal.owner} became easier since ${eased.since}: ${eased.sentences.join(' ')}`,
          numbers: { changes: eased.sentences.length },
          main: 'changes',
        },
      ]
    }),
}
