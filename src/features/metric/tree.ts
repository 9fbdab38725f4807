import type { Metric } from './metric.ts'
import { inputsOf, stagesOf } from './metric.ts'

/** Every metric a metric is computed from, itself included, each once, inputs before what they are put into. */
export function madeOf(name: string, metric: (name: string) => Metric | undefined): string[] {
  const order: string[] = []
  const seen = new Set<string>()
  const visit = (each: string) => {
    if (seen.has(each)) return
    seen.add(each)
    const spec = metric(each)
    for (const input of spec ? inputsOf(spec) : []) visit(input)
    order.push(each)
  }
  visit(name)
  return order
}

/** Every stage that a metric counts entries of, directly or through its inputs. */
export function stagesBehind(name: string, metric: (name: string) => Metric | undefined): string[] {
  return [
    ...new Set(
      madeOf(name, metric).flatMap(each => {
        const spec = metric(each)
        return spec ? stagesOf(spec) : []
      }),
    ),
  ]
}
