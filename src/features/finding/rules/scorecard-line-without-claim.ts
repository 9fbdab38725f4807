import { movers } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { objectOf, titled } from '../survey.ts'
import { quoted } from '../wording.ts'

export const scorecardLineWithoutClaim: Rule = {
  id: 'scorecard-line-without-claim',
  severity: 'warning',
  about: 'structure',
  says: 'A number stands under an outcome on a scorecard and nothing says how it moves it.',
  why: 'It is read every week as if it mattered for the outcome, and nobody can test whether it does.',
  fix: 'Say under “drives” of the number what it moves, with the lag and the reason, or take the line off.',
  find: survey =>
    survey.scorecards.flatMap(card =>
      card.spec.sections.flatMap(({ outcome, lines = [] }) => {
        const moving = movers(survey, [outcome])
        return lines.flatMap(({ metric: name }) => {
          const metric = survey.metrics.get(name)
          if (!metric || moving.has(name)) return []
          const stands = `${quoted(metric.title)} of ${metric.owner} stands under ${quoted(titled(survey, outcome))} on the scorecard ${quoted(card.title)}`
          const common = {
            objects: [objectOf(card), objectOf(metric), `metric/${outcome}`],
            teams: [metric.owner, card.owner],
          }
          if (metric.spec.class !== 'guardrail')
            return [{ ...common, message: `${stands}, and nothing says how it moves it.` }]
          return [
            {
              ...common,
              severity: 'info' as const,
              message: `${stands} as a guardrail, and no number there names it as its own.`,
              fix: 'Name it under “counter” of the number that must not be raised at its price, or take the line off.',
            },
          ]
        })
      }),
    ),
}
