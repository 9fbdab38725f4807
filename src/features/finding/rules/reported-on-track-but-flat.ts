import { formatShare } from '../../../core/share.ts'
import { fromTo, gotWorse, isStill, stretchesOf, wentOf } from '../course.ts'
import { daysBetween } from '../days.ts'
import { isOutOfReach, type Outlook, outlooksOf } from '../outlook.ts'
import { reportedOf, saysOnTrack } from '../reported.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { objectOf, type Survey } from '../survey.ts'
import { amount, quoted } from '../wording.ts'

type Limits = Readonly<Record<'confident' | 'days' | 'elapsed' | 'periods' | 'gap' | 'chance' | 'clear', number>>

export const reportedOnTrackButFlat: Rule<keyof Limits> = {
  id: 'reported-on-track-but-flat',
  severity: 'warning',
  about: 'data',
  says: 'A goal is reported on track while its number stands still, gets worse, or will not get there.',
  why: 'Green outside and red inside: everybody who could help learns of it when it is too late.',
  fix: 'Check the goal in again with its number before you, and say what would have to happen for it to move.',
  thresholds: {
    confident: { default: 0.7, says: 'How sure people have to be for that to count as on track where nobody said so.' },
    days: { default: 35, says: 'How many days ago that may have been said.' },
    elapsed: { default: 1 / 3, says: 'What share of the time has to have passed before its pace is looked at.' },
    periods: {
      default: 26,
      says: 'How many periods are looked at, a year at most; the newest three quarters and half of them are looked at too.',
    },
    gap: {
      default: 0.1,
      says: 'How much better its periods would have to be, as a share of what they are, for that to matter.',
    },
    chance: { default: 0.01, says: 'How likely at most getting worse may have come by chance.' },
    clear: {
      default: 0.02,
      says: 'How likely at most a gain of the number may have come by chance to be called one, however small.',
    },
  },
  find: (survey, limits) =>
    runningGoals(survey).flatMap(goal =>
      outlooksOf(survey, goal).flatMap(outlook => {
        const { result, metric } = outlook
        const reported = reportedOf(survey, goal.name, result.name)
        if (!reported || !saysOnTrack(reported, limits.confident)) return []
        if (daysBetween(reported.on, survey.asOf) > limits.days) return []
        const how = howItGoes(survey, outlook, limits)
        if (how === undefined) return []
        const sure =
          reported.confidence === undefined ? '' : ` with a confidence of ${formatShare(reported.confidence)}`
        return [
          {
            objects: [objectOf(goal), objectOf(metric)],
            part: result.name,
            teams: [goal.owner, metric.owner],
            message:
              `${goal.owner} reported the goal ${quoted(goal.title)} ${reported.health ?? 'in reach'} on ${reported.on}${sure}, ` +
              `and ${quoted(metric.title)} ${how}`,
            numbers: {
              current: outlook.current,
              to: result.to,
              likely: outlook.likely,
              best: outlook.best,
              elapsed: outlook.elapsed,
              ...(reported.confidence === undefined ? {} : { confidence: reported.confidence }),
            },
          },
        ]
      }),
    ),
}

/** What is the matter with a number that is said to be on track; nothing when it may well get there. */
function howItGoes(survey: Survey, outlook: Outlook, limits: Limits): string | undefined {
  const { metric, result, pace, needed, best, grain } = outlook
  const { unit, direction } = metric.spec
  const ends = `at best it ends at ${amount(best, unit)}, not ${amount(result.to, unit)}.`
  const isShort = isOutOfReach(outlook)
  const missing = ((direction === 'up' ? 1 : -1) * (needed - pace)) / Math.abs(pace)
  const stretches = isShort || missing > limits.gap ? stretchesOf(limits.periods, grain) : []
  const courses = stretches.flatMap(periods => wentOf(survey, metric, { grain, periods }) ?? [])
  const end = isShort ? `; ${ends}` : '.'
  const worse = courses.find(went => gotWorse(went, { chance: limits.chance, change: 0 }))
  if (worse) return `got worse, ${fromTo(worse)}${end}`
  const still = courses.findLast(went => isStill(went, Math.max(limits.gap, missing) / 2, limits.clear))
  if (still) return `has stood still, ${fromTo(still)}${end}`
  return isShort && outlook.elapsed >= limits.elapsed ? `will not get there: ${ends}` : undefined
}
