import type { Feature } from '../feature.ts'
import { listAccounts, listMembers } from './operations/listing.ts'
import { searchCustomers } from './operations/searching.ts'
import { showAccount, showCustomer } from './operations/showing.ts'
import { timelineOfCustomer } from './operations/timeline.ts'

export const customer: Feature = {
  name: 'customer',
  does: 'People and accounts as all teams together know them.',
  operations: [searchCustomers, showCustomer, timelineOfCustomer, showAccount, listAccounts, listMembers],
}
