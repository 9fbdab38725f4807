import { nearest, type Problem } from '../../core/problem.ts'
import { type Among, agreementKind } from '../kind.ts'
import { Configuration } from './configuration.ts'
import { rules } from './rules.ts'

export const ruleKind = agreementKind({
  kind: 'rule',
  does: 'How a rule of the linter judges here: how grave, from which numbers on, or not at all.',
  spec: Configuration,
  check: checkConfiguration,
})

function checkConfiguration({ severity, thresholds = {} }: Configuration, { name }: Among): Problem[] {
  const ids = rules.map(({ id }) => id)
  const rule = rules.find(({ id }) => id === name)
  if (!rule) {
    const meant = nearest(name, ids)
    const advice = meant ? `Did you mean “${meant}”?` : 'Its name is that of a rule: see “finding rules”.'
    return [problem(['name'], 'unknown_rule', `There is no rule “${name}”. ${advice}`, meant)]
  }
  const known = Object.keys(rule.thresholds ?? {})
  const said = Object.keys(thresholds)
  if (severity === undefined && said.length === 0)
    return [problem([], 'says_nothing', `This changes nothing about “${name}”. Add a severity or thresholds.`)]
  return said
    .filter(each => !known.includes(each))
    .map(each => {
      const meant = nearest(each, known)
      const choices = known.length > 0 ? `It has ${known.join(', ')}.` : 'It has none.'
      const advice = meant ? `Did you mean “${meant}”?` : choices
      return problem(
        ['thresholds', each],
        'unknown_threshold',
        `“${name}” has no threshold “${each}”. ${advice}`,
        meant,
      )
    })
}

function problem(path: string[], code: string, message: string, meant?: string): Problem {
  return { path, code, message, ...(meant ? { repair: meant } : {}) }
}
