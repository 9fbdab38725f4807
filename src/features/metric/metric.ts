import { z } from 'zod'
import { Grain } from '../../core/calendar.ts'
import { DurationText } from '../../core/duration.ts'
import { Filter } from '../../core/filter.ts'
import { nameAmong } from '../../core/name.ts'
import { parseFormula } from '../../semantics/model/formula.ts'
import type { Reference } from '../agreement/agreement.ts'
import { eventsIn, Source, type Stage } from '../stage/stage.ts'
import { growthOf } from './growth.ts'

/**
 * What a number means: what it counts, in what unit, which way is good, whose it is and which outcome it is meant to move.
 * How the number is computed belongs to `semantics`; what it should be belongs to `goal` and `scorecard`.
 */

/** What a number tells: the result itself, what was produced, what was done, what was put in, or what must not get worse. */
export const MetricClass = z.enum(['outcome', 'output', 'activity', 'input', 'guardrail'])
export type MetricClass = z.infer<typeof MetricClass>

const property = z.string().min(1)

export const Measured = z.union([
  z.enum(['count', 'people', 'accounts']).meta({ description: 'How many rows, people or accounts' }),
  z.strictObject({ sum: property }),
  z.strictObject({ average: property }),
  z.strictObject({ median: property }),
  z.strictObject({ min: property }),
  z.strictObject({ max: property }),
])
export type Measured = z.infer<typeof Measured>

export const Ratio = z.strictObject({
  numerator: nameAmong('metric').describe('Metric that is divided'),
  denominator: nameAmong('metric').describe('Metric it is divided by; without it in a period there is no number'),
})

export const Conversion = z.strictObject({
  from: Source.describe('Where people start'),
  to: Source.describe('Where they should arrive'),
  within: DurationText.optional().describe('How long they may take; any time, when absent'),
  answer: z.enum(['share', 'count']).optional().describe('The share of people (default) or how many'),
})

/** The hypothesis that a local number moves a shared one. */
export const Drive = z.strictObject({
  metric: nameAmong('metric').describe('Metric it is meant to move'),
  lag: DurationText.optional().describe('How long that takes to show'),
  why: z.string().min(1).max(2000).describe('Why it should'),
})

/** Which share of its target a number has to reach to be healthy, and below which it is unhealthy; between, it is watched. */
export const Corridor = z.strictObject({
  healthy: z.number().positive().max(10).default(0.9).describe('At least this share of the target is healthy'),
  watch: z.number().positive().max(10).default(0.7).describe('At least this share is to be watched; less is unhealthy'),
})
export type Corridor = z.output<typeof Corridor>

export const Metric = z.object({
  class: MetricClass.describe('What the number tells'),
  unit: z.string().min(1).max(40).describe('Unit: a currency such as EUR, people, %, days, …'),
  direction: z.enum(['up', 'down']).describe('Which way is good'),
  grain: Grain.optional().describe('Period it is usually read in; week, when absent'),
  measure: Measured.optional().describe('What is taken of the rows'),
  of: Source.optional().describe('Which rows it is taken of'),
  where: Filter.optional().describe('Which of the rows count'),
  over: z
    .string()
    .optional()
    .describe('Makes it cumulative: “28 days”, “month to date” (or week, quarter, year), “all time”'),
  ratio: Ratio.optional().describe('One metric divided by another'),
  formula: z.string().min(1).optional().describe('Metrics combined: “new-arr - churned-arr”, with + - * / ( ) min max'),
  conversion: Conversion.optional().describe('How many of the people at one point reach another'),
  segments: z.array(z.string().min(1)).optional().describe('Dimensions people usually split it by'),
  drives: z.array(Drive).optional().describe('Which outcomes it is meant to move'),
  counter: nameAmong('metric').optional().describe('The guardrail that must not get worse while this one gets better'),
  target: z.number().optional().describe('What it should be in a period of its grain'),
  parts: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Metrics that must add up to it, as a formula: “arr-small + arr-large”; where they do not, a finding says so',
    ),
  corridor: Corridor.optional().describe('When it is healthy and when to watch it'),
})
export type Metric = z.infer<typeof Metric>

