import type { Feature } from '../feature.ts'
import { operationLogMigration } from '../operation-log.ts'
import { listAudit, verifyAudit } from './operations.ts'

export const audit: Feature = {
  name: 'audit',
  does: 'What was done, by whom and when, in a chain that shows tampering.',
  migrations: [operationLogMigration],
  operations: [listAudit, verifyAudit],
}
