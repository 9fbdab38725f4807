import { chanceFor } from '../chance.ts'
import type { Table } from '../csv.ts'
import { domainOf } from '../sites.ts'
import { BEGIN, DAY, dayWritten, END, type Minute, TURN, WEEK, WEEKS, weekOf } from '../weeks.ts'
import { marked, spread, whole } from '../wobble.ts'
import type { World } from '../world.ts'
import { desksIn } from './crm.ts'

/** What billing and the personnel office export. */

/** An invoice a quarter and account; when it was paid, where it has been. */
export function invoices({ plan, accounts, seed }: World): Table {
  const chance = chanceFor(seed, 'invoices')
  const byWeek: { at: Minute; site: number; amount: number }[][] = Array.from({ length: WEEKS }, () => [])
  for (const { site, since, until, mrr } of accounts)
    for (let at = since; at < Math.min(until, END); at += 91 * DAY)
      if (at >= BEGIN) byWeek[weekOf(at)]!.push({ at, site, amount: 3 * mrr })
  const disputed = whole(byWeek.map((list, week) => list.length * plan.disputeRate[week]!))
  function* rows() {
    let number = 90_001
    for (const [week, list] of byWeek.entries()) {
      list.sort((a, b) => a.at - b.at)
      const late = spread(chance, list.length)
      const argued = marked(chance, list.length, disputed[week]!)
      for (const [index, { at, site, amount }] of list.entries()) {
        const days = Math.round(plan.daysToPay[week]! * (0.5 + late[index]!))
        const paid = at + days * DAY
        const isPaid = paid < END
        yield [
          number++,
          domainOf(site),
          dayWritten(at),
          amount,
          isPaid ? dayWritten(paid) : '',
          isPaid ? days : '',
          argued.has(index) ? 'yes' : 'no',
        ]
      }
    }
  }
  return { header: ['Invoice', 'Account', 'Issued', 'Amount', 'Paid', 'Days', 'Disputed'], rows: rows() }
}

export function cancellations({ plan, cancelled, seed }: World): Table {
  const chance = chanceFor(seed, 'reasons')
  return {
    header: ['Ends on', 'Account', 'MRR', 'Reason'],
    rows: cancelled.map(({ at, site, mrr }) => {
      const missed = plan.has('promise-not-shipped') && at > 73 * WEEK && chance.happens(0.4)
      return [dayWritten(at), domainOf(site), mrr, missed ? 'No offline mode' : chance.pick(REASONS)]
    }),
  }
}

/** Desks that are filled, each Monday and team, and every hire with the days the place stood empty. */
export function staff({ plan, seed }: World): Table {
  const chance = chanceFor(seed, 'staff')
  function* rows() {
    for (let week = 1; week < WEEKS; week++) {
      const monday = dayWritten(week * WEEK)
      for (const [team, size] of TEAMS) {
        const people = team === 'Sales' ? desksIn(week) : Math.round(size * (1 + week / 160))
        yield [monday, 'headcount', team, people, '', '']
      }
      if (week % 2 === 0 && week < WEEKS - 1) {
        const days = Math.round(plan.daysToHire[week]! * (0.97 + 0.06 * chance.next()))
        const stays = week % 16 === (week < TURN ? 2 : 4) ? 'no' : 'yes'
        yield [dayWritten(week * WEEK + chance.between(1, 4) * DAY), 'hire', chance.pick(TEAMS)[0], 1, days, stays]
      }
    }
  }
  return { header: ['Day', 'What', 'Team', 'People', 'Days open', 'Stayed'], rows: rows() }
}

const TEAMS = [
  ['Marketing', 9],
  ['Sales', 6],
  ['Product', 24],
  ['IT', 5],
  ['Finance', 4],
  ['Customer Success', 11],
  ['People', 3],
] as const
const REASONS = ['Too expensive', 'Missing feature', 'Back to paper', 'Plant closed']
