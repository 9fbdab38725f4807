import { formatShare } from '../../../core/share.ts'
import { byHowMuch, courseGrain, firstOver, fromTo, gotBetter, gotWorse, isStill, periodsIn } from '../course.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const localUpOutcomeFlat: Rule<'periods' | 'change' | 'chance' | 'share' | 'clear'> = {
  id: 'local-up-outcome-flat',
  severity: 'warning',
  about: 'data',
  says: 'A local number got better over the last periods while the outcome it claims to move did not.',
  why: 'A team that does well by a number nobody feels works hard at the wrong thing, or its claim does not hold.',
  fix: 'Look at the claim together: whose leads, which customers, what lag? Then change what the team does, or the claim.',
  thresholds: {
    periods: {
      default: 26,
      says: 'How many periods are looked at, a year at most; the newest three quarters and half of them are looked at too.',
    },
    change: { default: 0.1, says: 'The least gain of the local number that counts, as a share of its level.' },
    chance: { default: 0.01, says: 'How likely at most the gain of the local number may have come by chance.' },
    share: {
      default: 0.5,
      says: 'The outcome is still when its gain, at most, was smaller than this share of the local gain.',
    },
    clear: {
      default: 0.02,
      says: 'How likely at most a gain of the outcome may have come by chance to be called one, however small.',
    },
  },
  find: (survey, { periods, change, chance, share, clear }) =>
    [...survey.metrics.values()].flatMap(local =>
      (local.spec.drives ?? []).flatMap(({ metric, lag }) => {
        const outcome = survey.metrics.get(metric)
        if (!outcome) return []
        const grain = courseGrain(outcome.spec)
        const over = { grain, periods, skip: periodsIn(lag, grain) }
        const apart = firstOver(
          survey,
          [local, outcome],
          over,
          (up, flat) => gotBetter(up, { chance, change }) && isStill(flat, share * up.change, clear),
        )
        if (!apart) return []
        const [up, flat] = apart
        const after = lag === undefined ? '' : ` ${lag} later`
        const worse = gotWorse(flat, { chance, change: 0 })
        return [
          {
            objects: [objectOf(local), objectOf(outcome)],
            teams: [local.owner, outcome.owner],
            message:
              `${quoted(local.title)} of ${local.owner} got better${byHowMuch(up)}, ${fromTo(up)}. ` +
              `${quoted(outcome.title)} of ${outcome.owner}, which it is meant to move${after}, ` +
              `${worse ? 'got worse' : 'did not'}: ${fromTo(flat)}` +
              (worse ? '.' : `, where a gain of ${formatShare(Math.max(0, flat.most))} would have shown.`),
            numbers: {
              localFrom: up.from,
              localTo: up.to,
              localChange: up.change,
              outcomeFrom: flat.from,
              outcomeTo: flat.to,
              outcomeChange: flat.change,
              outcomeChangeAtMost: flat.most,
              periods: flat.periods,
            },
          },
        ]
      }),
    ),
}
