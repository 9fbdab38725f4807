import type { Rule } from './rule.ts'
import { activityTreadmill } from './rules/activity-treadmill.ts'
import { channelWithoutCustomers } from './rules/channel-without-customers.ts'
import { checkInOverdue } from './rules/check-in-overdue.ts'
import { circularDrives } from './rules/circular-drives.ts'
import { contributorWithoutMetric } from './rules/contributor-without-metric.ts'
import { counterWorsening } from './rules/counter-worsening.ts'
import { driftedDefinition } from './rules/drifted-definition.ts'
import { driverWithoutCounter } from './rules/driver-without-counter.ts'
import { goalResultOnActivityOnly } from './rules/goal-result-on-activity-only.ts'
import { localUpOutcomeFlat } from './rules/local-up-outcome-flat.ts'
import { metricNotMeasurable } from './rules/metric-not-measurable.ts'
import { metricStopped } from './rules/metric-stopped.ts'
import { metricWithoutPurpose } from './rules/metric-without-purpose.ts'
import { milestoneMissed } from './rules/milestone-missed.ts'
import { neverCheckedIn } from './rules/never-checked-in.ts'
import { outOfReach } from './rules/out-of-reach.ts'
import { outcomeNobodyDrives } from './rules/outcome-nobody-drives.ts'
import { partsDoNotAddUp } from './rules/parts-do-not-add-up.ts'
import { reportedOnTrackButFlat } from './rules/reported-on-track-but-flat.ts'
import { sourceStale } from './rules/source-stale.ts'
import { stageMostSkip } from './rules/stage-most-skip.ts'
import { stageNobodyEnters } from './rules/stage-nobody-enters.ts'
import { stageOutOfOrder } from './rules/stage-out-of-order.ts'
import { suppressionExpired } from './rules/suppression-expired.ts'
import { targetAlwaysMet } from './rules/target-always-met.ts'
import { targetNeverMet } from './rules/target-never-met.ts'
import { twoGoalsPullApart } from './rules/two-goals-pull-apart.ts'
import { twoNumbersForOneWord } from './rules/two-numbers-for-one-word.ts'
import { unsignedDefinition } from './rules/unsigned-definition.ts'
import { valueMissing } from './rules/value-missing.ts'
import { wordWithTwoMeanings } from './rules/word-with-two-meanings.ts'

/** Every rule, in the order in which people read about them. */
export const rules: readonly Rule[] = [
  // facts
  valueMissing,
  sourceStale,
  stageOutOfOrder,
  stageNobodyEnters,
  stageMostSkip,
  channelWithoutCustomers,
  // words
  wordWithTwoMeanings,
  twoNumbersForOneWord,
  unsignedDefinition,
  driftedDefinition,
  // numbers
  metricNotMeasurable,
  metricStopped,
  partsDoNotAddUp,
  metricWithoutPurpose,
  outcomeNobodyDrives,
  circularDrives,
  driverWithoutCounter,
  localUpOutcomeFlat,
  counterWorsening,
  activityTreadmill,
  targetAlwaysMet,
  targetNeverMet,
  // goals
  goalResultOnActivityOnly,
  contributorWithoutMetric,
  outOfReach,
  reportedOnTrackButFlat,
  milestoneMissed,
  neverCheckedIn,
  checkInOverdue,
  twoGoalsPullApart,
  // the linter itself
  suppressionExpired,
]
