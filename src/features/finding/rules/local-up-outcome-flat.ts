import { usualGrain } from '../../metric/metric.ts'
import { fromTo, periodsIn, wentOf } from '../course.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const localUpOutcomeFlat: Rule = {
  id: 'local-up-outcome-flat',
  severity: 'warning',
  about: 'data',
  says: 'A local number got better over the last periods while the outcome it claims to move did not.',
  why: 'A team that does well by a number nobody feels works hard at the wrong thing, or its claim does not hold.',
  fix: 'Look at the claim together: whose leads, which customers, what lag? Then change what the team does, or the claim.',
  find: survey =>
    [...survey.metrics.values()].flatMap(local =>
      (local.spec.drives ?? []).flatMap(({ metric, lag }) => {
        const outcome = survey.metrics.get(metric)
        if (!outcome) return []
        const grain = usualGrain(outcome.spec)
        const up = wentOf(survey, local, grain, periodsIn(lag, grain))
        const flat = wentOf(survey, outcome, grain)
        if (up?.course !== 'better' || !flat || flat.course === 'better') return []
        const after = lag === undefined ? '' : ` ${lag} later`
        const word = flat.course === 'worse' ? 'got worse' : 'did not move clearly'
        return [
          {
            objects: [objectOf(local), objectOf(outcome)],
            teams: [local.owner, outcome.owner],
            message:
              `${quoted(local.title)} of ${local.owner} got better, ${fromTo(up)}. ` +
              `${quoted(outcome.title)} of ${outcome.owner}, which it is meant to move${after}, ${word}: ${fromTo(flat)}.`,
            numbers: {
              localFrom: up.first.value,
              localTo: up.last.value,
              outcomeFrom: flat.first.value,
              outcomeTo: flat.last.value,
              periods: flat.periods,
            },
          },
        ]
      }),
    ),
}
