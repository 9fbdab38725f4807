import type { Rule } from '../rule.ts'
import { objectOf, usersOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const metricWithoutPurpose: Rule = {
  id: 'metric-without-purpose',
  severity: 'info',
  about: 'structure',
  says: 'A number is neither an outcome nor a guardrail, is meant to move nothing, and nothing rests on it.',
  why: 'People spend time on numbers that are shown to them; one without a purpose pulls that time away from the others.',
  fix: 'Say under “drives” which outcome it should move and why, use it in a goal or scorecard, or retire it.',
  find: survey =>
    [...survey.metrics.values()]
      .filter(({ name, spec }) => {
        const isEnd = spec.class === 'outcome' || spec.class === 'guardrail'
        return !isEnd && !spec.drives?.length && usersOf(survey, 'metric', name).length === 0
      })
      .map(metric => ({
        objects: [objectOf(metric)],
        teams: [metric.owner],
        message: `${quoted(metric.title)} of ${metric.owner} is meant to move nothing, and nothing rests on it.`,
      })),
}
