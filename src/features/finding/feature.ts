import type { Feature } from '../feature.ts'
import { findingHistory, recordFindings } from './operations/history.ts'
import { findingNumbers } from './operations/numbers.ts'
import { checkFindings, listRules, ruleVerbs, suppressionVerbs } from './operations.ts'
import { ruleKind } from './rule-kind.ts'
import { suppressionKind } from './suppression-kind.ts'
import { findingMigrations } from './tables.ts'

export const finding: Feature = {
  name: 'finding',
  does: 'Where agreements, facts and numbers disagree, and what would put it right.',
  migrations: findingMigrations,
  operations: [
    ...Object.values(suppressionVerbs),
    ...Object.values(ruleVerbs),
    checkFindings,
    recordFindings,
    findingHistory,
    findingNumbers,
    listRules,
  ],
  kinds: [suppressionKind, ruleKind],
}
