import { metricsOf } from '../../goal/goal.ts'
import { movers } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { resultMetrics, runningGoals } from '../running.ts'
import { objectOf, titled } from '../survey.ts'
import { eitherOf, quoted } from '../wording.ts'

export const parentNotMoved: Rule = {
  id: 'parent-not-moved',
  severity: 'warning',
  about: 'structure',
  says: 'A goal says that it serves another, and none of its numbers moves one of that goal’s.',
  why: 'It hangs in the tree and holds nothing: it can be reached in full without the other coming any nearer.',
  fix: 'Say under “drives” of its number which number above it moves and why, or name the goal it really serves.',
  find: survey =>
    runningGoals(survey).flatMap(goal => {
      const parent = survey.goals.find(({ name }) => name === goal.spec.parent)
      const wanted = parent ? resultMetrics(parent) : []
      const own = metricsOf(goal.spec)
      if (!parent || wanted.length === 0 || own.length === 0) return []
      const moving = movers(survey, wanted)
      if (own.some(name => moving.has(name))) return []
      return [
        {
          objects: [objectOf(goal), objectOf(parent)],
          teams: [goal.owner, parent.owner],
          message:
            `${quoted(goal.title)} of ${goal.owner} is meant to serve ${quoted(parent.title)} of ${parent.owner}, ` +
            `and none of its numbers moves ${eitherOf(wanted.map(name => quoted(titled(survey, name))))}.`,
          numbers: { metrics: own.length },
        },
      ]
    }),
}
