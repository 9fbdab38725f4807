import { formatShare } from '../../../core/share.ts'
import { medianOf } from '../../../core/slope.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { targetRun } from '../target-run.ts'
import { amount, lengthOf, quoted } from '../wording.ts'

export const targetNeverMet: Rule<'periods' | 'margin'> = {
  id: 'target-never-met',
  severity: 'info',
  about: 'data',
  says: 'A target has been missed in every one of the last periods.',
  why: 'People stop looking at a line that is always red, and with it at the day on which it matters.',
  fix: 'Agree on a target that can be reached from here, or on what will be done differently from now on.',
  thresholds: {
    periods: { default: 13, says: 'In how many periods, all of them known, it has to have been missed.' },
    margin: { default: 0.05, says: 'How far from the target, as a share of it, half of the periods at least were.' },
  },
  find: (survey, { periods, margin }) =>
    [...survey.metrics.values()].flatMap(metric => {
      const run = targetRun(survey, metric, periods)
      if (!run?.beyond.every(share => share < 0)) return []
      const usual = -medianOf(run.beyond)
      if (usual < margin) return []
      const { unit } = metric.spec
      return [
        {
          objects: [objectOf(metric)],
          teams: [metric.owner],
          message:
            `${quoted(metric.title)} of ${metric.owner} missed its target of ${amount(run.target, unit)} in all of the last ` +
            `${lengthOf(periods, run.grain)}, usually by ${formatShare(usual)}, and never came closer than ` +
            `${amount(run.closest, unit)}.`,
          numbers: { target: run.target, closest: run.closest, margin: usual, periods },
        },
      ]
    }),
}
