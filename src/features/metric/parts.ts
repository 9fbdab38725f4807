import type { Problem } from '../../core/problem.ts'
import { type Formula, parseFormula } from '../../semantics/model/formula.ts'
import { ringsThrough } from '../kind.ts'
import { inputsOf, type Metric, namesInFormula } from './metric.ts'

/**
 * What is wrong with the formula of a metric’s parts: it is no formula, it comes back to the metric itself, says what the
 * metric is computed by anyway, or adds up what is in another unit. That each part exists is a matter of references.
 */
export function checkParts(spec: Metric, name: string, find: (name: string) => Metric | undefined): Problem[] {
  if (spec.parts === undefined) return checkRings(spec, name, find)
  const { formula, problems } = parseFormula(spec.parts)
  if (!formula) return problems.map(({ code, message }) => problem(code, message))
  if (squeezed(spec.parts) === squeezed(computedBy(spec)))
    return [problem('same_as_formula', 'It is computed by this anyway, so it always adds up. Remove “parts”.')]
  return [...checkRings(spec, name, find), ...checkUnits(spec, formula, find)]
}

/** What is wrong with the shares of the target between which a metric is healthy, watched and unhealthy. */
export function checkCorridor({ corridor }: Metric): Problem[] {
  if (!corridor || corridor.healthy > corridor.watch) return []
  const { healthy, watch } = corridor
  return [
    {
      path: ['corridor', 'watch'],
      code: 'no_corridor',
      message: `“watch” is ${watch} and “healthy” ${healthy}: there is nothing between them. Let “watch” be the lower one.`,
    },
  ]
}

const partsOf = (spec: Metric): string[] => (spec.parts === undefined ? [] : namesInFormula(spec.parts))

/** Rings with a step through `parts` in them; those through formulas alone are a matter of the definition. */
function checkRings(spec: Metric, name: string, find: (name: string) => Metric | undefined): Problem[] {
  const specOf = (each: string) => (each === name ? spec : find(each))
  const rings = ringsThrough(name, each => {
    const found = specOf(each)
    return found ? [...new Set([...inputsOf(found), ...partsOf(found)])] : []
  })
  const isComputed = (from: string, to: string) => inputsOf(specOf(from) as Metric).includes(to)
  return rings.flatMap(ring => {
    const steps = ring.slice(1).map((to, i) => isComputed(ring[i] as string, to))
    if (steps.every(computed => computed)) return []
    const own = steps[ring.indexOf(name)] ? (spec.ratio ? 'ratio' : 'formula') : 'parts'
    const message =
      ring.length === 2
        ? `“${name}” is no part of itself. Write what it is made of.`
        : `This metric is a part of itself: ${ring.join(' → ')}. Let one of them rest on events.`
    return [{ path: [own], code: 'cyclic_parts', message }]
  })
}

function checkUnits(spec: Metric, formula: Formula, find: (name: string) => Metric | undefined): Problem[] {
  const names = new Set(addendsOf(formula))
  return [...names].flatMap(name => {
    const unit = find(name)?.unit
    if (unit === undefined || unit === spec.unit) return []
    return [
      problem(
        'other_unit',
        `“${name}” is in ${unit} and this in ${spec.unit}, so they cannot add up. Correct one of the units.`,
      ),
    ]
  })
}

/** The names a formula adds, subtracts or compares as they are; what is multiplied or divided may have any unit. */
function addendsOf(formula: Formula): string[] {
  if (formula.kind === 'name') return [formula.name]
  if (formula.kind === 'negative') return addendsOf(formula.of)
  if (formula.kind === 'call') return formula.of.flatMap(addendsOf)
  if (formula.kind === 'operation' && (formula.operator === '+' || formula.operator === '-'))
    return [...addendsOf(formula.left), ...addendsOf(formula.right)]
  return []
}

const computedBy = ({ formula, ratio }: Metric): string =>
  formula ?? (ratio ? `${ratio.numerator} / ${ratio.denominator}` : '')

const squeezed = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([()*/,]) ?/g, '$1')
    .trim()

function problem(code: string, message: string): Problem {
  return { path: ['parts'], code, message }
}
