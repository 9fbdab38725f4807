import type { Feature } from '../feature.ts'
import { overviewAgreements } from './operations/overview.ts'
import { agreementUsers, listAgreements } from './operations/reading.ts'
import { listKinds, schemaOfKind } from './operations/schema.ts'
import { showAgreement } from './operations/show.ts'
import { agreementMigrations } from './tables.ts'

export const agreement: Feature = {
  name: 'agreement',
  does: 'Everything declared: proposed, signed, versioned, in force.',
  migrations: agreementMigrations,
  operations: [listAgreements, agreementUsers, overviewAgreements, showAgreement, listKinds, schemaOfKind],
}
