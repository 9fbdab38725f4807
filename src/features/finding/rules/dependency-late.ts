import type { Rule } from '../rule.ts'
import { lastDay, runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const dependencyLate: Rule = {
  id: 'dependency-late',
  severity: 'warning',
  about: 'structure',
  says: 'What a goal needs comes after its last key result is due, or before the goal it stands in begins.',
  why: 'The goal cannot be reached with what is not there yet, and everybody has signed that it will.',
  fix: 'Agree on an earlier day with the team that provides it, or move the key results that need it.',
  find: survey =>
    runningGoals(survey).flatMap(goal => {
      const ends = goal.spec.results.map(({ by }) => by ?? lastDay(goal.span))
      const due = ends.toSorted().at(-1) ?? lastDay(goal.span)
      return (goal.spec.dependencies ?? []).flatMap(({ on, for: what, by, goal: name }) => {
        const provided = survey.goals.find(each => each.name === name)
        const begins = survey.spans.get(name ?? '')?.start
        const problem =
          by !== undefined && by > due
            ? `its last key result is due on ${due}`
            : provided && begins !== undefined && begins > (by ?? due)
              ? `${quoted(provided.title)}, in which it stands, begins on ${begins}`
              : undefined
        if (problem === undefined) return []
        return [
          {
            objects: [objectOf(goal), ...(provided ? [objectOf(provided)] : [])],
            part: `${on} ${what}`,
            teams: [on, goal.owner],
            message: `The goal ${quoted(goal.title)} of ${goal.owner} needs from ${on} by ${by ?? due}: ${what.replace(/\.$/, '')}. But ${problem}.`,
          },
        ]
      })
    }),
}
