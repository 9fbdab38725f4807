import { departmentOf, departments } from '../departments.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { counted, listed, quoted } from '../wording.ts'

export const visionWithoutTeam: Rule = {
  id: 'vision-without-team',
  severity: 'warning',
  about: 'structure',
  says: 'A vision does not bind every department.',
  why: 'Who was not asked to sign it was not asked whether it can be done, and plans for something else.',
  fix: 'Add the department to “binds” of the vision, and let it sign or object with a reason.',
  find: survey =>
    survey.visions.flatMap(vision => {
      const all = departments(survey)
      const bound = new Set([vision.owner, ...vision.binds].map(team => departmentOf(survey, team)))
      const left = [...all.keys()].filter(each => !bound.has(each))
      if (left.length === 0) return []
      const signing = `${left.length === 1 ? 'does' : 'do'} not sign it`
      return [
        {
          objects: [objectOf(vision)],
          teams: [vision.owner, ...left.flatMap(each => all.get(each) ?? [])],
          message: `The vision ${quoted(vision.title)} binds ${bound.size} of ${counted(all.size, 'department', 'departments')}: ${listed(left)} ${signing}.`,
          numbers: { bound: bound.size, departments: all.size },
          weight: left.length / all.size,
        },
      ]
    }),
}
