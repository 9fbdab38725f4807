import type { Grain } from '../../core/calendar.ts'
import type { Duration } from '../../core/duration.ts'
import { nearest, type Problem } from '../../core/problem.ts'
import { problemAt } from './check.ts'
import { namesIn, parseFormula } from './formula.ts'
import { checkMeasure, type Measure } from './measure.ts'
import { checkRelation, type Relation } from './relation.ts'

/** What a number means, with everything it refers to inlined: the plain form that is planned and turned into SQL. */
export type MetricModel = Simple | Ratio | Derived | Cumulative | Conversion

/** A measure of the rows of each period. */
export type Simple = { kind: 'simple'; measure: Measure; of: Relation }

/** One number divided by another; missing where the denominator is missing or zero. */
export type Ratio = { kind: 'ratio'; numerator: MetricModel; denominator: MetricModel }

/** A formula over other numbers of the same period and segment. */
export type Derived = { kind: 'derived'; formula: string; inputs: Readonly<Record<string, MetricModel>> }

/**
 * A measure of all rows up to a period's end: those of the last days, those since the start of the calendar period in which
 * it ends, or those of all time.
 */
export type Cumulative = {
  kind: 'cumulative'
  measure: Measure
  of: Relation
  over: { last: Duration } | { toDate: Grain } | { all: true }
}

/**
 * Of the people with a `from` in the period, how many of these were followed by a `to`: at the same instant or later, and
 * `within` a length of time when one is given, its last instant included. No event follows itself.
 */
export type Conversion = {
  kind: 'conversion'
  from: Relation
  to: Relation
  within?: Duration
  answer: 'share' | 'count'
}

/** The numbers a number is made of, under the names they have in it. */
export function inputsOf(model: MetricModel): [string, MetricModel][] {
  if (model.kind === 'ratio')
    return [
      ['numerator', model.numerator],
      ['denominator', model.denominator],
    ]
  return model.kind === 'derived' ? Object.entries(model.inputs) : []
}

/** Everything that is wrong with a metric, all at once, each with its place. */
export function checkMetric(model: MetricModel, path: Problem['path'] = []): Problem[] {
  if (isLarge(model))
    return [
      problemAt(path, 'too_large', `This metric is made of more than ${MOST_PARTS} numbers. Define it from fewer.`),
    ]
  return checkPart(model, path)
}

function checkPart(model: MetricModel, path: Problem['path']): Problem[] {
  if (path.length > DEEPEST)
    return [problemAt(path, 'too_deep', 'This metric rests on too many others. Define it from fewer.')]
  switch (model.kind) {
    case 'simple':
      return [...checkMeasure(model.measure, [...path, 'measure']), ...checkRelation(model.of, [...path, 'of'])]
    case 'ratio':
      return [
        ...checkPart(model.numerator, [...path, 'numerator']),
        ...checkPart(model.denominator, [...path, 'denominator']),
      ]
    case 'derived':
      return checkDerived(model, path)
    case 'cumulative':
      return [
        ...checkMeasure(model.measure, [...path, 'measure']),
        ...checkRelation(model.of, [...path, 'of']),
        ...checkOver(model.over, [...path, 'over']),
      ]
    case 'conversion':
      return [
        ...checkRelation(model.from, [...path, 'from']),
        ...checkRelation(model.to, [...path, 'to']),
        ...checkWithin(model.within, [...path, 'within']),
      ]
  }
}

const DEEPEST = 40
const MOST_PARTS = 1000
const DAY = 86_400_000

/** A metric that a few others use twice, and these each other, is short to write and endless to compute. */
function isLarge(model: MetricModel): boolean {
  const open = [model]
  let parts = 0
  for (let part = open.pop(); part; part = open.pop()) {
    if (++parts > MOST_PARTS) return true
    open.push(...inputsOf(part).map(([, input]) => input))
  }
  return false
}

function checkDerived(model: Derived, path: Problem['path']): Problem[] {
  const names = Object.keys(model.inputs)
  const { formula, problems } = parseFormula(model.formula, names)
  const read = formula ? namesIn(formula) : names
  return [
    ...problems.map(found => ({ ...found, path: [...path, 'formula'] })),
    ...names.flatMap(name => checkPart(model.inputs[name]!, [...path, 'inputs', name])),
    ...names.filter(name => !read.includes(name)).map(name => unusedInput(name, read, [...path, 'inputs', name])),
  ]
}

function unusedInput(name: string, read: string[], path: Problem['path']): Problem {
  const meant = nearest(name, read)
  const advice = meant ? `Did you mean “${meant}”, or forget it in the formula?` : 'Use it or remove it.'
  return problemAt(path, 'unused_input', `The formula does not read “${name}”. ${advice}`)
}

function checkOver(over: Cumulative['over'], path: Problem['path']): Problem[] {
  if (!('last' in over)) return []
  if (over.last.business || over.last.ms <= 0 || over.last.ms % DAY !== 0)
    return [
      problemAt([...path, 'last'], 'not_days', 'A cumulative number looks back whole days. Write 28 days or 4 weeks.'),
    ]
  return []
}

function checkWithin(within: Duration | undefined, path: Problem['path']): Problem[] {
  if (!within) return []
  if (within.business)
    return [
      problemAt(path, 'business', 'A conversion is timed on the clock, not in working time. Write hours or days.'),
    ]
  return within.ms > 0 ? [] : [problemAt(path, 'out_of_range', 'The time to convert must be longer than nothing.')]
}
