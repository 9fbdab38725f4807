import { formOf, type KeyResult } from '../../goal/goal.ts'
import { usualGrain } from '../../metric/metric.ts'
import type { Hit, Rule } from '../rule.ts'
import { lastDay, pairsOf, type Running, runningGoals } from '../running.ts'
import { objectOf, type Survey } from '../survey.ts'
import { amount, quoted } from '../wording.ts'

export const twoTargets: Rule = {
  id: 'two-targets',
  severity: 'error',
  about: 'structure',
  says: 'One number has two targets for the same time.',
  why: 'One team is at its target where the other is behind, and both are right by what they have signed.',
  fix: 'Agree on one target. If one is a team’s share of the whole, give that share a metric of its own.',
  find: survey => [...goalsThatDiffer(survey), ...linesThatDiffer(survey)],
}

type Promised = { goal: Running; result: KeyResult }

function goalsThatDiffer(survey: Survey): Hit[] {
  const promised = runningGoals(survey).flatMap(goal =>
    goal.spec.results
      .filter(result => result.metric !== undefined && formOf(result) === 'change')
      .map(result => ({ goal, result })),
  )
  return [...Map.groupBy(promised, ({ result }) => result.metric).values()].flatMap(each =>
    pairsOf(each).flatMap(([one, other]) => {
      const metric = survey.metrics.get(one.result.metric ?? '')
      if (!metric || !differ(one, other)) return []
      const { unit } = metric.spec
      const said = ({ goal, result }: Promised) =>
        `${amount(result.to ?? 0, unit)} in ${quoted(goal.title)} of ${goal.owner}`
      return [
        {
          objects: [objectOf(metric), objectOf(one.goal), objectOf(other.goal)],
          teams: [one.goal.owner, other.goal.owner],
          message: `${quoted(metric.title)} should reach ${said(one)} and ${said(other)}, both by ${dayOf(one)}.`,
          numbers: { one: one.result.to ?? 0, other: other.result.to ?? 0 },
        },
      ]
    }),
  )
}

/** A stretch beside a promise is not another target. */
function differ(one: Promised, other: Promised): boolean {
  return (
    one.goal.name !== other.goal.name &&
    one.result.kind === other.result.kind &&
    one.result.to !== other.result.to &&
    one.goal.span.start === other.goal.span.start &&
    one.goal.span.end === other.goal.span.end &&
    dayOf(one) === dayOf(other)
  )
}

const dayOf = ({ goal, result }: Promised): string => result.by ?? lastDay(goal.span)

/** A scorecard may be stricter than the metric in another period; in the same one it contradicts it. */
function linesThatDiffer({ scorecards, metrics }: Survey): Hit[] {
  return scorecards.flatMap(card =>
    card.spec.sections.flatMap(({ outcome, lines = [] }) =>
      lines.flatMap(({ metric: name, target, operator }) => {
        const metric = metrics.get(name)
        const own = metric?.spec.target
        const read = card.spec.grain ?? usualGrain(metrics.get(outcome)?.spec ?? metric?.spec ?? NO_GRAIN)
        if (!metric || own === undefined || typeof target !== 'number' || target === own) return []
        if (operator !== undefined || read !== usualGrain(metric.spec)) return []
        const { unit } = metric.spec
        return [
          {
            objects: [objectOf(metric), objectOf(card)],
            teams: [metric.owner, card.owner],
            severity: 'warning' as const,
            message: `${quoted(metric.title)} of ${metric.owner} should be at ${amount(own, unit)} in a ${read}, and at ${amount(target, unit)} on the scorecard ${quoted(card.title)}.`,
            numbers: { one: own, other: target },
          },
        ]
      }),
    ),
  )
}

const NO_GRAIN = { class: 'output', unit: '', direction: 'up' } as const
