import type { Problem } from '../../core/problem.ts'
import { agreementKind } from '../kind.ts'
import { boundBy, type LineSpec, refersTo, Scorecard } from './scorecard.ts'

export const scorecardKind = agreementKind({
  kind: 'scorecard',
  does: 'The numbers we look at together: each local one beside the shared outcome it should move.',
  spec: Scorecard,
  binds: boundBy,
  refers: refersTo,
  check: checkScorecard,
})

function checkScorecard({ sections }: Scorecard): Problem[] {
  return sections.flatMap(({ outcome, stakeholder, lines = [] }, at) => [
    ...(sections.findIndex(each => each.outcome === outcome && each.stakeholder === stakeholder) < at
      ? [problem(['sections', at, 'outcome'], 'same_outcome', twice(outcome, stakeholder))]
      : []),
    ...lines.flatMap((line, index) => {
      const path = ['sections', at, 'lines', index]
      if (line.metric === outcome)
        return [problem([...path, 'metric'], 'outcome_as_line', `“${outcome}” is the outcome itself. Remove the line.`)]
      if (lines.findIndex(each => each.metric === line.metric) < index)
        return [problem([...path, 'metric'], 'same_line', `“${line.metric}” stands here twice. Keep one line.`)]
      return checkTarget(line, path)
    }),
  ])
}

const twice = (outcome: string, stakeholder: string | undefined): string =>
  stakeholder === undefined
    ? `“${outcome}” has two sections. Join them, or say of each which “stakeholder” it is for.`
    : `“${outcome}” has two sections for “${stakeholder}”. Join them.`

function checkTarget({ target, operator }: LineSpec, path: Problem['path']): Problem[] {
  const isPair = Array.isArray(target)
  if (operator !== undefined && target === undefined)
    return [problem([...path, 'operator'], 'no_target', 'The operator has no target beside it. Add one or remove it.')]
  if ((operator === 'between' || operator === 'outside') && !isPair)
    return [problem([...path, 'target'], 'no_pair', `“${operator}” needs two numbers, such as target: [3, 5].`)]
  if (isPair && operator !== undefined && operator !== 'between' && operator !== 'outside')
    return [
      problem([...path, 'operator'], 'not_one', `“${operator}” needs one number. Write between or outside for two.`),
    ]
  if (isPair && target[0] >= target[1])
    return [problem([...path, 'target'], 'empty_range', 'The range is empty. Write the lower number first.')]
  return []
}

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}
