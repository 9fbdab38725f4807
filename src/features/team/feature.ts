import type { Feature } from '../feature.ts'
import {
  addPerson,
  changePerson,
  changeTeam,
  grantPerson,
  joinTeam,
  leaveTeam,
  listPeople,
  listTeams,
  removePerson,
  revokeGrant,
} from './operations.ts'
import { teamMigrations } from './tables.ts'

export const team: Feature = {
  name: 'team',
  does: 'Teams, and who may sign for which.',
  nouns: { person: 'The people of the company and their roles of access.' },
  migrations: teamMigrations,
  operations: [
    listTeams,
    changeTeam,
    joinTeam,
    leaveTeam,
    listPeople,
    addPerson,
    changePerson,
    removePerson,
    grantPerson,
    revokeGrant,
  ],
}
