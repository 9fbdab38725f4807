import type { Rule } from '../rule.ts'
import { lastDay, runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const goalOutsideParent: Rule = {
  id: 'goal-outside-parent',
  severity: 'warning',
  about: 'structure',
  says: 'The cycle of a goal does not lie within that of the goal it serves.',
  why: 'What is reached after the other goal was closed helps it no more, and what came before is in its baseline.',
  fix: 'Move one of the two cycles, or name the goal of its own time that it serves.',
  find: survey =>
    runningGoals(survey).flatMap(goal => {
      const parent = survey.goals.find(({ name }) => name === goal.spec.parent)
      const around = survey.spans.get(parent?.name ?? '')
      if (!parent || !around || (goal.span.start >= around.start && goal.span.end <= around.end)) return []
      return [
        {
          objects: [objectOf(goal), objectOf(parent)],
          teams: [goal.owner, parent.owner],
          message:
            `${quoted(goal.title)} of ${goal.owner} runs from ${goal.span.start} to ${lastDay(goal.span)}; ` +
            `${quoted(parent.title)}, which it serves, from ${around.start} to ${lastDay(around)}.`,
        },
      ]
    }),
}
