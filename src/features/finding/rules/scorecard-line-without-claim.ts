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
          return [
            {
              objects: [objectOf(card), objectOf(metric), `metric/${outcome}`],
              teams: [metric.owner, card.owner],
              message: `${quoted(metric.title)} of ${metric.owner} stands under ${quoted(titled(survey, outcome))} on the scorecard ${quoted(card.title)}, and nothing says how it moves it.`,
            },
          ]
        })
      }),
    ),
}
