import { countingOf } from '../meaning.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const sameNumberTwice: Rule = {
  id: 'same-number-twice',
  severity: 'info',
  about: 'structure',
  says: 'Two metrics with different names count exactly the same.',
  why: 'Two teams keep one number twice, and the day one of them changes its rule the two part ways unseen.',
  fix: 'Keep one of them, let both teams sign it, and use it wherever the other stands.',
  find({ metrics }) {
    const same = Map.groupBy(metrics.values(), ({ spec }) => countingOf(spec))
    return [...same.values()].flatMap(([one, ...others]) =>
      others.flatMap(other => {
        if (!one || one.spec.unit !== other.spec.unit) return []
        return [
          {
            objects: [objectOf(one), objectOf(other)],
            teams: [one.owner, other.owner],
            message: `${quoted(one.title)} of ${one.owner} and ${quoted(other.title)} of ${other.owner} count exactly the same.`,
          },
        ]
      }),
    )
  },
}
