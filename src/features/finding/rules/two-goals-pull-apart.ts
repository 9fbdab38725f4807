import { trendOf } from '../../../core/trend.ts'
import type { Goal } from '../../goal/goal.ts'
import { inputsOf, type Metric } from '../../metric/metric.ts'
import { courseGrain } from '../course.ts'
import type { Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { lengthOf, quoted } from '../wording.ts'

export const twoGoalsPullApart: Rule<'periods' | 'least' | 'tau' | 'chance'> = {
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
    chance: { default: 0.0005, says: 'How likely at most that may have come by chance.' },
  },
  find: (survey, { periods, least, tau, chance }) => {
    const results = resultsOf(survey, periods)
    const seen = new Set<string>()
    return results.flatMap((one, index) =>
      results.slice(index + 1).flatMap(other => {
        if (!areApart(one, other) || seen.has(pairOf(one, other))) return []
        const steps = stepsOf(one, other)
        const found = againstEachOther(steps)
        if (steps.length < least || found.tau < tau || found.chance > chance) return []
        seen.add(pairOf(one, other))
        const against = steps.filter(([a, b]) => a * b < 0).length
        return [
          {
            objects: [one.goal, other.goal, one.metric, other.metric].map(objectOf),
            teams: [one.goal.owner, other.goal.owner],
            message:
              `${quoted(one.metric.title)} in the goal ${quoted(one.goal.title)} of ${one.goal.owner} and ` +
              `${quoted(other.metric.title)} in the goal ${quoted(other.goal.title)} of ${other.goal.owner} pull apart: in ` +
              `${against} of ${lengthOf(steps.length, one.grain)}, when one got better, the other got worse ` +
              `(τ = −${found.tau.toFixed(2)}, ${oddsOf(found.chance)}).`,
            numbers: { against, steps: steps.length, tau: -found.tau, chance: found.chance },
          },
        ]
      }),
    )
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

const pairOf = (one: Result, other: Result): string => [one.metric.name, other.metric.name].toSorted().join(' ')

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
 * How strongly two changes go against each other, as −τ of Kendall, and how likely steps that have nothing to do with each other
 * do so as clearly: whoever sorts them by the one looks whether the other falls.
 */
function againstEachOther(steps: readonly [number, number][]): { tau: number; chance: number } {
  const others = steps.toSorted((x, y) => x[0] - y[0]).map(([, b]) => b)
  let score = 0
  for (const [later, b] of others.entries()) for (const a of others.slice(0, later)) score += Math.sign(a - b)
  const tau = score / ((others.length * (others.length - 1)) / 2)
  return { tau, chance: tau > 0 ? trendOf(others).chance : 1 }
}

function oddsOf(chance: number): string {
  const power = 10 ** Math.floor(-Math.log10(chance))
  return `by chance less than once in ${new Intl.NumberFormat('en').format(Math.min(power, 1_000_000))}`
}
