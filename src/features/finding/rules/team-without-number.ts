import { departmentOf, departments } from '../departments.ts'
import type { Rule } from '../rule.ts'
import { counted } from '../wording.ts'

export const teamWithoutNumber: Rule<'share'> = {
  id: 'team-without-number',
  severity: 'info',
  about: 'structure',
  says: 'A department owns no number while most others do.',
  why: 'What it does for the others cannot be seen, so it is thanked for nothing and asked for everything.',
  fix: 'Agree with it on one number that shows its part, and on what that number is meant to move.',
  thresholds: {
    share: { default: 0.5, says: 'The share of departments with a number from which on the others need one.' },
  },
  find(survey, { share }) {
    const owners = new Set([...survey.metrics.values()].map(({ owner }) => departmentOf(survey, owner)))
    const all = [...departments(survey)]
    const having = all.filter(([department]) => owners.has(department)).length
    if (having === 0 || having < share * all.length) return []
    return all
      .filter(([department]) => !owners.has(department))
      .map(([department, teams]) => ({
        objects: teams.map(team => `team/${team}`),
        teams,
        message: `None of the ${counted(survey.metrics.size, 'number', 'numbers')} in force belongs to ${department}.`,
        numbers: { metrics: survey.metrics.size, departments: all.length },
      }))
  },
}
