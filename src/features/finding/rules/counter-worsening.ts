import { usualGrain } from '../../metric/metric.ts'
import { fromTo, wentOf } from '../course.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const counterWorsening: Rule = {
  id: 'counter-worsening',
  severity: 'warning',
  about: 'data',
  says: 'A number got better over the last periods while the guardrail that goes with it got worse.',
  why: 'The gain may be paid for by somebody else: that is what the guardrail was agreed for.',
  fix: 'Stop and look at both numbers with the teams that own them before the first one is pushed any further.',
  find: survey =>
    [...survey.metrics.values()].flatMap(metric => {
      const counter = survey.metrics.get(metric.spec.counter ?? '')
      if (!counter) return []
      const grain = usualGrain(metric.spec)
      const [gain, price] = [wentOf(survey, metric, grain), wentOf(survey, counter, grain)]
      if (gain?.course !== 'better' || price?.course !== 'worse') return []
      return [
        {
          objects: [objectOf(metric), objectOf(counter)],
          teams: [metric.owner, counter.owner],
          message:
            `${quoted(metric.title)} of ${metric.owner} got better, ${fromTo(gain)}. ` +
            `Its guardrail ${quoted(counter.title)} got worse: ${fromTo(price)}.`,
          numbers: {
            from: gain.first.value,
            to: gain.last.value,
            counterFrom: price.first.value,
            counterTo: price.last.value,
            periods: gain.periods,
          },
        },
      ]
    }),
}
