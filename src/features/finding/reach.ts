import { inputsOf, namesInFormula } from '../metric/metric.ts'
import type { Survey } from './survey.ts'

/**
 * Which numbers move which. A number moves what it says under “drives”, what is computed from it, and, as a guardrail, what it
 * guards; and through these whatever they move.
 */

type Numbers = Pick<Survey, 'metrics'>

/** Every number that moves one of some, these included. */
export function movers({ metrics }: Numbers, ends: Iterable<string>): Set<string> {
  const into = intoOf(metrics)
  const found = new Set(ends)
  for (const name of found) for (const from of into.get(name) ?? []) found.add(from)
  return found
}

/** The numbers that show what the company is for: those of its vision or, without one, every outcome. */
export function sharedOutcomes({ metrics, visions }: Pick<Survey, 'metrics' | 'visions'>): string[] {
  if (visions.length > 0)
    return [...new Set(visions.flatMap(({ spec }) => spec.outcomes.map(({ metric }) => metric)))].filter(name =>
      metrics.has(name),
    )
  return [...metrics.values()].filter(({ spec }) => spec.class === 'outcome').map(({ name }) => name)
}

/** For each number, those that move it directly. */
function intoOf(metrics: Numbers['metrics']): Map<string, string[]> {
  const into = new Map<string, string[]>()
  const add = (to: string, from: string) => into.set(to, [...(into.get(to) ?? []), from])
  for (const { name, spec } of metrics.values()) {
    for (const { metric } of spec.drives ?? []) add(metric, name)
    for (const input of inputsOf(spec)) add(name, input)
    for (const part of spec.parts === undefined ? [] : namesInFormula(spec.parts)) add(name, part)
    if (spec.counter !== undefined) add(name, spec.counter)
  }
  return into
}
