import { GRAINS, type Grain } from '../../core/calendar.ts'
import { type Duration, parseDuration } from '../../core/duration.ts'
import { ProductError } from '../../core/error.ts'
import type { Problem } from '../../core/problem.ts'
import type { ChannelRules } from '../../semantics/model/channel.ts'
import type { Measure } from '../../semantics/model/measure.ts'
import { type Cumulative, checkMetric, type MetricModel } from '../../semantics/model/metric.ts'
import { type Among, ringsThrough } from '../kind.ts'
import { relationOf, type Stage } from '../stage/stage.ts'
import { FORMS, formOf, inputsOf, type Measured, Metric, stagesOf } from './metric.ts'
import { checkCorridor, checkParts } from './parts.ts'

/** The agreed words that a number is put together from. */
export type Language = {
  metric: (name: string) => Metric | undefined
  stage: (name: string) => Stage | undefined
  channels: ChannelRules | undefined
}

/** A metric with everything it refers to inlined; what it refers to has been checked when it was declared. */
export function metricModel(spec: Metric, language: Language): MetricModel {
  const input = (name: string): MetricModel => {
    const found = language.metric(name)
    if (!found) throw new ProductError('not_found', `The metric “${name}” is not in force.`)
    return metricModel(found, language)
  }
  if (spec.ratio)
    return { kind: 'ratio', numerator: input(spec.ratio.numerator), denominator: input(spec.ratio.denominator) }
  if (spec.formula !== undefined)
    return {
      kind: 'derived',
      formula: spec.formula,
      inputs: Object.fromEntries(inputsOf(spec).map(name => [name, input(name)])),
    }
  if (spec.conversion) {
    const { from, to, within, answer = 'share' } = spec.conversion
    return {
      kind: 'conversion',
      from: relationOf(from, language.stage),
      to: relationOf(to, language.stage),
      ...(within === undefined ? {} : { within: parseDuration(within) }),
      answer,
    }
  }
  const of = relationOf(spec.of ?? '', language.stage)
  const measure = measureOf(spec.measure ?? 'count')
  const rows = spec.where ? { ...of, where: of.where ? { and: [of.where, spec.where] } : spec.where } : of
  if (spec.over === undefined) return { kind: 'simple', measure, of: rows }
  return { kind: 'cumulative', measure, of: rows, over: overOf(spec.over) ?? { all: true } }
}

/** What `28 days`, `month to date` or `all time` means, or nothing when it is none of these. */
export function overOf(text: string): Cumulative['over'] | undefined {
  if (/^all time$/i.test(text.trim())) return { all: true }
  const [, grain] = /^(.+?) to date$/i.exec(text.trim()) ?? []
  if (grain !== undefined) {
    const known = GRAINS.find(each => each === grain.toLowerCase().replaceAll(' ', '-'))
    return known ? { toDate: known as Grain } : undefined
  }
  try {
    return { last: parseDuration(text) as Duration }
  } catch {
    return undefined
  }
}

/** Everything that is wrong with a metric beyond the shape of its fields. */
export function checkMetricSpec(spec: Metric, among: Among): Problem[] {
  const specOf = (name: string) => (name === among.name ? spec : safely(among.find('metric', name)?.spec))
  return [...checkDefinition(spec, among, specOf), ...checkParts(spec, among.name, specOf), ...checkCorridor(spec)]
}

function checkDefinition(spec: Metric, among: Among, specOf: Language['metric']): Problem[] {
  const shape = checkForm(spec)
  if (shape.length > 0) return shape
  const rings = ringsThrough(among.name, name => (specOf(name) ? inputsOf(specOf(name) as Metric) : []))
  if (rings.length > 0) return rings.map(ring => cyclic(ring, formOf(spec) === 'ratio' ? 'ratio' : 'formula'))
  const missing = inputsOf(spec).some(name => !specOf(name)) || stagesOf(spec).some(name => !among.find('stage', name))
  if (missing) return []
  const language: Language = {
    metric: specOf,
    stage: name => among.find('stage', name)?.spec as Stage | undefined,
    channels: undefined,
  }
  return checkMetric(ownModel(spec, language)).map(problem => ({ ...problem, path: fieldOf(problem.path, spec) }))
}

/** The model without what its inputs are made of: their problems are their own. */
function ownModel(spec: Metric, language: Language): MetricModel {
  const nothing: MetricModel = { kind: 'simple', measure: { count: 'rows' }, of: { events: ['any'] } }
  if (spec.ratio) return { kind: 'ratio', numerator: nothing, denominator: nothing }
  if (spec.formula === undefined) return metricModel(spec, language)
  return {
    kind: 'derived',
    formula: spec.formula,
    inputs: Object.fromEntries(inputsOf(spec).map(name => [name, nothing])),
  }
}

function checkForm(spec: Metric): Problem[] {
  const forms = FORMS.filter(form => spec[form] !== undefined)
  if (forms.length !== 1)
    return [
      {
        path: forms.length > 1 ? [forms[1] as string] : [],
        code: 'not_one_form',
        message:
          forms.length === 0
            ? 'This says not what it counts. Write “measure” and “of”, or “ratio”, “formula” or “conversion”.'
            : `A metric has one form, and this has ${forms.join(' and ')}. Keep one.`,
      },
    ]
  const problems: Problem[] = []
  const only = (field: 'of' | 'where' | 'over') => {
    if (spec[field] !== undefined && spec.measure === undefined)
      problems.push({
        path: [field],
        code: 'without_measure',
        message: `“${field}” goes with “measure”, not with “${forms[0]}”. Remove it.`,
      })
  }
  only('of')
  only('where')
  only('over')
  if (spec.measure !== undefined && spec.of === undefined)
    problems.push({
      path: ['measure'],
      code: 'without_of',
      message: 'This says what to take, but not of which rows. Add “of:” with an event or a stage.',
    })
  if (spec.over !== undefined && !overOf(spec.over))
    problems.push({
      path: ['over'],
      code: 'not_a_window',
      message: `“${spec.over}” is no window. Write “28 days”, “month to date” or “all time”.`,
    })
  return problems
}

function cyclic(ring: readonly string[], field: string): Problem {
  return {
    path: [field],
    code: 'cyclic_definition',
    message: `This metric is computed from itself: ${ring.join(' → ')}. Let one of them rest on events.`,
  }
}

/** Where in the declaration a problem of the model stands. */
function fieldOf(path: Problem['path'], spec: Metric): Problem['path'] {
  const [first, ...rest] = path
  if (spec.conversion) return ['conversion', ...path]
  if (first === 'measure') return ['measure']
  if (first === 'of') return rest[0] === 'events' ? ['of'] : ['of', ...rest]
  return first === 'over' ? ['over'] : path
}

function measureOf(measured: Measured): Measure {
  if (measured === 'count') return { count: 'rows' }
  return typeof measured === 'string' ? { count: measured } : (measured as Measure)
}

function safely(spec: unknown): Metric | undefined {
  return Metric.safeParse(spec).data
}
