import type { Feature } from '../feature.ts'
import { admitCustomer, consentOfCustomer, listSuppressed, suppressCustomer } from './operations/consenting.ts'
import { eraseCustomer, listErasures } from './operations/erasing.ts'
import { exportCustomer } from './operations/exporting.ts'
import { listAccounts, listMembers } from './operations/listing.ts'
import { searchCustomers } from './operations/searching.ts'
import { showAccount, showCustomer } from './operations/showing.ts'
import { timelineOfCustomer } from './operations/timeline.ts'
import { customerMigrations } from './tables.ts'

export const customer: Feature = {
  name: 'customer',
  does: 'People and accounts as all teams together know them.',
  migrations: customerMigrations,
  operations: [
    searchCustomers,
    showCustomer,
    timelineOfCustomer,
    showAccount,
    listAccounts,
    listMembers,
    consentOfCustomer,
    suppressCustomer,
    admitCustomer,
    listSuppressed,
    exportCustomer,
    eraseCustomer,
    listErasures,
  ],
}
