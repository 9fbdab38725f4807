import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { listed, quoted } from '../wording.ts'

export const driftedDefinition: Rule = {
  id: 'drifted-definition',
  severity: 'warning',
  about: 'structure',
  says: 'Something in force rests on what has changed since it was agreed.',
  why: 'The teams signed one meaning and read the numbers of another.',
  fix: 'Look at what changed; sign again if it still holds, or propose what should be agreed now.',
  find: ({ all }) =>
    all
      .filter(({ drift }) => drift.length > 0)
      .map(each => ({
        objects: [objectOf(each), ...each.drift.map(objectOf)],
        teams: each.binds,
        message: `The ${each.kind} ${quoted(each.title)} rests on ${listed(each.drift.map(to => `the ${to.kind} ${quoted(to.name)}`))}, which changed after it was agreed.`,
      })),
}
