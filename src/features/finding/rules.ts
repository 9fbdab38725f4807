import type { Rule } from './rule.ts'
import { activityTreadmill } from './rules/activity-treadmill.ts'
import { baselineDiffers } from './rules/baseline-differs.ts'
import { channelWithoutCustomers } from './rules/channel-without-customers.ts'
import { checkInOverdue } from './rules/check-in-overdue.ts'
import { circularDrives } from './rules/circular-drives.ts'
import { circularSupport } from './rules/circular-support.ts'
import { connectionFailing } from './rules/connection-failing.ts'
import { contestedInForce } from './rules/contested-in-force.ts'
import { contributionMeasuredByOthers } from './rules/contribution-measured-by-others.ts'
import { contributorWithoutMetric } from './rules/contributor-without-metric.ts'
import { counterWorsening } from './rules/counter-worsening.ts'
import { dependencyLate } from './rules/dependency-late.ts'
import { dependencyWithoutGoal } from './rules/dependency-without-goal.ts'
import { driftedDefinition } from './rules/drifted-definition.ts'
import { driverWithoutCounter } from './rules/driver-without-counter.ts'
import { feedRejectsMuch } from './rules/feed-rejects-much.ts'
import { feedSilent } from './rules/feed-silent.ts'
import { feedUnowned } from './rules/feed-unowned.ts'
import { goalOfOneTeam } from './rules/goal-of-one-team.ts'
import { goalOutsideParent } from './rules/goal-outside-parent.ts'
import { goalResultOnActivityOnly } from './rules/goal-result-on-activity-only.ts'
import { goalSkipsLevel } from './rules/goal-skips-level.ts'
import { goalUsesOtherNumber } from './rules/goal-uses-other-number.ts'
import { goalWithoutMetric } from './rules/goal-without-metric.ts'
import { handoverUnsigned } from './rules/handover-unsigned.ts'
import { localUpOutcomeFlat } from './rules/local-up-outcome-flat.ts'
import { metricNotMeasurable } from './rules/metric-not-measurable.ts'
import { metricStopped } from './rules/metric-stopped.ts'
import { metricWithoutPurpose } from './rules/metric-without-purpose.ts'
import { milestoneMissed } from './rules/milestone-missed.ts'
import { neverCheckedIn } from './rules/never-checked-in.ts'
import { nothingCommitted } from './rules/nothing-committed.ts'
import { objectiveNamesATask } from './rules/objective-names-a-task.ts'
import { orphanGoal } from './rules/orphan-goal.ts'
import { outOfReach } from './rules/out-of-reach.ts'
import { outcomeNobodyDrives } from './rules/outcome-nobody-drives.ts'
import { outcomeWithoutGoal } from './rules/outcome-without-goal.ts'
import { parentNotMoved } from './rules/parent-not-moved.ts'
import { partsDoNotAddUp } from './rules/parts-do-not-add-up.ts'
import { proposalWaiting } from './rules/proposal-waiting.ts'
import { reportedOnTrackButFlat } from './rules/reported-on-track-but-flat.ts'
import { resultCountedTwice } from './rules/result-counted-twice.ts'
import { resultOutOfHand } from './rules/result-out-of-hand.ts'
import { resultWithoutBaseline } from './rules/result-without-baseline.ts'
import { sameNumberTwice } from './rules/same-number-twice.ts'
import { scorecardLineWithoutClaim } from './rules/scorecard-line-without-claim.ts'
import { scorecardLineWithoutTarget } from './rules/scorecard-line-without-target.ts'
import { scorecardTeamWithoutLine } from './rules/scorecard-team-without-line.ts'
import { settingWithoutObject } from './rules/setting-without-object.ts'
import { singleNumberGoal } from './rules/single-number-goal.ts'
import { sourceStale } from './rules/source-stale.ts'
import { stageMostSkip } from './rules/stage-most-skip.ts'
import { stageNobodyEnters } from './rules/stage-nobody-enters.ts'
import { stageOutOfOrder } from './rules/stage-out-of-order.ts'
import { supportOneSided } from './rules/support-one-sided.ts'
import { suppressionExpired } from './rules/suppression-expired.ts'
import { targetAlreadyReached } from './rules/target-already-reached.ts'
import { targetAlwaysMet } from './rules/target-always-met.ts'
import { targetEased } from './rules/target-eased.ts'
import { targetNeverMet } from './rules/target-never-met.ts'
import { taskShapedResult } from './rules/task-shaped-result.ts'
import { teamFeedsNothing } from './rules/team-feeds-nothing.ts'
import { teamWithoutGoal } from './rules/team-without-goal.ts'
import { teamWithoutNumber } from './rules/team-without-number.ts'
import { teamsApart } from './rules/teams-apart.ts'
import { tooManyGoals } from './rules/too-many-goals.ts'
import { tooManyResults } from './rules/too-many-results.ts'
import { trackingPlanViolated } from './rules/tracking-plan-violated.ts'
import { twoGoalsPullApart } from './rules/two-goals-pull-apart.ts'
import { twoNumbersForOneWord } from './rules/two-numbers-for-one-word.ts'
import { twoTargets } from './rules/two-targets.ts'
import { twoVisions } from './rules/two-visions.ts'
import { unsignedDefinition } from './rules/unsigned-definition.ts'
import { valueMissing } from './rules/value-missing.ts'
import { visionAbsent } from './rules/vision-absent.ts'
import { visionOutdated } from './rules/vision-outdated.ts'
import { visionWithoutTeam } from './rules/vision-without-team.ts'
import { volumeDropped } from './rules/volume-dropped.ts'
import { weightHidesResults } from './rules/weight-hides-results.ts'
import { wordWithTwoMeanings } from './rules/word-with-two-meanings.ts'

