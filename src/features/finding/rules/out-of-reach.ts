import { formatShare } from '../../../core/share.ts'
import { isOutOfReach, type Outlook, outlooksOf } from '../outlook.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { objectOf } from '../survey.ts'
import { amount, counted, lengthOf, number, quoted } from '../wording.ts'

export const outOfReach: Rule<'elapsed' | 'late'> = {
  id: 'out-of-reach',
  severity: 'warning',
  about: 'data',
  says: 'A key result will not be reached, not even if the periods that are left are as good as the past allows.',
  why: 'Others plan with what was promised; the earlier they hear that it will not come, the more they can still do about it.',
  fix: 'Decide together: more people, a smaller target, another day, or something else left undone. Say so in a check-in.',
  thresholds: {
    elapsed: { default: 1 / 3, says: 'What share of the time has to have passed before anything is said.' },
    late: { default: 2 / 3, says: 'After what share of the time a committed result that is out of reach is an error.' },
  },
  find: (survey, { elapsed: early, late }) =>
    runningGoals(survey).flatMap(goal =>
      outlooksOf(survey, goal).flatMap(outlook => {
        const { result, metric, elapsed, current, likely, best, pace, needed, periods, grain } = outlook
        if (elapsed < early || !isOutOfReach(outlook)) return []
        const { unit } = metric.spec
        const isCommitted = result.kind === 'committed'
        const enough = isCommitted ? '' : `, where ${number(outlook.goal)} would be good`
        return [
          {
            objects: [objectOf(goal), objectOf(metric)],
            part: result.name,
            teams: [goal.owner, ...(goal.spec.contributors ?? []).map(({ team }) => team), metric.owner],
            severity: isCommitted ? (elapsed > late ? ('error' as const) : ('warning' as const)) : ('info' as const),
            message:
              `${quoted(result.name)} in the goal ${quoted(goal.title)} of ${goal.owner} is out of reach: after ` +
              `${formatShare(elapsed)} of the time it is ${said(current, unit)} of ${amount(result.to, unit)}${enough}. The last ` +
              `${lengthOf(periods, grain)} lead to ${said(likely, unit)}, at best to ${amount(best, unit)}: ${whatIsMissing(outlook)}.`,
            numbers: { current, to: result.to, likely, best, pace, needed, elapsed },
          },
        ]
      }),
    ),
}

/** What would have to happen in the days that are left, beside what happens now. */
function whatIsMissing({ way, result, metric, goal, current, needed, pace, daysLeft, grain }: Outlook): string {
  const { unit } = metric.spec
  const left = counted(daysLeft, 'day', 'days')
  const makes = `and a ${grain.replace('-', ' ')} makes ${amount(pace, unit)}`
  if (way === 'stands') return `it is ${amount(pace, unit)} now, and ${left} are left`
  const isPossible = (needed >= 0 || pace < 0) && (needed <= 1 || unit !== '%')
  if (way === 'mixes' && !isPossible) return `nothing that the ${left} that are left can bring makes up for it`
  if (way === 'mixes')
    return `the ${left} that are left would have to be at ${amount(needed, unit)}, and it is at ${amount(pace, unit)} now`
  if (result.to > result.from) return `${amount(goal - current, unit)} are missing with ${left} to go, ${makes}`
  const room = goal - current
  return room > 0
    ? `in ${left} only ${amount(room, unit)} more may come, ${makes}`
    : `that is more already, with ${left} to go`
}

const said = (value: number, unit: string): string => (unit === '%' ? amount(value, unit) : number(value))
