import type { Rule } from '../rule.ts'
import { objectOf, titled } from '../survey.ts'
import { listed, quoted } from '../wording.ts'

export const scorecardLineWithoutTarget: Rule = {
  id: 'scorecard-line-without-target',
  severity: 'info',
  about: 'structure',
  says: 'Some numbers of a scorecard have a target and others have none.',
  why: 'The numbers without one are never red, so the meeting talks about the teams that set themselves one.',
  fix: 'Agree on what the number should be in a period, under “target” of the metric or of the line.',
  find: survey =>
    survey.scorecards.flatMap(card => {
      const shown = card.spec.sections.flatMap(({ outcome, lines = [] }) => [{ metric: outcome }, ...lines])
      const targets = new Map<string, boolean>()
      for (const line of shown) {
        const own = 'target' in line ? line.target : undefined
        const has = (own ?? survey.metrics.get(line.metric)?.spec.target) !== undefined
        targets.set(line.metric, has || targets.get(line.metric) === true)
      }
      const without = [...targets].filter(([name, has]) => !has && survey.metrics.has(name)).map(([name]) => name)
      if (without.length === 0 || without.length === targets.size) return []
      const names = listed(without.map(name => quoted(titled(survey, name))))
      return [
        {
          objects: [objectOf(card)],
          teams: without.map(name => survey.metrics.get(name)?.owner ?? ''),
          message: `${without.length} of the ${targets.size} numbers on the scorecard ${quoted(card.title)} ${without.length === 1 ? 'has' : 'have'} no target: ${names}.`,
          numbers: { without: without.length, lines: targets.size },
          weight: without.length / targets.size,
        },
      ]
    }),
}
