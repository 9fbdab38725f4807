import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const outcomeNobodyDrives: Rule = {
  id: 'outcome-nobody-drives',
  severity: 'warning',
  about: 'structure',
  says: 'No team’s number claims to move an outcome.',
  why: 'An outcome that nobody feeds is everybody’s in word and nobody’s in work.',
  fix: 'Let each team that can move it say so under “drives” of one of its numbers, with the reason.',
  find: ({ metrics }) => {
    const driven = new Set([...metrics.values()].flatMap(({ spec }) => (spec.drives ?? []).map(({ metric }) => metric)))
    return [...metrics.values()]
      .filter(({ name, spec }) => spec.class === 'outcome' && !driven.has(name))
      .map(outcome => ({
        objects: [objectOf(outcome)],
        teams: [outcome.owner],
        message: `No team’s number claims to move the outcome ${quoted(outcome.title)}.`,
      }))
  },
}
