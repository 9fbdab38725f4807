import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const visionOutdated: Rule = {
  id: 'vision-outdated',
  severity: 'warning',
  about: 'structure',
  says: 'The horizon of a vision is in the past.',
  why: 'Goals still serve it, and nobody has said whether it was reached or where to go from there.',
  fix: 'Look at each of its numbers with all teams, then propose the next vision or retire this one.',
  find: ({ visions, today }) =>
    visions
      .filter(({ spec }) => spec.horizon < today)
      .map(vision => ({
        objects: [objectOf(vision)],
        teams: [vision.owner, ...vision.binds],
        message: `The vision ${quoted(vision.title)} reached up to ${vision.spec.horizon}, ${counted(daysBetween(vision.spec.horizon, today), 'day', 'days')} ago.`,
        numbers: { days: daysBetween(vision.spec.horizon, today) },
        main: 'days',
      })),
}
