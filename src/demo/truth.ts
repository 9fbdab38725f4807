import type { Fault, FaultId } from './faults.ts'
import { DRIVERS, type Plan } from './plan.ts'

/** What is true of a demo company, for whoever wants to know whether it was seen. The check does not read it. */
export type Truth = {
  demo: 'pelloway'
  /** Counts up when the same seed gives another company than before. */
  edition: number
  seed: number
  healthy: boolean
  people: number
  from: string
  to: string
  faults: readonly Fault[]
  drivers: readonly Driver[]
}

/** A number that moves another, and how. */
export type Driver = {
  metric: string
  moves: string
  /** 0 where the claim in the files is wrong, whatever they say. */
  effect: number
  /** What the effect is the size of. */
  says: string
  lagWeeks: number
}

export const EDITION = 1

/** What really moves what in a company with these faults. */
export function driversOf(has: Plan['has']): Driver[] {
  const { mqlsToSqls, sqlsToCustomers, responseToCustomers, lostPerHour, firstReplyToChurn, mrrPerCustomer } = DRIVERS
  const claim = (fault: FaultId, effect: number) => (has(fault) ? 0 : effect)
  return [
    driver('sqls', 'new-mrr', 0.35 * mrrPerCustomer, sqlsToCustomers, 'EUR of new MRR by each SQL'),
    driver('mqls', 'sqls', 0.54, mqlsToSqls, 'SQLs by each MQL that fits'),
    driver(
      'first-response-time',
      'new-mrr',
      -lostPerHour,
      responseToCustomers,
      'share of wins by each hour beyond 3.4',
    ),
    driver('first-reply-time', 'churned-mrr', 6.2, firstReplyToChurn, 'EUR of churned MRR a week by each minute'),
    driver('email-open-rate', 'sqls-from-email', claim('opens-of-the-wrong-audience', 1), 4, '1: they rise together'),
    driver('new-followers', 'customers-from-influencer', claim('followers-who-never-buy', 0.02), 8, 'customers each'),
    driver('page-load-time', 'demo-requests', claim('speed-nobody-buys-for', -0.02), 2, 'requests a week by each ms'),
    driver('calls-per-rep', 'new-mrr', claim('slow-where-it-hurts', 1), 4, '1: they rise together'),
  ]
}

function driver(metric: string, moves: string, effect: number, lagWeeks: number, says: string): Driver {
  return { metric, moves, effect: Math.round(effect * 1000) / 1000, says, lagWeeks }
}
