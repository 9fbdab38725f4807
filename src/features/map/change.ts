import { evaluate, parseFormula } from '../../semantics/model/formula.ts'
import { inputsOf, type Metric, namesInFormula } from '../metric/metric.ts'

/** How metrics are computed, and what each was in one period. */
export type Arithmetic = {
  metric(name: string): Metric | undefined
  value(name: string): number | null
}

/** Every metric that one is computed from by formulas, ratios and parts, at any depth, the nearest first. */
export function leversOf(name: string, metric: Arithmetic['metric']): string[] {
  const reached = new Set([name])
  for (const each of reached) {
    const spec = metric(each)
    for (const from of spec ? madeFrom(spec) : []) if (metric(from)) reached.add(from)
  }
  reached.delete(name)
  return [...reached]
}

/** Whether a metric is computed from others, by whatever they are called. */
export const isComputed = (spec: Metric): boolean => madeFrom(spec).length > 0

/**
 * What a metric would have been, had others been what `changed` says, and all else as it was. Formulas and ratios are computed
 * anew. A number that is measured, but has parts, changes by as much as the formula of its parts does: what they do not explain
 * stays as it was. Where a number has a formula and parts, the formula decides if anything in it changed.
 */
export function valueWith(
  name: string,
  changed: ReadonlyMap<string, number>,
  { metric, value }: Arithmetic,
): number | null {
  const found = new Map<string, number | null>()
  const isTouched = (names: readonly string[]) =>
    names.some(each => changed.has(each) || leversOf(each, metric).some(lever => changed.has(lever)))
  const now = (each: string): number | null => {
    const given = changed.get(each)
    if (given !== undefined) return given
    const known = found.get(each)
    if (known !== undefined) return known
    found.set(each, value(each))
    const result = computed(each)
    found.set(each, result)
    return result
  }
  const computed = (each: string): number | null => {
    const spec = metric(each)
    if (!spec) return value(each)
    const formula = formulaOf(spec)
    if (formula !== undefined && isTouched(inputsOf(spec))) return resultOf(formula, now)
    if (spec.parts === undefined || !isTouched(namesInFormula(spec.parts))) return value(each)
    const [was, before, after] = [value(each), resultOf(spec.parts, value), resultOf(spec.parts, now)]
    return was === null || before === null || after === null ? null : was + (after - before)
  }
  return now(name)
}

const madeFrom = (spec: Metric): string[] => [
  ...new Set([...inputsOf(spec), ...(spec.parts === undefined ? [] : namesInFormula(spec.parts))]),
]

function formulaOf({ formula, ratio }: Metric): string | undefined {
  return formula ?? (ratio ? `${ratio.numerator} / ${ratio.denominator}` : undefined)
}

function resultOf(text: string, value: Arithmetic['value']): number | null {
  const { formula } = parseFormula(text)
  return formula ? evaluate(formula, value) : null
}
