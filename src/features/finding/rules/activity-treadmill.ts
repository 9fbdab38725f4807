import { medianOf } from '../../../core/slope.ts'
import type { Metric } from '../../metric/metric.ts'
import {
  byHowMuch,
  courseGrain,
  fromTo,
  gotBetter,
  isStill,
  periodsIn,
  stretchesOf,
  type Went,
  wentOf,
} from '../course.ts'
import type { Hit, Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { counted, lengthOf, listed, quoted } from '../wording.ts'

type Limits = Readonly<Record<'periods' | 'least' | 'change' | 'chance' | 'share' | 'clear', number>>

export const activityTreadmill: Rule<keyof Limits> = {
  id: 'activity-treadmill',
  severity: 'warning',
  about: 'data',
  says: 'A team does more and more of several things, and no outcome that they should move gets better.',
  why: 'Each single number looks like success; together they show a team that runs faster and stays where it is.',
  fix: 'Stop the activity that nobody would miss, and ask with the owners of the outcomes what would move them.',
  thresholds: {
    periods: {
      default: 26,
      says: 'How many periods are looked at, a year at most; the newest three quarters and half of them are looked at too.',
    },
    least: { default: 2, says: 'How many activities and outputs of one team have to rise.' },
    change: { default: 0.1, says: 'The least gain of an activity that counts, as a share of its level.' },
    chance: { default: 0.01, says: 'How likely at most the gain of an activity may have come by chance.' },
    share: {
      default: 0.5,
      says: 'An outcome is still when its gain, at most, was smaller than this share of the activities’.',
    },
    clear: {
      default: 0.02,
      says: 'How likely at most a gain of an outcome may have come by chance to be called one, however small.',
    },
  },
  find: (survey, limits) =>
    [...Map.groupBy(survey.metrics.values(), ({ owner }) => owner)].flatMap(([team, own]) => {
      const busy = own.filter(({ spec }) => spec.class === 'activity' || spec.class === 'output')
      const outcomes = new Set(busy.flatMap(metric => [...outcomesOf(metric, survey).keys()]))
      return outcomes.size > 0
        ? stillServed(team, busy, survey, limits)
        : servesNothing(team, own, busy, survey, limits)
    }),
}

/** All outcomes that a team’s rising activities should move, of which none moved. */
function stillServed(team: string, busy: readonly Declared<Metric>[], survey: Survey, limits: Limits): Hit[] {
  const serving = busy
    .map(metric => ({ metric, served: outcomesOf(metric, survey) }))
    .filter(({ served }) => served.size > 0)
  for (const part of [0, 1, 2]) {
    const rising = serving.flatMap(({ metric, served }) => {
      const went = risen(metric, survey, { limits, part, lagDays: Math.min(...served.values()) })
      return went ? [{ went, served: [...served.keys()] }] : []
    })
    if (rising.length < limits.least) continue
    const gain = medianOf(rising.map(({ went }) => went.change))
    const outcomes = [...new Set(rising.flatMap(({ served }) => served))].flatMap(
      name => survey.metrics.get(name) ?? [],
    )
    const went = outcomes.map(outcome => wentOver(survey, outcome, { limits, part }))
    if (!went.every((each): each is Went => each !== undefined && isStill(each, limits.share * gain, limits.clear)))
      continue
    return [
      hitOf(
        team,
        rising.map(each => each.went),
        went,
      ),
    ]
  }
  return []
}

/** Rising activities of a team that names no outcome which they should move, and owns none. */
function servesNothing(
  team: string,
  own: readonly Declared<Metric>[],
  busy: readonly Declared<Metric>[],
  survey: Survey,
  limits: Limits,
): Hit[] {
  if (own.some(({ spec }) => spec.class === 'outcome')) return []
  const rising = busy.flatMap(metric => risen(metric, survey, { limits, part: 0 }) ?? [])
  return rising.length < limits.least ? [] : [hitOf(team, rising, [])]
}

function hitOf(team: string, rising: readonly Went[], outcomes: readonly Went[]): Hit {
  const gain = medianOf(rising.map(({ change }) => change))
  const [first] = rising
  const rose = listed(rising.map(went => `${quoted(went.metric.title)}${byHowMuch(went)}`))
  const still = listed(outcomes.map(each => `${quoted(each.metric.title)}, ${fromTo(each)}`))
  const what =
    outcomes.length === 0
      ? 'No outcome is named that they should move.'
      : `${outcomes.length > 1 ? 'None of the outcomes they should move got' : 'The outcome they should move did not get'} better: ${still}.`
  return {
    objects: [...outcomes, ...rising].map(({ metric }) => objectOf(metric)),
    key: `team/${team}`,
    teams: [team, ...outcomes.map(({ metric }) => metric.owner)],
    message:
      `${counted(rising.length, 'number', 'numbers')} of what ${team} does got better in ` +
      `${lengthOf(first?.periods ?? 0, first?.grain ?? 'week')}: ${rose}. ${what}`,
    numbers: { rising: rising.length, outcomes: outcomes.length, change: gain },
  }
}

/** Which of the stretches is looked at: all periods, three quarters or half of them. */
type Over = { limits: Limits; part: number; lagDays?: number }

function wentOver(survey: Survey, metric: Declared<Metric>, { limits, part, lagDays = 0 }: Over): Went | undefined {
  const grain = courseGrain(metric.spec)
  const stretches = stretchesOf(limits.periods, grain)
  const periods = stretches[part] ?? stretches.at(-1)
  return periods === undefined
    ? undefined
    : wentOf(survey, metric, { grain, periods, skip: periodsIn(`${lagDays} days`, grain) })
}

function risen(metric: Declared<Metric>, survey: Survey, over: Over): Went | undefined {
  const went = wentOver(survey, metric, over)
  return went && gotBetter(went, over.limits) ? went : undefined
}

/** The outcomes that a metric should move, at once or through others, with the days that takes. */
function outcomesOf(metric: Declared<Metric>, { metrics }: Survey): Map<string, number> {
  const reached = new Map<string, number>()
  const passed = new Set<string>([metric.name])
  let ways = [{ from: metric, days: 0 }]
  while (ways.length > 0)
    ways = ways.flatMap(({ from, days }) =>
      (from.spec.drives ?? []).flatMap(({ metric: name, lag }) => {
        const to = metrics.get(name)
        if (!to || passed.has(name)) return []
        passed.add(name)
        const then = days + periodsIn(lag, 'day')
        if (to.spec.class === 'outcome') reached.set(name, then)
        return to.spec.class === 'outcome' ? [] : [{ from: to, days: then }]
      }),
    )
  return reached
}
