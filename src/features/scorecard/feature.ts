import type { Feature } from '../feature.ts'
import { frozenScorecard } from './operations/comparing.ts'
import { freezeScorecard, signOffScorecard } from './operations/freezing.ts'
import { measureLine } from './operations/line.ts'
import { reportedNumber } from './operations/reported.ts'
import { measureScorecard, scorecardVerbs } from './operations.ts'
import { scorecardKind } from './scorecard-kind.ts'
import { scorecardMigrations } from './tables.ts'

export const scorecard: Feature = {
  name: 'scorecard',
  does: 'Each team’s local numbers beside the shared outcomes they claim to move.',
  migrations: scorecardMigrations,
  operations: [
    ...Object.values(scorecardVerbs),
    measureScorecard,
    freezeScorecard,
    signOffScorecard,
    frozenScorecard,
    reportedNumber,
    measureLine,
  ],
  kinds: [scorecardKind],
}
