import { departmentOf, departments } from '../departments.ts'
import type { Rule } from '../rule.ts'
import type { Declared, Survey } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const teamFeedsNothing: Rule = {
  id: 'team-feeds-nothing',
  severity: 'warning',
  about: 'data',
  says: 'A department stands on a scorecard and brings no facts at all.',
  why: 'What it does can be seen by nobody else, and its own numbers are made of what others write down.',
  fix: 'Connect one of its tools, or import its export, with one of its teams as owner of the source.',
  find: survey => {
    const feeds = (survey.facts?.feeds ?? []).filter(({ events, traits }) => events > 0 || traits > 0)
    const feeding = new Set(feeds.flatMap(({ owner }) => (owner === undefined ? [] : [departmentOf(survey, owner)])))
    if (feeding.size === 0) return []
    const missing = [...departments(survey)].filter(([department]) => !feeding.has(department))
    return missing.flatMap(([department, teams]) => {
      const card = survey.scorecards.find(each => standOn(each, survey).some(team => teams.includes(team)))
      if (!card) return []
      const own = numbersOn(card, survey).filter(owner => teams.includes(owner)).length
      const stands = own > 0 ? `has ${counted(own, 'number', 'numbers')} on` : 'signs'
      return [
        {
          objects: teams.map(team => `team/${team}`),
          teams,
          message: `${department} ${stands} the scorecard ${quoted(card.title)} and feeds none of the ${counted(feeds.length, 'source', 'sources')}.`,
          numbers: { sources: feeds.length, numbers: own },
          ...(own > 0 ? {} : { severity: 'info' as const }),
        },
      ]
    })
  },
}

/** Teams that sign a scorecard or have a number on it. */
const standOn = (card: Survey['scorecards'][number], survey: Survey): string[] => [
  card.owner,
  ...card.binds,
  ...numbersOn(card, survey),
]

/** Who answers for each number that a scorecard names. */
function numbersOn({ spec }: Survey['scorecards'][number], survey: Survey): string[] {
  const ownerOf = (metric: string): Declared['owner'] => survey.metrics.get(metric)?.owner ?? ''
  return spec.sections.flatMap(({ outcome, lines = [] }) => [
    ownerOf(outcome),
    ...lines.map(({ metric, owner }) => owner ?? ownerOf(metric)),
  ])
}
