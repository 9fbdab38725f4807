import { DEFAULT_RULES, type Identifier, type IdentityRules } from '../../core/identity-rules.ts'
import { comparable } from './row.ts'

/** Reads the rules that are kept, for `rulesOf`. */
export const RULES = 'SELECT rules FROM rule'

/** The rules that are kept, the default ones when none are. */
export const rulesOf = (rows: readonly { rules: string }[]): IdentityRules =>
  rows[0] ? { ...DEFAULT_RULES, ...(JSON.parse(rows[0].rules) as IdentityRules) } : DEFAULT_RULES

/** The rules with identifiers in the form in which they are compared; what nothing is left of is dropped. */
export function comparableRules(rules: IdentityRules): IdentityRules {
  const made = ({ kind, value }: Identifier): Identifier[] => {
    const text = value.includes('*') ? (kind === 'email' ? value.toLowerCase() : value) : comparable(kind, value)
    return text ? [{ kind, value: text }] : []
  }
  const pairs = (given: IdentityRules['apart']): [Identifier, Identifier][] =>
    given.flatMap(([one, other]) => made(one).flatMap(a => made(other).map((b): [Identifier, Identifier] => [a, b])))
  return {
    ...rules,
    blocked: rules.blocked.flatMap(made),
    apart: pairs(rules.apart),
    together: pairs(rules.together),
  }
}
