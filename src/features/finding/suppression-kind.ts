import { nearest, type Problem } from '../../core/problem.ts'
import { type Among, agreementKind } from '../kind.ts'
import { rules } from './rules.ts'
import { Suppression } from './suppression.ts'

export const suppressionKind = agreementKind({
  kind: 'suppression',
  does: 'A finding we live with, why, and until when.',
  spec: Suppression,
  check: checkSuppression,
})

/** Teams of a workspace are no agreements, so only files can say that there is no such team. */
function checkSuppression({ rule, object }: Suppression, among: Among): Problem[] {
  const problems: Problem[] = []
  const ids = rules.map(({ id }) => id)
  if (!ids.includes(rule)) problems.push(unknown('rule', `There is no rule “${rule}”.`, nearest(rule, ids)))
  const [kind, name] = (object ?? '').split('/') as [string, string?]
  const isElsewhere = kind === 'team' && among.names('team').length === 0
  if (name !== undefined && !isElsewhere && !among.find(kind, name)) {
    const meant = nearest(name, among.names(kind))
    problems.push(unknown('object', `There is no ${kind} “${name}”.`, meant && `${kind}/${meant}`))
  }
  return problems
}

function unknown(field: string, message: string, meant: string | undefined): Problem {
  const advice = meant ? `Did you mean “${meant}”?` : 'See “finding rules” and the objects that findings name.'
  return {
    path: [field],
    code: `unknown_${field}`,
    message: `${message} ${advice}`,
    ...(meant ? { repair: meant } : {}),
  }
}
