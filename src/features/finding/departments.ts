import type { Survey } from './survey.ts'

type Teams = Pick<Survey, 'teams'>

/** The department a team belongs to; a team that nobody declared is one of its own. */
export function departmentOf({ teams }: Teams, team: string): string {
  return teams.find(({ name }) => name === team)?.department ?? team
}

/** Every department with the names of its teams. */
export function departments({ teams }: Teams): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { name, department } of teams) found.set(department, [...(found.get(department) ?? []), name])
  return found
}
