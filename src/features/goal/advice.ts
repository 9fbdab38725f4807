import type { Metric } from '../metric/metric.ts'
import { isActivity, isTask } from './advice-words.ts'
import { formOf, type Goal, type KeyResult, type ResultForm } from './goal.ts'

/**
 * What could be better about a goal as it is written, before anybody signs it. Each piece of advice stands under the rule of
 * the linter that would say the same of the goal in force.
 */

/** A goal as somebody writes it. */
export type Written = { title: string; owner: string; spec: Goal }

/** The numbers a goal may name, by name. */
export type Numbers = { get(name: string): { title: string; spec: Metric } | undefined }

export type Limits = {
  /** How many key results are still looked at. */
  results: number
  /** The share of the weight at which one key result hides the others. */
  weight: number
}

export type Advice = {
  rule: string
  /** Where in the goal. */
  path: (string | number)[]
  sentence: string
  numbers?: Record<string, number>
  /** Metrics it is about. */
  metrics?: string[]
  /** Teams besides the owner that can put it right. */
  teams?: string[]
}

/** Everything that could be better about a goal by itself, in the order of its fields. */
export function adviceOn(goal: Written, numbers: Numbers, limits: Partial<Limits> = {}): Advice[] {
  const { results: most, weight: heaviest } = { ...LIMITS, ...limits }
  return [
    ...adviceOnObjective(goal),
    ...goal.spec.results.flatMap((result, index) => adviceOnResult(result, index, goal)),
    ...adviceOnNumbers(goal, numbers),
    ...adviceOnCount(goal, most),
    ...adviceOnWeight(goal, heaviest),
    ...adviceOnPromise(goal),
    ...adviceOnContributors(goal, numbers),
  ]
}

function adviceOnObjective({ title, spec }: Written): Advice[] {
  const said = spec.objective ?? title
  if (!isTask(said)) return []
  const rule = 'objective-names-a-task'
  const sentence = `The goal “${title}” says what will be done, not what will be so`
  if (spec.objective === undefined) return [{ rule, path: ['title'], sentence: `${sentence}.` }]
  return [{ rule, path: ['objective'], sentence: `${sentence}: “${said}”.` }]
}

function adviceOnResult(result: KeyResult, index: number, { title }: Written): Advice[] {
  const { name, metric } = result
  if (metric !== undefined || formOf(result) === 'baseline') return []
  const rule = 'task-shaped-result'
  const path = ['results', index]
  if (isTask(name))
    return [{ rule, path, sentence: `“${name}” in the goal “${title}” says what will be done, not what comes of it.` }]
  if (formOf(result) !== 'milestone' && isActivity(name))
    return [{ rule, path, sentence: `“${name}” in the goal “${title}” counts how much is done, not what comes of it.` }]
  return []
}

function adviceOnNumbers({ title, spec }: Written, numbers: Numbers): Advice[] {
  const { level, results } = spec
  if (results.length === 0) return []
  const named = [...new Set(results.flatMap(({ metric }) => metric ?? []))]
  if (named.length === 0 && level === 'person') return []
  if (named.length === 0)
    return [
      {
        rule: 'goal-without-metric',
        path: ['results'],
        sentence: `No metric shows how the goal “${title}” goes. It is seen by ${formsIn(results)}.`,
        numbers: { results: results.length },
      },
    ]
  const known = named.map(name => ({ name, ...numbers.get(name) }))
  const counts = known.flatMap(({ title: called, spec: metric }) => (metric ? `“${called}” (${metric.class})` : []))
  const metrics = known.flatMap(({ name, spec: metric }) => (metric ? name : []))
  if (known.every(({ spec: metric }) => metric?.class === 'activity' || metric?.class === 'input'))
    return [
      {
        rule: 'goal-result-on-activity-only',
        path: ['results'],
        sentence: `The goal “${title}” is measured only by what is done: ${listed(counts)}.`,
        numbers: { results: results.length },
        metrics,
      },
    ]
  const [only, ...others] = known
  const isAlone = others.length === 0 && only?.spec?.class === 'output' && only.spec.counter === undefined
  const hasBand = results.some(result => formOf(result) === 'band')
  if (!isAlone || hasBand) return []
  return [
    {
      rule: 'single-number-goal',
      path: ['results'],
      sentence: `The goal “${title}” hangs on one number, “${only?.title}”, and no guardrail goes with it.`,
      metrics,
    },
  ]
}

function adviceOnCount({ title, spec: { results } }: Written, most: number): Advice[] {
  if (results.length <= most) return []
  const sentence = `The goal “${title}” has ${results.length} key results, more than ${most}.`
  return [{ rule: 'too-many-results', path: ['results'], sentence, numbers: { results: results.length, most } }]
}

function adviceOnWeight({ title, spec: { results } }: Written, heaviest: number): Advice[] {
  const total = results.reduce((sum, { weight = 1 }) => sum + weight, 0)
  return results.flatMap(({ name, weight = 1 }, index): Advice[] => {
    const share = weight / total
    if (results.length < 2 || share < heaviest) return []
    const others = results.length === 2 ? 'the other key result hardly counts' : 'the other key results hardly count'
    return [
      {
        rule: 'weight-hides-results',
        path: ['results', index, 'weight'],
        sentence: `“${name}” carries ${Math.round(share * 100)} % of the goal “${title}”, so ${others}.`,
        numbers: { share, results: results.length },
      },
    ]
  })
}

/** A shared goal in which nothing is promised; for a single team’s a stretch is its own affair. */
function adviceOnPromise({ title, spec: { level, results } }: Written): Advice[] {
  const isShared = level === 'company' || level === 'cross-team'
  if (!isShared || results.length === 0 || !results.every(({ kind }) => kind === 'aspirational')) return []
  const which = results.length === 1 ? 'The only key result' : `Each of the ${results.length} key results`
  return [
    {
      rule: 'nothing-committed',
      path: ['results'],
      sentence: `${which} of the ${level} goal “${title}” is aspirational, so nobody has promised anything.`,
      numbers: { results: results.length },
    },
  ]
}

function adviceOnContributors({ title, spec: { contributors = [] } }: Written, numbers: Numbers): Advice[] {
  return contributors.flatMap(({ team, with: what, metric }, index): Advice[] => {
    if (metric !== undefined && numbers.get(metric)) return []
    const gone = metric === undefined ? '' : ` The metric “${metric}” is not in force.`
    return [
      {
        rule: 'contributor-without-metric',
        path: ['contributors', index],
        sentence: `No number shows what ${team} contributes to the goal “${title}”: ${what}.${gone}`,
        teams: [team],
      },
    ]
  })
}

function formsIn(results: readonly KeyResult[]): string {
  const counts = Map.groupBy(results, formOf)
  return listed(
    [...counts].map(([form, { length }]) => {
      const [one, many] = FORM_WORDS[form]
      return length === 1 ? `a ${one}` : `${length} ${many}`
    }),
  )
}

const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')

const FORM_WORDS: Record<ResultForm, [one: string, many: string]> = {
  change: ['number given by hand', 'numbers given by hand'],
  band: ['band kept by hand', 'bands kept by hand'],
  milestone: ['milestone', 'milestones'],
  baseline: ['baseline still to be found', 'baselines still to be found'],
}

export const LIMITS: Limits = { results: 5, weight: 0.8 }
