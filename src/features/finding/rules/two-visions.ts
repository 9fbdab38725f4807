import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const twoVisions: Rule = {
  id: 'two-visions',
  severity: 'warning',
  about: 'structure',
  says: 'Two visions are in force at the same time.',
  why: 'A vision is what all teams pull towards; with two of them each team has one that suits it.',
  fix: 'Bring both together in one that every team signs, and retire the other.',
  find: ({ visions, today }) => {
    const [one, ...others] = visions.filter(({ spec }) => spec.horizon >= today)
    if (!one) return []
    return others.map(other => ({
      objects: [objectOf(one), objectOf(other)],
      teams: [one.owner, other.owner],
      message: `Two visions are in force: ${quoted(one.title)} of ${one.owner}, up to ${one.spec.horizon}, and ${quoted(other.title)} of ${other.owner}, up to ${other.spec.horizon}.`,
    }))
  },
}
