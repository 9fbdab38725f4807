import { courseGrain, firstOver, fromTo, gotBetter, gotWorse } from '../course.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const counterWorsening: Rule<'periods' | 'change' | 'loss' | 'chance'> = {
  id: 'counter-worsening',
  severity: 'warning',
  about: 'data',
  says: 'A number got better over the last periods while the guardrail that goes with it got worse.',
  why: 'The gain may be paid for by somebody else: that is what the guardrail was agreed for.',
  fix: 'Stop and look at both numbers with the teams that own them before the first one is pushed any further.',
  thresholds: {
    periods: {
      default: 26,
      says: 'How many periods are looked at, a year at most; the newest three quarters and half of them are looked at too.',
    },
    change: { default: 0.1, says: 'The least gain of the number that counts, as a share of its level.' },
    loss: { default: 0.05, says: 'The least loss of the guardrail that counts, as a share of its level.' },
    chance: { default: 0.01, says: 'How likely at most either change may have come by chance.' },
  },
  find: (survey, { periods, change, loss, chance }) =>
    [...survey.metrics.values()].flatMap(metric => {
      const counter = survey.metrics.get(metric.spec.counter ?? '')
      if (!counter) return []
      const grain = courseGrain(metric.spec)
      const apart = firstOver(
        survey,
        [metric, counter],
        { grain, periods },
        (gain, price) => gotBetter(gain, { chance, change }) && gotWorse(price, { chance, change: loss }),
      )
      if (!apart) return []
      const [gain, price] = apart
      return [
        {
          objects: [objectOf(metric), objectOf(counter)],
          teams: [metric.owner, counter.owner],
          message:
            `${quoted(metric.title)} of ${metric.owner} got better, ${fromTo(gain)}. ` +
            `Its guardrail ${quoted(counter.title)} of ${counter.owner} got worse: ${fromTo(price)}.`,
          numbers: {
            from: gain.from,
            to: gain.to,
            counterFrom: price.from,
            counterTo: price.to,
            periods: gain.periods,
          },
        },
      ]
    }),
}
