import { orderOf } from '../../../semantics/model/formula.ts'
import type { Rule } from '../rule.ts'

export const circularDrives: Rule = {
  id: 'circular-drives',
  severity: 'warning',
  about: 'structure',
  says: 'Numbers claim to move each other in a circle.',
  why: 'In a circle nothing is an outcome: each team can point at the next one, and none of the claims can be tested.',
  fix: 'Decide which of them is the outcome, and take “drives” off that one.',
  find: ({ metrics }) => {
    const claims = new Map(
      [...metrics].map(([name, { spec }]) => [name, (spec.drives ?? []).map(({ metric }) => metric)]),
    )
    return orderOf(claims).rings.map(ring => {
      const members = [...new Set(ring)]
      return {
        objects: members.toSorted().map(name => `metric/${name}`),
        teams: members.map(name => metrics.get(name)?.owner ?? ''),
        message: `These numbers claim to move each other in a circle: ${ring.join(' → ')}.`,
        numbers: { metrics: members.length },
      }
    })
  },
}
