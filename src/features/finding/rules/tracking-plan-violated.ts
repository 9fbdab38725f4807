import { formatShare } from '../../../core/share.ts'
import { gathered, ONE_BY_ONE } from '../gathered.ts'
import type { Rule } from '../rule.ts'
import type { PlanBreach, Survey } from '../survey.ts'
import { counted, number, quoted } from '../wording.ts'

export const trackingPlanViolated: Rule<'share' | 'oneByOne'> = {
  id: 'tracking-plan-violated',
  severity: 'warning',
  about: 'data',
  says: 'Events come that break the tracking plan of their source.',
  why: 'A property that is missing or called otherwise is missing from every number that splits or sums by it.',
  fix: 'See “catalogue violations”; mend what sends them, or change the plan if it is the plan that is wrong.',
  thresholds: {
    share: { default: 0.01, says: 'What share of the newest events of a name have to break it in one way.' },
    oneByOne: ONE_BY_ONE,
  },
  find: (survey, { share, oneByOne }) => {
    const grave = (survey.facts?.breaches ?? []).filter(({ count, looked }) => count / looked >= share)
    const byEvent = Map.groupBy(grave, ({ plan, event }) => JSON.stringify([plan, event]))
    const hits = [...byEvent.values()].flatMap(breaches => hitOf(survey, breaches) ?? [])
    return gathered(
      hits,
      oneByOne,
      (count, few) => `${count} kinds of events break the tracking plans ${few}. See “catalogue violations”.`,
    )
  },
}

function hitOf(survey: Survey, breaches: readonly PlanBreach[]) {
  const [worst] = breaches
  if (!worst) return undefined
  const { plan, event, code, count, looked, example } = worst
  const agreed = survey.all.find(({ kind, name }) => kind === 'tracking-plan' && name === plan)
  const title = quoted(agreed?.title ?? plan)
  const others = breaches.length - 1
  return {
    objects: [`tracking-plan/${plan}`],
    part: event,
    teams: [agreed?.owner ?? '', ...(agreed?.binds ?? [])],
    message:
      code === 'unplanned_event'
        ? `${counted(count, 'event', 'events')} came that the tracking plan ${title} does not name: ${example}`
        : `${number(count)} of the ${number(looked)} newest ${quoted(event)} break the tracking plan ${title} (${formatShare(count / looked)}): ` +
          `${example}${others > 0 ? ` They break it in ${counted(others, 'other way', 'other ways')} too.` : ''}`,
    numbers: { count, looked, ways: breaches.length },
    main: 'count',
    weight: count / looked,
  }
}