/** Every rule, in the order in which people read about them. */
export const rules: readonly Rule[] = [
  // facts
  valueMissing,
  sourceStale,
  connectionFailing,
  feedSilent,
  volumeDropped,
  feedRejectsMuch,
  feedUnowned,
  teamFeedsNothing,
  trackingPlanViolated,
  stageOutOfOrder,
  stageNobodyEnters,
  stageMostSkip,
  channelWithoutCustomers,
  // words
  wordWithTwoMeanings,
  twoNumbersForOneWord,
  unsignedDefinition,
  driftedDefinition,
  contestedInForce,
  proposalWaiting,
  handoverUnsigned,
  sameNumberTwice,
  // numbers
  metricNotMeasurable,
  metricStopped,
  partsDoNotAddUp,
  metricWithoutPurpose,
  outcomeNobodyDrives,
  circularDrives,
  driverWithoutCounter,
  teamWithoutNumber,
  teamsApart,
  localUpOutcomeFlat,
  counterWorsening,
  activityTreadmill,
  targetAlwaysMet,
  targetNeverMet,
  scorecardLineWithoutClaim,
  scorecardLineWithoutTarget,
  scorecardTeamWithoutLine,
  twoTargets,
  // vision
  visionAbsent,
  twoVisions,
  visionOutdated,
  visionWithoutTeam,
  outcomeWithoutGoal,
  // goals
  goalResultOnActivityOnly,
  contributorWithoutMetric,
  orphanGoal,
  parentNotMoved,
  goalSkipsLevel,
  goalOutsideParent,
  circularSupport,
  goalOfOneTeam,
  teamWithoutGoal,
  tooManyGoals,
  resultOutOfHand,
  resultCountedTwice,
  goalUsesOtherNumber,
  contributionMeasuredByOthers,
  supportOneSided,
  dependencyWithoutGoal,
  dependencyLate,
  objectiveNamesATask,
  taskShapedResult,
  goalWithoutMetric,
  singleNumberGoal,
  tooManyResults,
  weightHidesResults,
  nothingCommitted,
  targetEased,
  targetAlreadyReached,
  baselineDiffers,
  resultWithoutBaseline,
  outOfReach,
  reportedOnTrackButFlat,
  milestoneMissed,
  neverCheckedIn,
  checkInOverdue,
  twoGoalsPullApart,
  // the linter itself
  suppressionExpired,
  settingWithoutObject(() => rules),
]
