import { metricsOf } from '../../goal/goal.ts'
import { gathered, ONE_BY_ONE } from '../gathered.ts'
import { movers, sharedOutcomes } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { objectOf, titled } from '../survey.ts'
import { eitherOf, quoted } from '../wording.ts'

export const orphanGoal: Rule<'single'> = {
  id: 'orphan-goal',
  severity: 'warning',
  about: 'structure',
  says: 'A goal serves no other goal, and none of its numbers moves what the company is for.',
  why: 'The team can reach it and be proud of it, and the company is where it was.',
  fix: 'Name under “parent” the goal it serves, say under “drives” of its number which outcome it moves, or drop it.',
  thresholds: { single: ONE_BY_ONE },
  find: (survey, { single }) => {
    const goals = runningGoals(survey)
    const outcomes = sharedOutcomes(survey)
    if (outcomes.length === 0 && !goals.some(({ spec }) => spec.level === 'company')) return []
    const moving = movers(survey, outcomes)
    const ends = outcomes.map(name => quoted(titled(survey, name))).slice(0, MOST_NAMED)
    const hits = goals
      .filter(({ spec }) => spec.level === 'cross-team' || spec.level === 'team')
      .filter(({ spec }) => !survey.goals.some(({ name }) => name === spec.parent))
      .filter(({ spec }) => !metricsOf(spec).some(name => moving.has(name)))
      .map(goal => {
        const { parent, level } = goal.spec
        const serves = parent === undefined ? 'no other goal' : `${quoted(parent)}, which is not in force`
        const moves = ends.length === 0 ? '' : `, and none of its numbers moves ${eitherOf(ends)}`
        return {
          objects: [objectOf(goal)],
          teams: [goal.owner],
          message: `The ${level} goal ${quoted(goal.title)} of ${goal.owner} serves ${serves}${moves}.`,
          numbers: { outcomes: outcomes.length },
        }
      })
    const moves = ends.length === 0 ? '' : ` and do not move ${eitherOf(ends)}`
    return gathered(hits, single, (count, few) => `${count} goals serve no other goal${moves}, ${few} among them.`)
  },
}

const MOST_NAMED = 3
