import type { Goal } from '../../goal/goal.ts'
import { inputsOf, type Metric } from '../../metric/metric.ts'
import { courseGrain } from '../course.ts'
import { echoOf, upperTail } from '../echo.ts'
import type { Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { lengthOf, quoted } from '../wording.ts'

export const twoGoalsPullApart: Rule<'periods' | 'least' | 'tau' | 'against' | 'chance'> = {
  id: 'two-goals-pull-apart',
  severity: 'warning',
  about: 'data',
  says: 'The numbers of two teams’ goals move against each other: when one gets better, the other gets worse.',
  why: 'Each team can only reach its goal at the cost of the other’s, and both will call that a lack of help.',
  fix: 'Put both numbers before both teams: agree on one goal for the two, on a guardrail, or on which of them goes first.',
  thresholds: {
    periods: { default: 26, says: 'How many periods are looked at.' },
    least: { default: 12, says: 'How many steps from one period to the next it takes to say anything.' },
    tau: { default: 0.5, says: 'How strongly they move against each other at least, as Kendall’s τ from 0 to 1.' },
    against: { default: 0.7, says: 'In what share of the steps one has to have got better while the other got worse.' },
    chance: {
      default: 0.05,
      says: 'How likely at most any of all pairs that are compared may move against each other so clearly by chance.',
    },
  },
  find: (survey, { periods, least, tau, against: enough, chance }) => {
    const pairs = pairsOf(resultsOf(survey, periods))
    return pairs.flatMap(([one, other]) => {
      const steps = stepsOf(one, other)
      if (steps.length < least) return []
      const found = againstEachOther(steps)
      const against = steps.filter(([a, b]) => a * b < 0).length
      if (found.tau < tau || against < enough * steps.length || found.chance * pairs.length > chance) return []
      return [
        {
          objects: [one.goal, other.goal, one.metric, other.metric].map(objectOf),
          teams: [one.goal.owner, other.goal.owner],
          message:
            `${quoted(one.metric.title)} in the goal ${quoted(one.goal.title)} of ${one.goal.owner} and ` +
            `${quoted(other.metric.title)} in the goal ${quoted(other.goal.title)} of ${other.goal.owner} pull apart: in ` +
            `${against} of ${lengthOf(steps.length, one.grain)}, when one got better, the other got worse ` +
            `(τ = −${found.tau.toFixed(2)}).`,
          numbers: { against, steps: steps.length, tau: -found.tau, chance: found.chance },
        },
      ]
    })
  },
}

type Result = {
  goal: Declared<Goal>
  metric: Declared<Metric>
  grain: ReturnType<typeof courseGrain>
  /** Values by the label of the period, where more is better. */
  values: ReadonlyMap<string, number>
  labels: readonly string[]
}

/** The metrics of goals that run, each with the goal it is a result of. */
function resultsOf(survey: Survey, periods: number): Result[] {
  return survey.goals.flatMap(goal => {
    const span = survey.spans.get(goal.name)
    if (!span || span.start >= survey.asOf || span.end < survey.asOf) return []
    const names = new Set(goal.spec.results.flatMap(({ metric }) => metric ?? []))
    return [...names].flatMap(name => {
      const metric = survey.metrics.get(name)
      if (!metric) return []
      const grain = courseGrain(metric.spec)
      const points = (survey.series(name, grain)?.points ?? []).slice(-periods)
      const sign = metric.spec.direction === 'up' ? 1 : -1
      const values = new Map(
        points.flatMap(({ period, value }) => (value === null ? [] : [[period.label, sign * value]])),
      )
      return [{ goal, metric, grain, values, labels: points.map(({ period }) => period.label) }]
    })
  })
}

/** Results of two teams, read in the same periods, of which neither is made from the other or from the same number. */
function areApart(one: Result, other: Result): boolean {
  const made = [one, other].map(({ metric }) => new Set([metric.name, ...inputsOf(metric.spec)]))
  const common = [...made[0]!].some(name => made[1]!.has(name))
  return one.goal.owner !== other.goal.owner && one.grain === other.grain && !common
}

/** Every two results whose numbers could pull apart; each two numbers once. */
function pairsOf(results: readonly Result[]): [Result, Result][] {
  const pairs = results.flatMap((one, index) =>
    results.slice(index + 1).flatMap((other): [Result, Result][] => (areApart(one, other) ? [[one, other]] : [])),
  )
  const nameOf = (pair: [Result, Result]) =>
    pair
      .map(({ metric }) => metric.name)
      .toSorted()
      .join(' ')
  return [...new Map(pairs.toReversed().map(pair => [nameOf(pair), pair])).values()].toReversed()
}

/** How both changed from one period to the next. */
function stepsOf(one: Result, other: Result): [number, number][] {
  const both = one.labels.flatMap((label, at) => {
    const [a, b] = [one.values.get(label), other.values.get(label)]
    return a === undefined || b === undefined ? [] : [{ at, a, b }]
  })
  return both.flatMap(({ at, a, b }, i) => {
    const before = both[i - 1]
    return before && before.at === at - 1 ? [[a - before.a, b - before.b]] : []
  })
}

/**
 * How strongly two changes go against each other, as −τ of Kendall, and how likely two that have nothing to do with each other do so
 * as clearly. Numbers that swing back after each swing fall into step more easily, so that they count as fewer steps (Bartlett 1946).
 */
function againstEachOther(steps: readonly [number, number][]): { tau: number; chance: number } {
  const count = steps.length
  let score = 0
  for (const [i, later] of steps.entries())
    for (const earlier of steps.slice(0, i))
      score -= Math.sign(later[0] - earlier[0]) * Math.sign(later[1] - earlier[1])
  const tau = score / ((count * (count - 1)) / 2)
  const alike = echoOf(steps.map(([a]) => a)) * echoOf(steps.map(([, b]) => b))
  const own = Math.max(4, (count * (1 - Math.abs(alike))) / (1 + Math.abs(alike)))
  const deviation = Math.sqrt((2 * (2 * own + 5)) / (9 * own * (own - 1)))
  return { tau, chance: upperTail(tau / deviation) }
}
