import type { Problem } from '../../core/problem.ts'
import { type Among, agreementKind } from '../kind.ts'
import { refersTo, Vision } from './vision.ts'

export const visionKind = agreementKind({
  kind: 'vision',
  does: 'Where the company wants to be, and the few shared numbers that will show it; every team signs it.',
  spec: Vision,
  refers: refersTo,
  check: checkVision,
})

function checkVision({ horizon, outcomes }: Vision, among: Among): Problem[] {
  return outcomes.flatMap(({ metric, by }, index) => {
    const path = ['outcomes', index]
    if (outcomes.findIndex(each => each.metric === metric) < index)
      return [problem([...path, 'metric'], 'same_outcome', `“${metric}” stands here twice. Keep one of them.`)]
    if (by !== undefined && by > horizon)
      return [
        problem([...path, 'by'], 'beyond_horizon', `${by} lies beyond the horizon, ${horizon}. Move one of them.`),
      ]
    const kind = (among.find('metric', metric)?.spec as { class?: unknown } | undefined)?.class
    return kind === undefined || kind === 'outcome'
      ? []
      : [
          problem(
            [...path, 'metric'],
            'no_outcome',
            `“${metric}” is declared as ${kind}, and a vision is seen by outcomes. Take a number that customers or the books feel.`,
          ),
        ]
  })
}

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}
