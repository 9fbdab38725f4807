import type { Feature } from '../feature.ts'
import { listRounds, openRound, reveal, vote } from './operations/round.ts'
import { createCheckIn, dueCheckIns, listCheckIns } from './operations.ts'
import { checkInMigrations } from './tables.ts'

export const checkIn: Feature = {
  name: 'check-in',
  does: 'What people say of goals between their start and their end, and how sure their teams are.',
  migrations: checkInMigrations,
  operations: [createCheckIn, listCheckIns, dueCheckIns, openRound, vote, reveal, listRounds],
}
