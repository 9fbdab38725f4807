import type { Feature } from '../feature.ts'
import { agreementUsers, listAgreements } from './operations/reading.ts'
import { agreementMigrations } from './tables.ts'

export const agreement: Feature = {
  name: 'agreement',
  does: 'Everything declared: proposed, signed, versioned, in force.',
  migrations: agreementMigrations,
  operations: [listAgreements, agreementUsers],
}
