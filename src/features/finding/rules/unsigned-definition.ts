import type { Rule } from '../rule.ts'
import { type Declared, objectOf, usersOf } from '../survey.ts'
import { counted, listed, quoted } from '../wording.ts'

export const unsignedDefinition: Rule = {
  id: 'unsigned-definition',
  severity: 'error',
  about: 'structure',
  says: 'Something is in force that a team it binds has not signed.',
  why: 'The numbers that rest on it bind a team that never agreed to it, and it will say so when they matter.',
  fix: 'Ask the team’s lead to sign it or to object with a reason.',
  find: survey =>
    survey.all
      .filter(each => isUnsigned(each, survey.signatures))
      .map(each => {
        const users = usersOf(survey, each.kind, each.name).length
        const used = users > 0 ? ` and used in ${counted(users, 'agreement', 'agreements')}` : ''
        return {
          objects: [objectOf(each)],
          teams: each.missing,
          message: `The ${each.kind} ${quoted(each.title)} is in force${used}, and ${listed(each.missing)} ${each.missing.length > 1 ? 'have' : 'has'} not signed it.`,
          numbers: { missing: each.missing.length, binds: each.binds.length, users },
          main: 'missing',
        }
      }),
}

/**
 * A repository’s review stands for signatures unless some are recorded: then all of them must be. What came into force while
 * signatures were switched off needs them once they are on.
 */
function isUnsigned({ adopted, binds, missing }: Declared, signatures: boolean): boolean {
  if (missing.length === 0) return false
  return adopted === 'unsigned' ? signatures : missing.length < binds.length
}
