import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { listed, quoted } from '../wording.ts'

export const goalResultOnActivityOnly: Rule = {
  id: 'goal-result-on-activity-only',
  severity: 'warning',
  about: 'structure',
  says: 'Every key result of a goal counts what is done or put in, none what comes of it.',
  why: 'Such a goal can be reached in full while nothing changes for customers or the company.',
  fix: 'Add a key result on the outcome that the activity is meant to move, or on an output that others can use.',
  find: ({ goals, metrics }) =>
    goals.flatMap(goal => {
      const measured = [...new Set(goal.spec.results.flatMap(({ metric }) => metric ?? []))].map(name =>
        metrics.get(name),
      )
      if (measured.length === 0 || !measured.every(isActivity)) return []
      const known = measured.filter(metric => metric !== undefined)
      const names = known.map(({ title, spec }) => `${quoted(title)} (${spec.class})`)
      return [
        {
          objects: [objectOf(goal), ...known.map(objectOf)],
          teams: [goal.owner],
          message: `The goal ${quoted(goal.title)} is measured only by what is done: ${listed(names)}.`,
          numbers: { results: goal.spec.results.length },
        },
      ]
    }),
}

const isActivity = (metric: { spec: { class: string } } | undefined): boolean =>
  metric?.spec.class === 'activity' || metric?.spec.class === 'input'
