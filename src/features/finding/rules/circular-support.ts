import { orderOf } from '../../../semantics/model/formula.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { quoted } from '../wording.ts'

export const circularSupport: Rule = {
  id: 'circular-support',
  severity: 'warning',
  about: 'structure',
  says: 'Goals serve and need each other in a circle.',
  why: 'Each waits for the next one, so none of them can begin, and each owner can say so in good faith.',
  fix: 'Decide which of them comes first, and let it do without the others for a start.',
  find(survey) {
    const goals = new Map(runningGoals(survey).map(goal => [goal.name, goal]))
    const needs = new Map(
      [...goals].map(([name, { spec }]) => [
        name,
        [
          ...(spec.parent === undefined ? [] : [spec.parent]),
          ...(spec.dependencies ?? []).flatMap(({ goal }) => goal ?? []),
        ],
      ]),
    )
    return orderOf(needs).rings.map(ring => {
      const members = [...new Set(ring)]
      return {
        objects: members.toSorted().map(name => `goal/${name}`),
        teams: members.map(name => goals.get(name)?.owner ?? ''),
        message: `These goals wait for each other in a circle: ${ring.map(name => quoted(goals.get(name)?.title ?? name)).join(' → ')}.`,
        numbers: { goals: members.length },
      }
    })
  },
}
