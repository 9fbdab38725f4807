import { addDays } from '../../../core/calendar.ts'
import { formOf } from '../../goal/goal.ts'
import { daysBetween } from '../days.ts'
import { reportedOf, saysOnTrack } from '../reported.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const milestoneMissed: Rule<'confident' | 'days'> = {
  id: 'milestone-missed',
  severity: 'warning',
  about: 'data',
  says: 'What should have been done or measured by a day is not; an error when it is still reported on track.',
  why: 'Others have built on that day: campaigns, promises to customers, the next team’s plan.',
  fix: 'Say when it will be done and tell everybody who waits for it, or take back what was promised with it.',
  thresholds: {
    confident: { default: 0.7, says: 'How sure people have to be for that to count as on track where nobody said so.' },
    days: { default: 92, says: 'For how many days after the end of its cycle it is still looked at.' },
  },
  find: (survey, { confident, days: remembered }) =>
    survey.goals.flatMap(goal => {
      const span = survey.spans.get(goal.name)
      if (!span || daysBetween(span.end, survey.asOf) > remembered) return []
      return goal.spec.results.flatMap((result, index) => {
        const form = formOf(result)
        const by = result.by ?? addDays(span.end, -1)
        const read = survey.readings.get(goal.name)?.results[index]
        if ((form !== 'milestone' && form !== 'baseline') || by >= survey.asOf || !read || read.progress === 1)
          return []
        const days = daysBetween(by, survey.asOf)
        const reported = reportedOf(survey, goal.name, result.name)
        const isRosy = reported !== undefined && reported.on > by && saysOnTrack(reported, confident)
        const metric = survey.metrics.get(result.metric ?? '')
        return [
          {
            objects: [objectOf(goal), ...(metric ? [objectOf(metric)] : [])],
            part: result.name,
            teams: [goal.owner, ...(goal.spec.contributors ?? []).map(({ team }) => team)],
            severity: isRosy ? ('error' as const) : ('warning' as const),
            message:
              `${quoted(result.name)} in the goal ${quoted(goal.title)} of ${goal.owner} should have been ` +
              `${form === 'milestone' ? 'done' : 'measured'} by ${by} and is not, ${counted(days, 'day', 'days')} later` +
              (isRosy ? `; on ${reported.on} the goal was still reported on track.` : '.'),
            numbers: { days },
            main: 'days',
          },
        ]
      })
    }),
}
