import type { Adoption } from '../agreement/agreement.ts'

/** Who has put their name under a scorecard. */
export type Signing = { binds: readonly string[]; missing: readonly string[]; adopted: Adoption | null }

/**
 * Whether a team has signed a scorecard. Where it came into force by a repository's review and no signature at all is
 * recorded, the review stands for those of all teams that it binds.
 */
export function hasSigned({ binds, missing, adopted }: Signing, team: string): boolean {
  if (!binds.includes(team)) return false
  return !missing.includes(team) || (adopted === 'reviewed' && missing.length === binds.length)
}

/** Teams of departments of which no team owns any of the lines. */
export function withoutLine(
  teams: readonly { name: string; department: string }[],
  owners: ReadonlySet<string>,
): string[] {
  const present = new Set(teams.filter(({ name }) => owners.has(name)).map(({ department }) => department))
  return teams.filter(({ department }) => !present.has(department)).map(({ name }) => name)
}
