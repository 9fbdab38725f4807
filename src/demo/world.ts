import { type Account, accountsOf, type Cancelled } from './accounts.ts'
import type { FaultId } from './faults.ts'
import { type Contact, peopleOf } from './people.ts'
import { type Plan, planOf } from './plan.ts'

/** Everything that happened, from which each tool exports what it knows. */
export type World = {
  seed: number
  plan: Plan
  people: readonly Contact[]
  accounts: readonly Account[]
  cancelled: readonly Cancelled[]
}

export function worldOf(seed: number, faults: ReadonlySet<FaultId>, people: number): World {
  const plan = planOf(seed, fault => faults.has(fault), people)
  const contacts = peopleOf(plan, seed)
  return { seed, plan, people: contacts, ...accountsOf(plan, contacts, seed) }
}
