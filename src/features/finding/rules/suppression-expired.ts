import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { quoted } from '../wording.ts'

export const suppressionExpired: Rule = {
  id: 'suppression-expired',
  severity: 'warning',
  about: 'structure',
  says: 'A suppression has come to its end.',
  why: 'Somebody decided to live with a finding for a time, and that time is over.',
  fix: 'Mend what it hid and retire it, or propose it again with a new date and the reason why.',
  find: ({ suppressions, today }) =>
    suppressions
      .filter(({ spec }) => spec.until < today)
      .map(suppression => {
        const { rule, object, until, reason } = suppression.spec
        const where = object === undefined ? '' : ` about ${object}`
        return {
          objects: [objectOf(suppression)],
          teams: [suppression.owner],
          message: `The suppression of ${quoted(rule)}${where} ended on ${until}. Its reason was: ${reason.replace(/\.$/, '')}.`,
        }
      }),
}
