import { departmentOf } from '../departments.ts'
import { movers } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { quoted } from '../wording.ts'

export const scorecardTeamWithoutLine: Rule = {
  id: 'scorecard-team-without-line',
  severity: 'info',
  about: 'structure',
  says: 'A department signs a scorecard on which none of the numbers is its own.',
  why: 'It sits in the meeting and listens, and what it puts in for the outcome is not on the page.',
  fix: 'Add the number by which its part can be seen, or let it read the scorecard without signing it.',
  find: survey =>
    survey.scorecards.flatMap(card => {
      const side = (team: string) => departmentOf(survey, team)
      const seen = new Set(ownersOn(card, survey).map(side))
      const signing = [...new Set([card.owner, ...card.binds].map(side))]
      return signing
        .filter(department => !seen.has(department))
        .map(department => ({
          objects: [objectOf(card)],
          part: department,
          teams: [...new Set([card.owner, ...card.binds])].filter(team => side(team) === department),
          message: `${department} signs the scorecard ${quoted(card.title)}, and none of its numbers belongs to ${department}.`,
          numbers: { departments: signing.length },
        }))
    }),
}

/** Who answers for the numbers of a scorecard; where a section names no lines, for all that move its outcome. */
function ownersOn({ spec }: Survey['scorecards'][number], survey: Survey): string[] {
  const ownerOf = (metric: string): Declared['owner'] => survey.metrics.get(metric)?.owner ?? ''
  return spec.sections.flatMap(({ outcome, lines }) => [
    ownerOf(outcome),
    ...(lines?.map(({ metric, owner }) => owner ?? ownerOf(metric)) ?? [...movers(survey, [outcome])].map(ownerOf)),
  ])
}