/** The forms a metric can take, by the field that makes it one. */
export const FORMS = ['measure', 'ratio', 'formula', 'conversion'] as const
export type Form = (typeof FORMS)[number] | 'cumulative'

export function formOf(spec: Metric): Form | undefined {
  if (spec.over !== undefined && spec.measure !== undefined) return 'cumulative'
  return FORMS.find(form => spec[form] !== undefined)
}

/** The period a number is read in when nobody says otherwise. */
export function usualGrain(spec: Metric): Grain {
  return spec.grain ?? 'week'
}

/**
 * Whether the number grows while a period lasts, as counts and sums do. Shares, averages and sliding windows tell a level: a
 * longer period does not make them larger.
 */
export function accumulates(spec: Metric, find: (name: string) => Metric | undefined): boolean {
  if (spec.conversion) return spec.conversion.answer === 'count'
  if (spec.formula !== undefined) {
    const { formula } = parseFormula(spec.formula)
    return formula !== undefined && growthOf(formula, name => grows(find(name), find)) === 1
  }
  if (spec.over !== undefined && !/ to date$/i.test(spec.over.trim())) return false
  return typeof spec.measure === 'string' || (spec.measure !== undefined && 'sum' in spec.measure)
}

/** Whether a target set for periods of one grain holds in another: always where the number tells a level, else only in its own. */
export function holdsIn(
  spec: Metric,
  { read, set }: { read: Grain; set: Grain },
  find: (name: string) => Metric | undefined,
): boolean {
  return read === set || !accumulates(spec, find)
}

function grows(spec: Metric | undefined, find: (name: string) => Metric | undefined): boolean {
  return spec !== undefined && accumulates(spec, find)
}

/** The events or stages a metric is taken of directly, not through other metrics. */
export function sourcesOf(spec: Metric): Source[] {
  return [spec.of, spec.conversion?.from, spec.conversion?.to].filter(source => source !== undefined)
}

/** Stages whose entries a metric counts. */
export function stagesOf(spec: Metric): string[] {
  return sourcesOf(spec).flatMap(source => (typeof source === 'object' && 'stage' in source ? [source.stage] : []))
}

/** The events that a metric counts itself, and those by which people enter the stages it counts. */
export function eventsOf(spec: Metric | undefined, stage: (name: string) => Stage | undefined): string[] {
  if (!spec) return []
  return sourcesOf(spec).flatMap(source => {
    if (typeof source === 'string') return [source]
    if ('event' in source) return [source.event].flat()
    return eventsIn(stage(source.stage)?.enters ?? { any: [] }, stage)
  })
}

/** Names that a formula reads. What stands there is checked elsewhere, so this reads whatever looks like a name. */
export function namesInFormula(formula: string): string[] {
  const words = formula.match(/[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}\p{N}_]+)*/giu) ?? []
  return [...new Set(words)].filter(word => word !== 'min' && word !== 'max')
}

/** Metrics that a metric is computed from. */
export function inputsOf(spec: Metric): string[] {
  if (spec.ratio) return [...new Set([spec.ratio.numerator, spec.ratio.denominator])]
  return spec.formula === undefined ? [] : namesInFormula(spec.formula)
}

/** Everything a metric rests on: inputs, stages, and the metrics it is meant to move or to spare. */
export function refersTo(spec: Metric): Reference[] {
  const metrics = [
    ...inputsOf(spec),
    ...(spec.parts === undefined ? [] : namesInFormula(spec.parts)),
    ...(spec.drives ?? []).map(drive => drive.metric),
    ...(spec.counter ? [spec.counter] : []),
  ]
  return [...metrics.map(name => ({ kind: 'metric', name })), ...stagesOf(spec).map(name => ({ kind: 'stage', name }))]
}
