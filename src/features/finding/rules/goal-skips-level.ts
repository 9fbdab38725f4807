import { metricsOf } from '../../goal/goal.ts'
import { movers } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { type Running, resultMetrics, runningGoals, teamsOn } from '../running.ts'
import { objectOf, type Survey } from '../survey.ts'
import { quoted } from '../wording.ts'

export const goalSkipsLevel: Rule = {
  id: 'goal-skips-level',
  severity: 'info',
  about: 'structure',
  says: 'A goal serves one far above it, though a goal between the two counts what it moves.',
  why: 'The teams that share the goal between do not see the work, and it is counted past them.',
  fix: 'Name the goal between as its parent.',
  find: survey => {
    const goals = runningGoals(survey)
    return goals.flatMap(goal => {
      const between = goals.find(each => liesBetween(each, goal, survey))
      const parent = goals.find(({ name }) => name === goal.spec.parent)
      if (!between || !parent) return []
      return [
        {
          objects: [objectOf(goal), objectOf(between), objectOf(parent)],
          teams: [goal.owner, between.owner],
          message:
            `The ${goal.spec.level} goal ${quoted(goal.title)} of ${goal.owner} serves ${quoted(parent.title)} directly, ` +
            `past ${quoted(between.title)} of ${between.owner}, which counts what it moves.`,
        },
      ]
    })
  },
}

/** A goal one level up, under the same parent, on which the same team works and whose numbers it moves. */
function liesBetween(between: Running, { name, owner, spec }: Running, survey: Survey): boolean {
  if (between.name === name || spec.parent === undefined || between.spec.parent !== spec.parent) return false
  if (LEVEL_ABOVE[spec.level] !== between.spec.level || !teamsOn(between).includes(owner)) return false
  const moving = movers(survey, resultMetrics(between))
  return metricsOf(spec).some(metric => moving.has(metric))
}

const LEVEL_ABOVE: Record<string, string | undefined> = { person: 'team', team: 'cross-team' }
