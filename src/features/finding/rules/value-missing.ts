import type { Rule } from '../rule.ts'
import type { MissingValue } from '../survey.ts'
import { number, quoted } from '../wording.ts'

export const valueMissing: Rule = {
  id: 'value-missing',
  severity: 'warning',
  about: 'data',
  says: 'A source sends rows without a value that it says should not be missing.',
  why: 'Every number split by that value leaves these rows in a segment without a name, so the parts no longer explain the whole.',
  fix: 'Ask whoever fills it in to make the field required, import the rows again, or take it off “expects” if nobody needs it.',
  find: ({ facts, sources }) =>
    (facts?.missing ?? [])
      .filter(({ missing }) => missing > 0)
      .map(found => {
        const source = sources.find(({ name }) => name === found.source)
        const { missing, total, property } = found
        return {
          objects: [`source/${found.source}`],
          part: [found.event ?? found.of, property].join('.'),
          teams: source ? [source.owner] : [],
          message: `${number(missing)} of ${number(total)} ${whatOf(found)} from ${quoted(source?.title ?? found.source)} ${missing === 1 ? 'has' : 'have'} no ${property}.`,
          numbers: { missing, total },
          weight: missing / total,
        }
      }),
}

const whatOf = ({ event, of }: MissingValue): string => event ?? of
