import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const contributorWithoutMetric: Rule = {
  id: 'contributor-without-metric',
  severity: 'info',
  about: 'structure',
  says: 'A team contributes to a goal with something that no number shows.',
  why: 'A contribution that cannot be seen is the first to be dropped, and nobody can thank the team for it.',
  fix: 'Name under the contributor the number of that team that shows it.',
  find: ({ goals, metrics }) =>
    goals.flatMap(goal =>
      (goal.spec.contributors ?? [])
        .filter(({ metric }) => metric === undefined || !metrics.has(metric))
        .map(({ team, with: what, metric }) => ({
          objects: [objectOf(goal)],
          part: team,
          teams: [team, goal.owner],
          message:
            `No number shows what ${team} contributes to the goal ${quoted(goal.title)}: ${what}.` +
            (metric === undefined ? '' : ` The metric ${quoted(metric)} is not in force.`),
        })),
    ),
}
