import { resultsWithBefore } from '../before.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { amount, quoted } from '../wording.ts'

export const baselineDiffers: Rule<'share'> = {
  id: 'baseline-differs',
  severity: 'warning',
  about: 'data',
  says: 'A key result starts from another number than the facts show for the period before its cycle, or for the year before.',
  why: 'Progress is counted from there: from too low a start a team has half of it without doing anything, from too high a start never.',
  fix: 'Take the baseline from the facts, or say in the why of the goal what it was taken from.',
  thresholds: {
    share: { default: 0.25, says: 'How far the baseline may be off, as a share of what was measured.' },
  },
  find: (survey, { share }) =>
    resultsWithBefore(survey)
      .filter(({ isReached, from, before, yearAgo }) => {
        const isOff = (value: number) => Math.abs(from - value) > share * Math.abs(value)
        return !isReached && isOff(before) && (yearAgo === null || isOff(yearAgo))
      })
      .map(({ goal, result, metric, from, before }) => ({
        objects: [objectOf(goal), objectOf(metric)],
        part: result.name,
        teams: [goal.owner, metric.owner],
        message: `In the goal ${quoted(goal.title)}, ${quoted(metric.title)} starts from ${amount(from, metric.spec.unit)}; the period before came to ${amount(before, metric.spec.unit)}.`,
        numbers: { from, before },
      })),
}
