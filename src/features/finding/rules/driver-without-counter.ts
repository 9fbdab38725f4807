import { guardrailsNear } from '../guardrails.ts'
import type { Rule } from '../rule.ts'
import { objectOf, titled } from '../survey.ts'
import { listed, quoted } from '../wording.ts'

export const driverWithoutCounter: Rule = {
  id: 'driver-without-counter',
  severity: 'info',
  about: 'structure',
  says: 'An activity or output that is meant to move an outcome has no guardrail.',
  why: 'What is easy to raise is raised at a price: more leads of less worth, faster answers that solve nothing.',
  fix: 'Name under “counter” the number that must not get worse while this one gets better.',
  find: survey =>
    [...survey.metrics.values()]
      .filter(({ spec }) => isPushed(spec.class) && spec.drives?.length && spec.counter === undefined)
      .map(metric => {
        const moved = (metric.spec.drives ?? []).map(({ metric: name }) => quoted(titled(survey, name)))
        const near = guardrailsNear(survey, metric.name)
        return {
          objects: [objectOf(metric)],
          teams: [metric.owner],
          message: `${quoted(metric.title)} of ${metric.owner} is meant to move ${listed(moved)} and has no guardrail.`,
          ...(near === undefined ? {} : { fix: `${driverWithoutCounter.fix} ${near}` }),
        }
      }),
}

const isPushed = (word: string): boolean => word === 'activity' || word === 'output'
