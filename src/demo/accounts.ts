import { chanceFor } from './chance.ts'
import { type Contact, SITES } from './people.ts'
import type { Plan } from './plan.ts'
import { BEGIN, END, type Minute, officeTime, shareOf, WEEKS } from './weeks.ts'

/** A site that pays, from its first day to its last. */
export type Account = { site: number; since: Minute; until: Minute; mrr: number }

export type Cancelled = { at: Minute; site: number; mrr: number }

/** Everybody who pays, customers from before the story included, and who left when. */
export function accountsOf(plan: Plan, people: readonly Contact[], seed: number) {
  const chance = chanceFor(seed, 'accounts')
  const accounts: Account[] = Array.from({ length: Math.round(420 * plan.scale) }, (_, i) => ({
    site: SITES + i,
    since: BEGIN - chance.between(30, 900) * 1440,
    until: END,
    mrr: 200 + 5 * Math.floor(chance.next() * chance.next() * 160),
  }))
  const taken = new Set<number>()
  for (const { site, customer, deal } of people)
    if (customer !== undefined && deal && !taken.has(site)) {
      taken.add(site)
      accounts.push({ site, since: customer, until: END, mrr: Math.max(50, deal.mrr) })
    }
  return { accounts, cancelled: cancellations(plan, accounts, seed) }
}

function cancellations(plan: Plan, accounts: readonly Account[], seed: number): Cancelled[] {
  const chance = chanceFor(seed, 'cancellations')
  const cancelled: Cancelled[] = []
  for (let week = 1; week < WEEKS; week++) {
    const total = Math.round(plan.churnedMrr[week]!)
    const begins = week * 7 * 1440
    const ripe = accounts.filter(({ since, until }) => until === END && since < begins - 120 * 1440)
    const count = Math.max(1, Math.round((total / 380) * shareOf(week) + 0.2))
    const leaving = chance.some(ripe, count)
    let left = total
    for (const [index, account] of leaving.entries()) {
      const own = index === leaving.length - 1 ? left : Math.round(total / count / 10) * 10
      left -= own
      account.until = officeTime(week, chance.next)
      cancelled.push({ at: account.until, site: account.site, mrr: own })
    }
  }
  return cancelled.sort((a, b) => a.at - b.at)
}
