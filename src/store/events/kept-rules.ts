import { DEFAULT_RULES, type IdentityRules } from '../../core/identity-rules.ts'

/** Reads the rules that are kept, for `rulesOf`. */
export const RULES = 'SELECT rules FROM rule'

/** The rules that are kept, the default ones when none are. */
export const rulesOf = (rows: readonly { rules: string }[]): IdentityRules =>
  rows[0] ? { ...DEFAULT_RULES, ...(JSON.parse(rows[0].rules) as IdentityRules) } : DEFAULT_RULES
