import type { Rule } from '../rule.ts'
import { type Running, runningGoals, teamsOn } from '../running.ts'
import { counted } from '../wording.ts'

export const tooManyGoals: Rule<'own' | 'all'> = {
  id: 'too-many-goals',
  severity: 'warning',
  about: 'structure',
  says: 'A team has more goals in one cycle than it can work on.',
  why: 'With ten priorities nobody knows what comes first, and each other team believes that it is theirs.',
  fix: 'Decide together what is left for the next cycle, and write it under “notDoing”.',
  thresholds: {
    own: { default: 5, says: 'How many goals a team may own in a cycle.' },
    all: { default: 7, says: 'How many goals a team may work on in a cycle, its own and those it contributes to.' },
  },
  find(survey, { own, all }) {
    const goals = runningGoals(survey).filter(({ spec }) => spec.level !== 'person')
    const cycles = Map.groupBy(goals, ({ span }) => `${span.start} ${span.end}`)
    return [...cycles.values()].flatMap(together => {
      const label = together[0]?.span.label ?? ''
      return [...new Set(together.flatMap(teamsOn))].flatMap(team => {
        const owned = together.filter(({ owner }) => owner === team)
        const worked = together.filter(goal => teamsOn(goal).includes(team))
        if (owned.length > own) return [hitOf(team, label, owned, `has ${goalsOf(owned)} of its own`, own)]
        return worked.length > all ? [hitOf(team, label, worked, `works on ${goalsOf(worked)}`, all)] : []
      })
    })
  },
}

const goalsOf = ({ length }: readonly Running[]): string => counted(length, 'goal', 'goals')

function hitOf(team: string, label: string, goals: readonly Running[], does: string, most: number) {
  return {
    objects: [`team/${team}`],
    part: label,
    teams: [team, ...goals.map(({ owner }) => owner)],
    message: `${team} ${does} in ${label}, more than ${most}.`,
    numbers: { goals: goals.length, most },
    main: 'goals',
  }
}
