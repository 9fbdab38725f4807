import { formatShare } from '../../../core/share.ts'
import { medianOf } from '../../../core/slope.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { targetRun } from '../target-run.ts'
import { amount, lengthOf, quoted } from '../wording.ts'

export const targetAlwaysMet: Rule<'periods' | 'margin'> = {
  id: 'target-always-met',
  severity: 'info',
  about: 'data',
  says: 'A target has been met in every one of the last periods by a wide margin.',
  why: 'A target that cannot be missed steers nothing, and hides the first period in which something goes wrong.',
  fix: 'Raise the target to what would need an effort, or take it off and keep the number as a guardrail.',
  thresholds: {
    periods: { default: 13, says: 'In how many periods, all of them known, it has to have been met.' },
    margin: { default: 0.2, says: 'How far beyond the target, as a share of it, half of the periods at least were.' },
  },
  find: (survey, { periods, margin }) =>
    [...survey.metrics.values()].flatMap(metric => {
      const run = targetRun(survey, metric, periods)
      if (!run?.beyond.every(share => share >= 0)) return []
      const usual = medianOf(run.beyond)
      if (usual < margin) return []
      const { unit } = metric.spec
      return [
        {
          objects: [objectOf(metric)],
          teams: [metric.owner],
          message:
            `${quoted(metric.title)} of ${metric.owner} met its target of ${amount(run.target, unit)} in all of the last ` +
            `${lengthOf(periods, run.grain)}, usually by ${formatShare(usual)}, and never came closer than ` +
            `${amount(run.closest, unit)}.`,
          numbers: { target: run.target, closest: run.closest, margin: usual, periods },
        },
      ]
    }),
}
